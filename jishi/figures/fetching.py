"""Whole columns from the database at once: one text a column, not one object a cell.

    fetch(rows, order=("day",), id=Number("pk"), day=Day("held_on"), kind=Text("kind"))

Both databases put a column together as one text much faster than they hand over rows, and numpy
reads numbers out of it faster still. The texts of one statement are in one order; the order that
rows are listed in is made here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet

from jishi.figures.columns import FOREVER, NEVER, Coded, Columns, Ints

OWN = "own"
BETWEEN = "\x1f"  # stands in no code and in no text that is kept as JSON


@dataclass(frozen=True)
class Number:
    """Whole numbers; none is 0."""

    path: str
    none: int = 0
    sqlite: ClassVar = "group_concat(COALESCE({0}, {1}))"
    postgresql: ClassVar = "string_agg(COALESCE({0}, {1})::text, ',')"

    def of(self, text: str) -> Any:
        return np.fromstring(text, dtype=np.int64, sep=",")


@dataclass(frozen=True)
class Flag(Number):
    """Yes or no, as 1 and 0."""

    postgresql: ClassVar = "string_agg(COALESCE({0}::int, {1})::text, ',')"


@dataclass(frozen=True)
class Day(Number):
    """Days as numbers like 20261231."""

    none: int = NEVER
    postgresql: ClassVar = "string_agg(COALESCE({0}::text, '{1}'), ',')"

    def of(self, text: str) -> Any:
        return super().of(text.replace("-", ""))


@dataclass(frozen=True)
class Ending(Day):
    """The day on which something ends; without one it never does."""

    none: int = FOREVER


@dataclass(frozen=True)
class Text(Number):
    """Codes; none is empty."""

    sqlite: ClassVar = "group_concat(COALESCE({0}, ''), char(31))"
    postgresql: ClassVar = "string_agg(COALESCE({0}::text, ''), chr(31))"

    def of(self, text: str) -> Any:
        return Coded.of(text.split(BETWEEN))


def fetch(rows: QuerySet[Any], *, order: Sequence[str], **wanted: Number) -> Columns:
    """These columns of the rows, sorted by some of them (numbers), then by the record's own."""
    wanted = {**wanted, OWN: Number("pk")}
    told = _texts(rows, wanted)
    if told[0] is None:
        return Columns(**{n: _nothing(column) for n, column in wanted.items() if n != OWN})
    found = {
        name: column.of(text or "")
        for (name, column), text in zip(wanted.items(), told, strict=True)
    }
    lengths = {len(each.codes) if isinstance(each, Coded) else len(each) for each in found.values()}
    if len(lengths) > 1:
        raise ValueError("a column holds what should stand between its values")
    places = np.lexsort([found[name] for name in (OWN, *reversed(order))])
    return Columns(**{n: _sorted(each, places) for n, each in found.items() if n != OWN})


def _texts(rows: QuerySet[Any], wanted: dict[str, Number]) -> Sequence[str | None]:
    named = {f"c_{name}": F(column.path) for name, column in wanted.items()}
    inner = rows.order_by().annotate(**named).values_list(*named)
    try:
        sql, values = inner.query.sql_with_params()
    except EmptyResultSet:  # nothing can be among them
        return [None]
    joined = ", ".join(
        getattr(column, connection.vendor).format(f'"c_{name}"', column.none)
        for name, column in wanted.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {joined} FROM ({sql}) AS whole", values)  # noqa: S608 - our names
        found: Sequence[str | None] = cursor.fetchone()
    return found


def _nothing(column: Number) -> Any:
    return Coded((), np.zeros(0, np.int32)) if isinstance(column, Text) else np.zeros(0, np.int64)


def _sorted(column: Any, places: Ints) -> Any:
    if isinstance(column, Coded):
        return Coded(column.values, column.codes[places])
    return column[places]
