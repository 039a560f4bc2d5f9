"""Books of older notices: drafted by one, looked over and released by another, each weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta

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
        for one in ones:
            if one.org not in counts:
                require(actor, DISCLOSURE_RELEASE, one.org)
            counts[one.org] += 1
            if one.state != "draft":
                raise Refused(f"{one.title}：{one.state_label}，不能这样办")
            own = is_own(actor, one)
            insist(may_review(own, False, True, True, f"{one.title}\n{one.text}"))
            insist(may_publish(own, secrecy_by, days, days))
            one.state, one.reviewed_by_id, one.secrecy_by = (
                "published", actor.account_id, secrecy_by[:30],
            )  # fmt: skip
            one.reviewed_on = one.published_on = one.drafted_on
            long = one.of_item.way == "long"
            one.shown_until = None if long else one.drafted_on + timedelta(days=days - 1)
        Disclosure.objects.bulk_update(
            ones,
            ["state", "reviewed_by", "secrecy_by", "reviewed_on", "published_on", "shown_until"],
            batch_size=200,
        )
        for org, count in counts.items():
            doing.record(PUBLISHED_MANY, org, count=count)
