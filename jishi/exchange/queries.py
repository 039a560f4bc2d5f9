"""Reading imports: one's own, and those of organisations within reach."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from jishi.base import files
from jishi.base.crypto import unseal
from jishi.exchange.access import EXPORT, IMPORT
from jishi.exchange.models import BatchState, ImportBatch
from jishi.people.models import AskState, ClearExport
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import reach


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    """What was brought in within one's reach; the rows themselves are for who brought them."""
    where = reach(actor, IMPORT)
    if where.everywhere:
        return ImportBatch.objects.all()
    if not where.roots:
        return ImportBatch.objects.none()
    return ImportBatch.objects.filter(where.q("org") | Q(account_id=actor.account_id or 0))


def batch(actor: Actor, pk: int) -> ImportBatch:
    found = batches(actor).select_related("org", "job", "file", "result", "refused").filter(pk=pk)
    one = found.first()
    if one is None:
        raise NotVisible
    return one


def is_own(actor: Actor, one: ImportBatch) -> bool:
    return one.account_id == actor.account_id


def summary(one: ImportBatch) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(one.summary)
    return found


def choices(one: ImportBatch) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(one.choices)
    return found


def shown(actor: Actor, one: ImportBatch, number: int) -> dict[str, Any]:
    """A part of the preview, for who brought the table in; nothing for anybody else."""
    if not is_own(actor, one):
        return {}
    chunk = one.chunks.filter(number=number).first()
    if chunk is None:
        return {}
    found: dict[str, Any] = json.loads(unseal(chunk.content.token, chunk.content.purpose))
    return found


def working(one: ImportBatch) -> bool:
    return one.job is not None and one.job.ended_at is None


def stopped(one: ImportBatch) -> bool:
    """A step that ended without reaching its end: may be tried again."""
    return (
        one.state in (BatchState.CHECKING, BatchState.PUBLISHING)
        and one.job is not None
        and one.job.ended_at is not None
    )


def _own_file(actor: Actor, pk: str) -> ImportBatch | None:
    return batches(actor).filter(pk=int(pk), account_id=actor.account_id or 0).first()


files.owner_kind("import", IMPORT, _own_file)


def codes_of(pks: list[int]) -> list[tuple[int, str]]:
    """Codes of organisations that the caller has by a grant of their own."""
    return list(Organisation.objects.filter(pk__in=pks).values_list("pk", "code"))


def grants_in_clear(actor: Actor) -> list[tuple[int, str]]:
    """One's own exports in clear that somebody else has granted, newest first."""
    rows = ClearExport.objects.filter(
        account_id=actor.account_id or 0, state=AskState.APPROVED
    ).select_related("org")
    return [(row.pk, f"{row.org.short_name} {row.count} 人：{row.purpose}") for row in rows[:20]]


def _own_blank(actor: Actor, pk: str) -> Any:
    """A filled table belongs to the account that asked for it."""
    accounts: Any = get_user_model()._default_manager
    own = accounts.filter(pk=actor.account_id or 0)
    return own.first() if str(actor.account_id or "") == pk else None


files.owner_kind("blank_table", EXPORT, _own_blank)
