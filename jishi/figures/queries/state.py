"""How far facts are made and what was written since: two statements, read before and after.

Whoever reads figures reads this, then facts and records, then this again. As every write raises a
mark in its own transaction and every refresh raises a generation, nothing was committed in between
if both are equal. Marks come first: a refresh between the two statements is then seen by its
generation; the other way round it would have taken the mark away and not yet have been counted.
SQLite says itself whether another connection has committed, and then nothing is read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Max, QuerySet, Value

from jishi.figures.models import FactMark, FactSource
from jishi.tree.fixed import day, fixed_rows
from jishi.tree.models import OrganisationChange


@dataclass(frozen=True, slots=True)
class Made:
    """The facts of one table."""

    stamp: str
    layout: str
    first: int
    as_of: date
    generation: int


@dataclass(frozen=True)
class State:
    made: dict[str, Made]
    marks: dict[str, dict[int, int]]  # table → organisation → version
    tree: tuple[Any, ...]
    commits: int | None = field(default=None, compare=False)  # SQLite's count of others' commits


def state() -> State:
    commits = _commits()
    marks: dict[str, dict[int, int]] = {}
    for source, org, version in fixed_rows(_marks):
        marks.setdefault(source, {})[org] = version
    made = {
        code: Made(stamp, how, first, day(as_of), generation)
        for code, stamp, how, first, as_of, generation in fixed_rows(_sources)
    }
    [tree] = fixed_rows(_tree)
    return State(made, marks, tuple(tree), commits)


def unchanged(before: State) -> bool:
    """Whether nothing of this was written since, so that what was read meanwhile is of one moment.

    Of commits only those of others are counted: whoever reads figures writes nothing meanwhile.
    """
    still = before.commits is not None and before.commits == _commits()
    return still or state() == before


def _commits() -> int | None:
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        return int(cursor.fetchone()[0])


def _marks() -> QuerySet[Any, Any]:
    return FactMark.objects.values_list("source", "org_id", "version")


def _sources() -> QuerySet[Any, Any]:
    return FactSource.objects.values_list(
        "code", "stamp", "layout", "first_month", "as_of", "generation"
    )


def _tree() -> QuerySet[Any, Any]:
    whole = OrganisationChange.objects.order_by().values(whole=Value(1))
    told = {"n": Count("pk"), "last": Max("pk"), "at": Max("recorded_at")}
    return whole.annotate(**told).values_list(*told)
