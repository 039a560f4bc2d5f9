"""How far facts are made and what was written since: two statements, read before and after.

Whoever reads figures reads this, then facts and records, then this again. As every write raises a
mark in its own transaction and every refresh raises a generation, nothing was committed in between
if both are equal. Marks come first: a refresh between the two statements is then seen by its
generation; the other way round it would have taken the mark away and not yet have been counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, QuerySet, Value

from jishi.figures.models import FactMark, FactSource
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


def state() -> State:
    marks: dict[str, dict[int, int]] = {}
    made: dict[str, Made] = {}
    with connection.cursor() as cursor:
        for source, org, version in _fetched(cursor, _marks):
            marks.setdefault(source, {})[org] = version
        for code, stamp, how, first, as_of, generation in _fetched(cursor, _sources):
            made[code] = Made(stamp, how, first, _day(as_of), generation)
        [tree] = _fetched(cursor, _tree)
    return State(made, marks, tuple(tree))


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


@cache
def _statement(rows: Callable[[], QuerySet[Any, Any]]) -> tuple[str, tuple[Any, ...]]:
    """Every page of figures asks this twice, so that it is put into words once a process."""
    return rows().query.sql_with_params()


def _fetched(cursor: Any, rows: Callable[[], QuerySet[Any, Any]]) -> list[Any]:
    cursor.execute(*_statement(rows))
    return list(cursor.fetchall())


def _day(value: date | str) -> date:
    """SQLite hands days over as they are written."""
    return date.fromisoformat(value) if isinstance(value, str) else value
