"""Messages and to-dos of one account: exactly once, in the transaction that gives rise to them.

A room that causes one calls `put` inside its act, with a key that names the cause; when the cause
is gone it calls `close` with the same key. People read and tick off their own items only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, DateField, F, Q, QuerySet, Value, When

from jishi.base.act import act
from jishi.base.clock import now
from jishi.base.models import InboxItem, InboxKind
from jishi.base.outside import outbox
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import SELF

NO_DATE = date(9999, 12, 31)  # what has no date comes after all that has


def put(
    account_ids: Iterable[int],
    key: str,
    title: str,
    *,
    kind: str = InboxKind.NOTICE,
    link: str = "",
    org_id: int | None = None,
    due_on: date | None = None,
) -> None:
    """One item per account and key; the same cause again adds nothing."""
    if len(key) > 120:
        raise ValueError("an inbox key that is cut short could meet another")
    if link and (link[0] != "/" or link[1:2] in ("/", "\\")):
        raise ValueError("an inbox link leads to a page of this site")
    InboxItem.objects.bulk_create(
        [
            InboxItem(
                account_id=account, kind=kind, key=key, title=title[:120], link=link,
                org_id=org_id, due_on=due_on, made_at=now(),
            )
            for account in sorted(set(account_ids))
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def close(key: str) -> None:
    """The cause is gone: its to-dos are done, for everyone who had them."""
    InboxItem.objects.filter(key=key, done_at__isnull=True).update(done_at=now())


def close_all(org_ids: Iterable[int], keys: Iterable[str]) -> None:
    """Several causes at some organisations are gone at once; outside nobody is told any more."""
    org_ids, keys = set(org_ids), list(keys)
    open_items = InboxItem.objects.filter(org_id__in=org_ids, done_at__isnull=True)
    open_items.filter(key__in=keys).update(done_at=now())
    outbox.drop(org_ids, keys)


# --- one's own items ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Counts:
    todo: int = 0
    unread: int = 0


def items(actor: Actor) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(account_id=actor.account_id or 0)


def item(actor: Actor, pk: int) -> InboxItem:
    found = items(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def todos(actor: Actor) -> QuerySet[InboxItem]:
    """Open to-dos; `due` orders them, the undated last."""
    due = Case(
        When(due_on=None, then=Value(NO_DATE)), default=F("due_on"), output_field=DateField()
    )
    waiting = items(actor).filter(kind=InboxKind.TODO, done_at__isnull=True)
    return waiting.annotate(due=due).select_related("org")


def notices(actor: Actor) -> QuerySet[InboxItem]:
    return items(actor).filter(kind=InboxKind.NOTICE).select_related("org")


def done(actor: Actor) -> QuerySet[InboxItem]:
    ticked = items(actor).filter(kind=InboxKind.TODO, done_at__isnull=False)
    return ticked.select_related("org")


def counts(actor: Actor) -> Counts:
    """Open to-dos and unread messages; one query per request."""
    if actor.account_id is None:
        return Counts()
    if "inbox" not in actor.memo:
        row = items(actor).aggregate(
            todo=Count("id", filter=Q(kind=InboxKind.TODO, done_at__isnull=True)),
            unread=Count("id", filter=Q(kind=InboxKind.NOTICE, read_at__isnull=True)),
        )
        actor.memo["inbox"] = Counts(row["todo"], row["unread"])
    found: Counts = actor.memo["inbox"]
    return found


def todo_count(actor: Actor) -> int:
    return counts(actor).todo


def unread_count(actor: Actor) -> int:
    """What the bell shows: to-dos still open and messages not yet read."""
    found = counts(actor)
    return found.todo + found.unread


def mark_read(actor: Actor, pk: int | None = None) -> int:
    """One message, or all of them; a to-do is not done by being looked at."""
    with act(actor, SELF):
        unread = items(actor).filter(read_at__isnull=True)
        unread = unread.filter(kind=InboxKind.NOTICE) if pk is None else unread.filter(pk=pk)
        return unread.update(read_at=now())


def mark_done(actor: Actor, pk: int) -> None:
    """Tick off a to-do by hand; what is still due elsewhere stays due there."""
    with act(actor, SELF):
        own = item(actor, pk)
        items(actor).filter(pk=own.pk, done_at__isnull=True).update(done_at=now())
