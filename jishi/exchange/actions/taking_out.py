"""Taking a table out: only what is within reach, and on record that it was taken."""

from __future__ import annotations

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.exchange.access import EXPORT
from jishi.exchange.actions.filling import granted, in_clear
from jishi.exchange.export_book import Table
from jishi.exchange.ground import Ground
from jishi.exchange.records.kind import kinds
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import require

TAKEN_OUT = Verb("export.take", "导出表格")


def export_table(actor: Actor, kind: str, org: Organisation | None, clear: int = 0) -> Table:
    """The table as it stands, sealed values masked; in clear, by number of a grant, its people."""
    found = kinds()[kind]
    require(actor, found.view, org)
    with act(actor, EXPORT, org) as doing:
        ground = Ground(actor, found, org)
        if clear:
            if kind != "members":
                raise Refused("明文导出只有党员表", field="kind")
            ground = in_clear(actor, granted(actor, clear))
        rows = list(found.rows(ground))
        target = org or Organisation.objects.filter(parent=None).order_by("pk").first()
        if target is not None:
            doing.record(
                TAKEN_OUT, target, org=target, kind=kind, rows=len(rows), clear=bool(clear)
            )
    place = f"{org.short_name}" if org else ""
    return Table(found, f"{place}{found.label}", rows, now())
