"""Messages and to-dos of one account: exactly once, in the transaction that gives rise to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from jishi.base.clock import now
from jishi.base.models import InboxItem, InboxKind
from jishi.tree.actor import Actor


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
    InboxItem.objects.bulk_create(
        [
            InboxItem(
                account_id=account, kind=kind, key=key[:120], title=title[:120], link=link,
                org_id=org_id, due_on=due_on, made_at=now(),
            )
            for account in account_ids
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def close(key: str) -> None:
    """The cause is gone: its to-dos are done, for everyone who had them."""
    InboxItem.objects.filter(key=key, done_at__isnull=True).update(done_at=now())


def items(actor: Actor) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(account_id=actor.account_id)


def unread_count(actor: Actor) -> int:
    if actor.account_id is None:
        return 0
    return items(actor).filter(read_at__isnull=True, done_at__isnull=True).count()
