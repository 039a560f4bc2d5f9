"""A workbook as it is meant: columns, records, and everything that is done to them.

`Plan.lay()` turns it into a grid of cells together with the truth: which row is what, which column
is which field, and exactly which cells are faulty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass
class Shown:
    """A value with the format in which the workbook shows it."""

    value: Any
    format: str = ""


@dataclass
class Formula:
    text: str
    value: Any  # None where nothing was computed


@dataclass
class Error:
    text: str = "#N/A"


@dataclass
class Col:
    field: str  # "" for what the table does not ask for
    header: tuple[str, ...]  # from the top level down
    values: list[Any]
    hidden: bool = False
    known: bool = True  # whether the column is to be recognised as its field


@dataclass
class Truth:
    kind: str
    header_rows: tuple[int, ...] = ()
    columns: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)  # accepted refused blank total note title…
    faults: set[tuple[int, int, str]] = field(default_factory=set)
    sheet: int = 0
    loose_header: bool = False  # whether which rows form the header is a matter of taste


@dataclass
class Grid:
    name: str = "Sheet1"
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formatted_rows: int = 0
    hidden: bool = False

    def put(self, row: int, column: int, value: Any) -> None:
        if value is not None and value != "":
            self.cells[row, column] = value

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)


Line = tuple[str, list[Any], bool]  # what it is, its cells from the first column, merged across


@dataclass
class Plan:
    kind: str
    rng: Random
    columns: list[Col]
    title: str = ""
    sheet_name: str = "Sheet1"
    above: list[Line] = field(default_factory=list)
    under_header: list[Line] = field(default_factory=list)
    between: dict[int, list[Line]] = field(default_factory=dict)  # before which record
    below: list[Line] = field(default_factory=list)
    faults: dict[tuple[int, str], str] = field(default_factory=dict)
    merge_header: bool = True
    no_header: bool = False
    left: int = 0
    column_merges: list[tuple[str, int, int]] = field(default_factory=list)
    hidden_records: set[int] = field(default_factory=set)
    repeat_header: set[int] = field(default_factory=set)
    formatted_rows: int = 0
    sheets_after: list[Grid] = field(default_factory=list)
    sheets_before: list[Grid] = field(default_factory=list)
    more: list[Callable[[Grid, Truth], None]] = field(default_factory=list)
    formats: tuple[str, ...] = ()  # only these can carry it
    date1904: bool = False
    touched: set[str] = field(default_factory=set)
    loose_header: bool = False

    @property
    def records(self) -> int:
        return len(self.columns[0].values)

    def col(self, name: str) -> Col | None:
        return next((c for c in self.columns if c.field == name and c.known), None)

    def lay(self) -> tuple[Grid, Truth]:
        grid, truth = Grid(self.sheet_name), Truth(self.kind, loose_header=self.loose_header)
        truth.sheet = len(self.sheets_before)
        row = 1
        for line in self.above:
            row = self._line(grid, truth, row, line)
        if not self.no_header:
            levels = max(len(c.header) for c in self.columns)
            truth.header_rows = tuple(range(row, row + levels))
            row = self._header(grid, truth, row)
        for number, col in enumerate(self.columns, 1 + self.left):
            truth.columns[number] = col.field if col.known else ""
            if col.hidden:
                grid.hidden_columns.add(number)
        for line in self.under_header:
            row = self._line(grid, truth, row, line)
        row = self._records(grid, truth, row)
        for line in self.below:
            row = self._line(grid, truth, row, line)
        grid.formatted_rows = self.formatted_rows
        for change in self.more:
            change(grid, truth)
        truth.rows = {r: what for r, what in truth.rows.items() if r <= grid.height}
        return grid, truth

    def _records(self, grid: Grid, truth: Truth, row: int) -> int:
        places = {}
        for record in range(self.records):
            for line in self.between.get(record, ()):
                row = self._line(grid, truth, row, line)
            if record in self.repeat_header and not self.no_header:
                row = self._header(grid, truth, row)
            places[record] = row
            for number, col in enumerate(self.columns, 1 + self.left):
                grid.put(row, number, col.values[record])
                code = self.faults.get((record, col.field)) if col.known else None
                if code:
                    truth.faults.add((row, number, code))
            wrong = any(rec == record for rec, _ in self.faults)
            truth.rows[row] = "refused" if wrong else "accepted"
            if record in self.hidden_records:
                grid.hidden_rows.add(row)
            row += 1
        for name, first, last in self.column_merges:
            number = next(i for i, c in enumerate(self.columns, 1 + self.left) if c.field == name)
            if places[last] - places[first] == last - first:
                for record in range(first + 1, last + 1):
                    grid.cells.pop((places[record], number), None)
                grid.merges.append((places[first], number, places[last], number))
        return row

    def _header(self, grid: Grid, truth: Truth, row: int) -> int:
        levels = max(len(c.header) for c in self.columns)
        for number, col in enumerate(self.columns, 1 + self.left):
            for level, text in enumerate(col.header):
                before = self.columns[number - 2 - self.left] if number > 1 + self.left else None
                same = before is not None and len(before.header) > level + 1
                group = level + 1 < len(col.header)
                if (
                    group
                    and same
                    and before
                    and before.header[: level + 1] == col.header[: level + 1]
                ):
                    continue  # the group's name stands once, at its left
                grid.put(row + level, number, text)
            if self.merge_header and len(col.header) < levels:
                grid.merges.append((row + len(col.header) - 1, number, row + levels - 1, number))
        if self.merge_header:
            self._merge_groups(grid, row, levels)
        for line in range(row, row + levels):
            truth.rows[line] = "header"
        return row + levels

    def _merge_groups(self, grid: Grid, row: int, levels: int) -> None:
        for level in range(levels - 1):
            start = 0
            while start < len(self.columns):
                head = self.columns[start].header
                end = start
                while (
                    end + 1 < len(self.columns)
                    and len(head) > level + 1
                    and len(self.columns[end + 1].header) > level + 1
                    and self.columns[end + 1].header[: level + 1] == head[: level + 1]
                ):
                    end += 1
                if end > start:
                    left = 1 + self.left
                    grid.merges.append((row + level, left + start, row + level, left + end))
                start = end + 1

    def _line(self, grid: Grid, truth: Truth, row: int, line: Line) -> int:
        what, cells, merged = line
        for number, value in enumerate(cells, 1 + self.left):
            grid.put(row, number, value)
        if merged and len(self.columns) > 1:
            grid.merges.append((row, 1 + self.left, row, len(self.columns) + self.left))
        truth.rows[row] = what
        return row + 1
