"""What was owed, by the day it was due."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.duties.access import DUTY_VIEW
from jishi.duties.models import DutyItem
from jishi.duties.queries.declared import duties
from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table


def _due(asked: Asked) -> Columns:
    rows = DutyItem.objects.filter(asked.within(), asked.days("due_on")).order_by(
        "org", "due_on", "pk"
    )
    found = rows.values_list("pk", "org_id", "due_on", "duty", "met_on", "late", "excused")
    made = (
        (pk, org, due, duty.partition(".")[0], met is not None, late, excused)
        for pk, org, due, duty, met, late, excused in found
    )
    return columns(made, ("id", "org", "day", "family", "met", "late", "excused"), {"day"})


def _titles(ids: Collection[int]) -> Mapping[int, str]:
    known = duties()
    rows = DutyItem.objects.filter(pk__in=ids)
    return {
        row.pk: row.label + (known[row.duty].title if row.duty in known else row.duty)
        for row in rows
    }


DUE = Table(
    code="due", title="应办事项", source="R-LIFE-01", load=_due, follows=("duty_item",),
    counts="件应办事项", whose="应办的党组织", dated="截止日期", noun="duty_item", labels=_titles,
    page="duty-item", permission=DUTY_VIEW, started=True,
)  # fmt: skip
