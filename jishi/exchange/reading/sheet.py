"""A workbook as it was read: sheets of columns, each value kept once.

Rows and columns count from 1, as Excel shows them, whatever was empty before or between.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from operator import add

from jishi.exchange.cells import Cell, is_blank

_ODD = re.compile("[计：:注例共]")


@dataclass(frozen=True, slots=True)
class Column:
    """`codes[row - 1]` is the place of the cell in `values`; place 0 is the empty cell."""

    values: tuple[Cell, ...]
    codes: array[int]

    def cell(self, row: int) -> Cell:
        return self.values[self.codes[row - 1]] if row <= len(self.codes) else None

    def rows_of(self, codes: Set[int]) -> list[int]:
        """The rows with one of these values."""
        if not codes:
            return []
        return [row for row, code in enumerate(self.codes, 1) if code in codes]


@dataclass(frozen=True, slots=True)
class Merge:
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, eq=False)
class Sheet:
    name: str
    height: int
    columns: tuple[Column, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @cached_property
    def filled(self) -> list[int]:
        """How many cells of each row hold something."""
        counts = [0] * self.height
        for column in self.columns:
            blank = {
                code
                for code, value in enumerate(column.values)
                if value is None or (value.__class__ is str and len(value) < 5 and is_blank(value))
            }
            if blank <= {0}:
                counts = list(map(add, counts, map(bool, column.codes)))
            else:
                counts = [n + (c not in blank) for n, c in zip(counts, column.codes, strict=True)]
        return counts

    @cached_property
    def odd_rows(self) -> frozenset[int]:
        """Rows with a word that totals, remarks and examples have, and data seldom."""
        found: set[int] = set()
        for column in self.columns:
            odd = {
                code
                for code, value in enumerate(column.values)
                if value.__class__ is str and _ODD.search(value)
            }
            found.update(column.rows_of(odd))
        return frozenset(found)

    @property
    def width(self) -> int:
        return len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        return self.columns[column - 1].cell(row) if column <= self.width else None

    def row(self, row: int) -> tuple[Cell, ...]:
        return tuple(column.cell(row) for column in self.columns)

    def rows(
        self, first: int = 1, last: int | None = None
    ) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        for row in range(first, (last or self.height) + 1):
            yield row, self.row(row)


@dataclass(frozen=True)
class Workbook:
    """`form` is what the content was found to be: xlsx, xls, ods, csv, html, xml."""

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


class _Table(dict[object, int]):
    """Value → its place; a value met for the first time is given the next one."""

    def __init__(self) -> None:
        super().__init__({None: 0, "": 0})
        self.values_: list[Cell] = [None]

    def __missing__(self, key: object) -> int:
        place = self[key] = len(self.values_)
        self.values_.append(key[1] if key.__class__ is tuple else key)  # type: ignore[arg-type]
        return place


BATCH = 500


class Builder:
    """Gathers the rows of one sheet; equal values of a column are kept once.

    Rows are taken in batches and turned, so that the work per cell is done without Python.
    """

    def __init__(self, name: str) -> None:
        self.name, self.height = name, 0
        self._tables: list[_Table] = []
        self._codes: list[array[int]] = []
        self._batch: list[Sequence[Cell]] = []

    def add(self, cells: Sequence[Cell]) -> None:
        """The next row."""
        self._batch.append(cells)
        self.height += 1
        if len(self._batch) >= BATCH:
            self._turn()

    def _turn(self) -> None:
        before = self.height - len(self._batch)
        for number, cells in enumerate(zip_longest(*self._batch)):
            if number == len(self._codes):
                self._tables.append(_Table())
                self._codes.append(array("I", bytes(4 * before)))
            keys: Iterable[object] = cells
            if bool in set(map(type, cells)):  # True would be found as 1
                keys = ((bool, c) if c.__class__ is bool else c for c in cells)
            self._codes[number].extend(map(self._tables[number].__getitem__, keys))
        for codes in self._codes:
            codes.frombytes(bytes(4 * (self.height - len(codes))))
        self._batch = []

    def columns(self) -> list[Column]:
        """What has been gathered; each table is given up as soon as it is no longer needed."""
        self._turn()
        tables, self._tables = self._tables[::-1], []
        return [Column(tuple(tables.pop().values_), codes) for codes in self._codes]


def changed(
    columns: Sequence[Column], height: int, changes: Mapping[tuple[int, int], Cell]
) -> list[Column]:
    """The columns with some cells replaced, by (row, column); they may lie beyond the others."""
    by_column: dict[int, list[tuple[int, Cell]]] = {}
    for (row, column), cell in changes.items():
        by_column.setdefault(column, []).append((row, cell))
    tall = max([height, *(row for row, _ in changes)])
    wide = max([len(columns), *by_column])
    answer = []
    for number in range(1, wide + 1):
        old = columns[number - 1] if number <= len(columns) else Column((None,), array("I"))
        values, codes = list(old.values), array("I", old.codes)
        codes.frombytes(bytes(4 * (tall - len(codes))))
        places: dict[object, int] = {}
        for row, cell in by_column.get(number, ()):
            key = (cell.__class__, cell)
            if key not in places:
                places[key] = len(values)
                values.append(cell)
            codes[row - 1] = 0 if cell is None else places[key]
        answer.append(Column(tuple(values), codes))
    return answer


def trimmed(columns: list[Column]) -> tuple[int, tuple[Column, ...]]:
    """Without the empty rows and columns at the end: they are no rows of anybody's."""
    while columns and not any(columns[-1].codes):
        columns.pop()
    height = max((_last(column.codes) for column in columns), default=0)
    return height, tuple(Column(c.values, c.codes[:height]) for c in columns)


def _last(codes: array[int]) -> int:
    stripped = codes.tobytes().rstrip(b"\0")
    return -(-len(stripped) // codes.itemsize)
