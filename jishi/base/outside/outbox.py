"""What is to be sent outside: put in the transaction of its cause, delivered by a job later.

At least once: rows that go together are bound under one id before they are sent, and keep it on
every try, so that a receiver tells a repetition from something new.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from jishi.base.clock import SHANGHAI, now
from jishi.base.local import DIGEST_OUTSIDE, MAIL_TO, NOWHERE, QUIET_FROM, QUIET_UNTIL, WEBHOOK
from jishi.base.models import OutboxItem
from jishi.base.outside import channels
from jishi.base.outside.quiet import ends_of_quiet
from jishi.base.settings_tree import InForce, all_in_force
from jishi.config import environment
from jishi.kernel.path import ids
from jishi.tree.models import Organisation

MOST_TRIES = 10
AT_ONCE, TOGETHER = 500, 50  # rows of one run; matters of one message
CHOICES = (WEBHOOK, MAIL_TO, QUIET_FROM, QUIET_UNTIL, DIGEST_OUTSIDE)
WAITING = Q(sent_at__isnull=True, failed="")
Local = dict[str, InForce[Any]]
Step = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Message:
    """A matter of an organisation; the key names its cause."""

    org: Organisation
    key: str
    title: str
    due_on: date | None = None


def put(messages: Iterable[Message], on: date) -> None:
    """One row per channel, target and key; the same cause again adds nothing."""
    local = all_in_force(CHOICES, on)
    moment = now()
    OutboxItem.objects.bulk_create(
        [
            OutboxItem(
                channel=channel, target=target, key=each.key, org=each.org, title=each.title[:120],
                due_on=each.due_on, made_at=moment, next_at=moment,
            )
            for each in messages
            for channel, target in _targets(local, each.org)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _targets(local: Local, org: Organisation) -> list[tuple[str, str]]:
    line = ids(org.path)
    found = [("webhook", local[WEBHOOK.code].at(line).value)]
    found.append(("mail", local[MAIL_TO.code].at(line).value))
    return [(channel, target) for channel, target in found if target != NOWHERE]


def drop(org_ids: Iterable[int], keys: Iterable[str]) -> None:
    """The causes are gone: what has not been sent yet is not sent any more."""
    rows = OutboxItem.objects.filter(WAITING, org_id__in=set(org_ids), key__in=list(keys))
    rows.delete()


def deliver(moment: datetime, step: Step) -> tuple[int, int]:
    """Send what is due; (messages that got through, that did not). `step` guards each write."""
    sent = missed = 0
    for bundle in _bound(moment, step):
        fault, final = _send(bundle)
        with step():
            _note(bundle, fault, final, moment)
        sent, missed = (sent + 1, missed) if not fault else (sent, missed + 1)
    return sent, missed


def _bound(moment: datetime, step: Step) -> list[list[OutboxItem]]:
    """What goes together, each bundle already under its id when this returns."""
    rows = OutboxItem.objects.filter(WAITING, next_at__lte=moment).select_related("org")
    local = all_in_force(CHOICES, moment.astimezone(SHANGHAI).date())
    bundles: dict[tuple[str, ...], list[OutboxItem]] = defaultdict(list)
    with step():
        for row in rows.order_by("id")[:AT_ONCE]:
            line = ids(row.org.path)
            until = ends_of_quiet(
                moment.astimezone(SHANGHAI), local[QUIET_FROM.code].at(line).value,
                local[QUIET_UNTIL.code].at(line).value,
            )  # fmt: skip
            if until is not None:
                row.next_at = until
                row.save(update_fields=["next_at"])
            elif row.bundle:
                bundles[row.bundle,].append(row)
            else:
                together = bool(local[DIGEST_OUTSIDE.code].at(line).value)
                bundles[row.channel, row.target, "" if together else row.key].append(row)
        found = [some[n : n + TOGETHER] for some in bundles.values()
                 for n in range(0, len(some), TOGETHER)]  # fmt: skip
        for some in found:
            if not some[0].bundle:
                _bind(some)
    return found


def _bind(some: Sequence[OutboxItem]) -> None:
    words = "\n".join([some[0].channel, some[0].target, *(row.key for row in some)])
    ident = hashlib.sha256(words.encode()).hexdigest()[:32]
    for row in some:
        row.bundle = ident
    OutboxItem.objects.filter(pk__in=[row.pk for row in some]).update(bundle=ident)


def text_of(some: Sequence[OutboxItem]) -> str:
    """Organisations and matters, no person: the same words could be pasted into a group chat."""
    lines = [f"{row.org.short_name}：{row.title}" for row in some]
    home = environment.url("JISHI_PUBLIC_URL")
    return "\n".join([f"【应办提醒】{len(some)} 项", *lines, *([home] if home else [])])


def _send(some: Sequence[OutboxItem]) -> tuple[str, bool]:
    """What went wrong, if anything, and whether trying again is pointless."""
    ident, target, text = some[0].bundle, some[0].target, text_of(some)
    try:
        if some[0].channel == "mail":
            channels.mail(target, f"应办提醒（{len(some)} 项）", text, ident)
        else:
            url = channels.hooks().get(target)
            if url is None:
                raise channels.Barred(f"没有名叫「{target}」的群机器人，请在 JISHI_WEBHOOKS 里写明")
            channels.post(url, body_of(some, text), ident)
    except channels.Barred as barred:
        return str(barred), True
    except channels.Missed as missed:
        return str(missed), False
    return "", False


def body_of(some: Sequence[OutboxItem], text: str) -> bytes:
    """Plain enough for any receiver; `msgtype` and `text` are what common chat robots read."""
    items = [
        {"key": row.key, "org": row.org.code, "org_name": row.org.short_name, "title": row.title,
         "due_on": row.due_on.isoformat() if row.due_on else None}
        for row in some
    ]  # fmt: skip
    whole = {
        "id": some[0].bundle, "msgtype": "text", "text": {"content": text}, "items": items,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False).encode()


def _note(some: Sequence[OutboxItem], fault: str, final: bool, moment: datetime) -> None:
    rows = OutboxItem.objects.filter(pk__in=[row.pk for row in some])
    if not fault:
        rows.update(sent_at=moment, tries=some[0].tries + 1)
        return
    tries = some[0].tries + 1
    wait = timedelta(minutes=min(5 * 2**tries, 240))
    ended = final or tries >= MOST_TRIES
    rows.update(tries=tries, next_at=moment + wait, failed=fault[:120] if ended else "")


def forget_old() -> int:
    """What was sent or given up ninety days ago."""
    before = now() - timedelta(days=90)
    return OutboxItem.objects.filter(made_at__lt=before).exclude(WAITING).delete()[0]
