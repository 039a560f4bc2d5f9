"""Return tables that an office sets for itself and all below; a change is a new edition."""

from __future__ import annotations

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.declare import DeclarationError
from jishi.returns.access import RETURN_SET
from jishi.returns.models import LocalReturn
from jishi.returns.tables.table import ReturnTable, body_of
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

ADDED = Verb("return.add", "设计报表")
AMENDED = Verb("return.amend", "修改报表")
ENDED = Verb("return.end", "停用报表")


def add_table(actor: Actor, org: Organisation, table: ReturnTable) -> LocalReturn:
    with act(actor, RETURN_SET, org, below=True) as doing:
        lock(Organisation.objects.all(), org.pk)
        number = LocalReturn.objects.filter(org=org).values("code").distinct().count() + 1
        row = LocalReturn.objects.create(
            org=org, code=f"local.of_{org.pk}_{number}", title=table.title, source=table.source,
            body=body_of(table), since=actor.today,
        )  # fmt: skip
        doing.record(ADDED, row, org=org, title=row.title, count=len(table.lines))
        return row


def amend_table(
    actor: Actor, row: LocalReturn, version: int | None, table: ReturnTable
) -> LocalReturn:  # fmt: skip
    """Rounds under way keep the edition they began with. The new one goes on counting versions, so
    that a page made from the old one is stale for it too."""
    with act(actor, RETURN_SET, row.org, below=True) as doing:
        row = lock(LocalReturn.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("已经停用，不能再改")
        bump(row, until=actor.today)
        fresh = LocalReturn.objects.create(
            org=row.org, code=row.code, edition=row.edition + 1, title=table.title,
            source=table.source, body=body_of(table), since=actor.today, version=row.version,
        )  # fmt: skip
        doing.record(AMENDED, fresh, org=row.org_id, title=fresh.title, number=fresh.edition)
        return fresh


def end_table(actor: Actor, row: LocalReturn, version: int | None) -> None:
    with act(actor, RETURN_SET, row.org, below=True) as doing:
        row = lock(LocalReturn.objects.select_related("org"), row.pk, version)
        if row.until is not None:
            raise Refused("已经停用")
        bump(row, until=actor.today)
        doing.record(ENDED, row, org=row.org_id, title=row.title)


def checked(**values: object) -> ReturnTable:
    """The same check as for a file, its words for the person who typed it."""
    try:
        return ReturnTable(**values)  # type: ignore[arg-type]
    except DeclarationError as fault:
        raise Refused(str(fault), field="lines") from None
