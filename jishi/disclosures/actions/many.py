"""Books of older notices: drafted by one, looked over and released by another, each weighed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta

from django.db.models import F

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.disclosures.access import DISCLOSURE_EDIT, DISCLOSURE_RELEASE
from jishi.disclosures.actions.single import Draft, checked, is_own
from jishi.disclosures.models import Disclosure
from jishi.disclosures.rules.publishing import may_publish, may_review
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import require

DRAFTED_MANY = Verb("disclosure.draft_many", "成批补记公开草稿")
PUBLISHED_MANY = Verb("disclosure.publish_many", "成批补记已公开的")


def draft_many(actor: Actor, rows: Iterable[tuple[Organisation, Draft, date]]) -> list[Disclosure]:
    """What hung on the board before, with the day on which it was written."""
    with act(actor, DISCLOSURE_EDIT) as doing:
        made, counts = [], Counter[Organisation]()
        for org, row, on in rows:
            if org not in counts:
                require(actor, DISCLOSURE_EDIT, org)
            counts[org] += 1
            made.append(
                Disclosure(
                    org=org, drafted_on=on, drafted_by_id=actor.account_id,
                    **asdict(checked(row, on)),
                )
            )  # fmt: skip
        Disclosure.objects.bulk_create(made, batch_size=1000)
        for org, count in counts.items():
            doing.record(DRAFTED_MANY, org, count=count)
        return made


def release_many(actor: Actor, ones: Sequence[Disclosure], *, secrecy_by: str, days: int) -> None:
    """Looked over and released on the day each was drafted, by somebody who wrote none of them."""
    with act(actor, DISCLOSURE_RELEASE) as doing:
        counts = Counter[Organisation]()
        by_day: dict[tuple[date, bool], list[int]] = defaultdict(list)
        for one in ones:
            if one.org not in counts:
                require(actor, DISCLOSURE_RELEASE, one.org)
            counts[one.org] += 1
            if one.state != "draft":
                raise Refused(f"{one.title}：{one.state_label}，不能这样办")
            own = is_own(actor, one)
            insist(may_review(own, False, True, True, f"{one.title}\n{one.text}"))
            insist(may_publish(own, secrecy_by, days, days))
            by_day[one.drafted_on, one.of_item.way == "long"].append(one.pk)
        for (day, long), pks in by_day.items():
            for start in range(0, len(pks), 500):
                Disclosure.objects.filter(pk__in=pks[start : start + 500], state="draft").update(
                    state="published", reviewed_by=actor.account_id, reviewed_on=day,
                    secrecy_by=secrecy_by[:30], published_on=day, version=F("version") + 1,
                    shown_until=None if long else day + timedelta(days=days - 1),
                )  # fmt: skip
        for org, count in counts.items():
            doing.record(PUBLISHED_MANY, org, count=count)
