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
from django.db.models import Aggregate, F, QuerySet, TextField

from jishi.figures.columns import FOREVER, NEVER, Coded, Columns, Ints

OWN = "own"
BETWEEN = "\x1f"  # stands in no code and in no text that is kept as JSON


class _Together(Aggregate):
    """The values of a column as one text; an empty or unknown one as `none`."""

    name = "Together"
    output_field = TextField()
    allow_distinct = False

    def __init__(self, told: str, between: str, value: Any, none: str) -> None:
        super().__init__(value)
        self.told, self.between, self.none = told, between, none

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "group_concat(COALESCE(%(expressions)s, %%s), %%s)"
        sql, values = self.as_sql(compiler, connection, template=template, **more)
        return sql, (*values, self.none, self.between)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = f"string_agg(COALESCE((%(expressions)s){self.told}::text, %%s), %%s)"
        sql, values = self.as_sql(compiler, connection, template=template, **more)
        return sql, (*values, self.none, self.between)


@dataclass(frozen=True)
class Number:
    """Whole numbers; none is 0."""

    path: str
    none: int | str = 0
    told: ClassVar[str] = ""
    between: ClassVar[str] = ","

    def of(self, text: str) -> Any:
        return np.fromstring(text, dtype=np.int64, sep=",")

    def together(self) -> _Together:
        return _Together(self.told, self.between, F(self.path), str(self.none))


@dataclass(frozen=True)
class Flag(Number):
    """Yes or no, as 1 and 0."""

    told: ClassVar[str] = "::int"


@dataclass(frozen=True)
class Day(Number):
    """Days as numbers like 20261231."""

    none: int | str = NEVER

    def of(self, text: str) -> Any:
        return super().of(text.replace("-", ""))


@dataclass(frozen=True)
class Ending(Day):
    """The day on which something ends; without one it never does."""

    none: int | str = FOREVER


@dataclass(frozen=True)
class Text(Number):
    """Codes; none is empty."""

    none: int | str = ""
    between: ClassVar[str] = BETWEEN

    def of(self, text: str) -> Any:
        return Coded.of(text.split(BETWEEN))


def fetch(rows: QuerySet[Any], *, order: Sequence[str], **wanted: Number) -> Columns:
    """These columns of the rows, sorted by some of them (numbers), then by the record's own."""
    wanted = {**wanted, OWN: Number("pk")}
    told = rows.order_by().aggregate(**{f"c_{n}": c.together() for n, c in wanted.items()})
    if told[f"c_{OWN}"] is None:
        return Columns(**{n: _nothing(column) for n, column in wanted.items() if n != OWN})
    found = {name: column.of(told[f"c_{name}"]) for name, column in wanted.items()}
    lengths = {len(each.codes) if isinstance(each, Coded) else len(each) for each in found.values()}
    if len(lengths) > 1:
        raise ValueError("a column holds what should stand between its values")
    places = np.lexsort([found[name] for name in (OWN, *reversed(order))])
    return Columns(**{n: _sorted(each, places) for n, each in found.items() if n != OWN})


def _nothing(column: Number) -> Any:
    return Coded((), np.zeros(0, np.int32)) if isinstance(column, Text) else np.zeros(0, np.int64)


def _sorted(column: Any, places: Ints) -> Any:
    if isinstance(column, Coded):
        return Coded(column.values, column.codes[places])
    return column[places]
