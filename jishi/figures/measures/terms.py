"""Terms running, overdue, ending soon; elections held."""

import numpy as np

from jishi.figures.columns import Columns, Mask
from jishi.figures.conditions import among
from jishi.figures.declared import Measure
from jishi.figures.tables.terms import ELECTIONS, TERMS
from jishi.kernel.term import Level


def _overdue(rows: Columns, on: int) -> Mask:
    """The last day still belongs to the term (R-ORG-29)."""
    return rows["ends"] < on


def _soon(rows: Columns, on: int) -> Mask:
    return np.logical_and(rows["soon"] <= on, rows["ends"] >= on)


RUNNING = Measure(code="term.running", title="有任期的党组织", source="R-ORG-25", table=TERMS)
OVERDUE = Measure(
    code="term.overdue",
    title="超期未换届的党组织",
    source="R-ORG-29",
    table=TERMS,
    where=_overdue,
    also=("应换未换党组织", "届满未换届党组织"),
)
SOON = Measure(
    code="term.soon",
    title="六个月内届满的党组织",
    source="R-ORG-28",
    table=TERMS,
    where=_soon,
    also=("即将届满党组织",),
)
ELECTED = Measure(
    code="term.elected",
    title="换届选举",
    source="R-ORG-26",
    table=ELECTIONS,
    unit="次",
    also=("完成换届", "换届党组织", "按期换届"),
)
BY_LEVEL = tuple(
    Measure(
        code=f"term.elected_{level.value}", title=f"{level.label}换届", source="R-ORG-26",
        table=ELECTIONS, unit="次", where=among("level", level.value),
    )
    for level in Level
)  # fmt: skip
