"""What was owed, by the day it was due."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.duties.access import DUTY_VIEW
from jishi.duties.models import DutyItem
from jishi.duties.queries.declared import duties
from jishi.figures.columns import NEVER, Asked, Columns
from jishi.figures.declared import Table
from jishi.figures.fetching import Day, Flag, Number, Text, fetch


def _due(asked: Asked) -> Columns:
    rows = DutyItem.objects.filter(asked.within(), asked.days("due_on"))
    found = fetch(
        rows, order=("org", "day"), id=Number("pk"), org=Number("org_id"), day=Day("due_on"),
        duty=Text("duty"), met=Day("met_on"), late=Flag("late"), excused=Flag("excused"),
    )  # fmt: skip
    kept = {name: found[name] for name in ("id", "org", "day", "late", "excused")}
    family = found.coded("duty").through(lambda duty: duty.partition(".")[0])
    return Columns(**kept, family=family, met=found["met"] > NEVER)


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
