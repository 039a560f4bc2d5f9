"""The whole way from bytes to checked values: `read_table`.

Every value of a column is parsed once, however often it occurs, so that a roster of 50,000 rows
takes seconds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jishi.exchange.cells import Cell, is_blank, number_text
from jishi.exchange.faults import Fault, Mark
from jishi.exchange.fields import Field, KindOfTable
from jishi.exchange.parsing.numbers import Money, full_date, partial_date
from jishi.exchange.parsing.words import organisation
from jishi.exchange.reading.opening import open_workbook
from jishi.exchange.reading.recognise import Part, Recognised, recognise_workbook
from jishi.exchange.reading.sheet import Workbook


@dataclass(frozen=True)
class Place:
    sheet: str
    row: int


@dataclass(frozen=True)
class Parsed:
    """Values column by column; `places[i]`, `values[field][i]` and `raw(i)` belong together."""

    places: tuple[Place, ...]
    values: Mapping[str, Sequence[Any]]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.places)

    def row(self, place: int) -> dict[str, Any]:
        """One row as field → value, None where the cell was empty or faulty."""
        return {name: column[place] for name, column in self.values.items()}

    def rows(self) -> Iterator[tuple[Place, dict[str, Any]]]:
        names = list(self.values)
        for place, values in zip(self.places, zip(*self.values.values(), strict=True), strict=True):
            yield place, dict(zip(names, values, strict=True))

    @property
    def refused(self) -> frozenset[tuple[str, int]]:
        """Sheet and number of the rows with a fault."""
        return frozenset((mark.sheet, mark.row) for mark in self.marks)


@dataclass(frozen=True)
class Table:
    workbook: Workbook
    recognised: Recognised
    parsed: Parsed


def read_table(
    data: bytes,
    name: str,
    kinds: Sequence[KindOfTable],
    *,
    remembered: Mapping[str, str] | None = None,
    sheet: str = "",
) -> Table:
    """Raises `Unreadable` where the file as a whole cannot be taken."""
    workbook = open_workbook(data, name)
    recognised = recognise_workbook(workbook, kinds, remembered, sheet)
    return Table(workbook, recognised, parse(recognised))


def parse(recognised: Recognised) -> Parsed:
    """Every data row checked against the fields its columns were recognised as."""
    places: list[Place] = []
    values: dict[str, list[Any]] = {name: [] for name in recognised.mapping.values()}
    said = {name for part in recognised.parts for name in part.said}
    values.update({name: [] for name in said if name not in values})
    marks: list[Mark] = []
    notes: list[str] = []
    for part in recognised.parts:
        rows = part.rows.data
        places.extend(Place(part.sheet.name, row) for row in rows)
        for found in recognised.columns:
            field = recognised.kind.field(found.field) if found.field else None
            if field is not None:
                field = _in_unit(field, found.unit)
                values[field.name].extend(_column(part, found.index, field, rows, marks, notes))
        for name in said - set(recognised.mapping.values()):
            values[name].extend(_said(part, name, rows))
    marks.sort(key=lambda mark: (mark.sheet, mark.row, mark.column))
    return Parsed(tuple(places), values, tuple(marks), tuple(dict.fromkeys(notes)))


def _said(part: Part, name: str, rows: Sequence[int]) -> list[Any]:
    """What the title says for the whole sheet, or the head of a section for its rows."""
    if name != "org" or not part.sections:
        return [part.said.get(name) or None] * len(rows)
    starts = sorted(part.sections)
    found: list[Any] = []
    for row in rows:
        at = bisect_right(starts, row)
        found.append(part.sections[starts[at - 1]] if at else part.said.get(name) or None)
    return found


def _in_unit(field: Field, unit: str) -> Field:
    if not unit or not isinstance(field.parse, Money):
        return field
    return replace(field, parse=field.parse.of_unit(unit))


def _column(
    part: Part,
    index: int,
    field: Field,
    rows: Sequence[int],
    marks: list[Mark],
    notes: list[str],
) -> list[Any]:
    column = part.sheet.columns[index - 1]
    codes, values = _filled_down(part, index, field, notes, column.codes, column.values)
    codes = _dittoed(field, rows, notes, codes, values)
    if field.parse in (partial_date, full_date):
        values = _settled_tenths(values)
    results: list[Any] = []
    faults: dict[int, Fault] = {}
    for code, cell in enumerate(values):
        try:
            results.append(field.read(cell))
        except Fault as fault:
            results.append(None)
            faults[code] = fault
    if faults:
        for row in rows:
            wrong = faults.get(codes[row - 1])
            if wrong is not None:
                marks.append(Mark(row, index, wrong.code, str(wrong), part.sheet.name))
    return [results[codes[row - 1]] for row in rows]


def _filled_down(
    part: Part,
    index: int,
    field: Field,
    notes: list[str],
    codes: array[int],
    values: Sequence[Cell],
) -> tuple[array[int], Sequence[Cell]]:
    """A cell merged over several rows holds for all of them, where it can: never a person's."""
    merges = [m for m in part.sheet.merges if m.left == index and m.bottom > m.top]
    merges = [m for m in merges if not set(range(m.top, m.bottom + 1)) & set(part.header_rows)]
    if not merges or field.key or (field.personal and field.parse is not organisation):
        return codes, values
    filled, count = array("I", codes), 0
    for merge in merges:
        code = codes[merge.top - 1]
        if is_blank(values[code]):
            continue
        for row in range(merge.top + 1, min(merge.bottom, len(codes)) + 1):
            if not filled[row - 1]:
                filled[row - 1] = code
                count += 1
    if count:
        notes.append(f"“{field.label}”列的合并单元格已按所跨各行填入")
    return filled, values


_DITTO = re.compile(r"同\s*上|〃|″|々|\"|''")


def _dittoed(
    field: Field, rows: Sequence[int], notes: list[str], codes: array[int], values: Sequence[Cell]
) -> array[int]:
    """同上 and 〃 stand for the cell above, except where a value belongs to one person only."""
    dittos = {
        code
        for code, value in enumerate(values)
        if isinstance(value, str) and len(value) < 6 and _DITTO.fullmatch(value.strip())
    }
    if not dittos or field.key or field.sealed or (field.required and field.personal):
        return codes
    filled = array("I", codes)
    above = 0
    for row in rows:
        if filled[row - 1] in dittos:
            filled[row - 1] = above
        above = filled[row - 1]
    notes.append(f"“{field.label}”列的“同上”已按上一行填入")
    return filled


def _settled_tenths(values: Sequence[Cell]) -> Sequence[Cell]:
    """2010.1 kept as a number is October where January is written 2011.01 beside it."""
    texts = {number_text(value) for value in values if isinstance(value, float)}
    two_digits = sum(bool(re.fullmatch(r"\d{4}\.0[1-9]", text)) for text in texts)
    one_digit = any(re.fullmatch(r"\d{4}\.[2-9]", text) for text in texts)
    if two_digits < 2 or one_digit:
        return values
    return [
        f"{value:.2f}"
        if isinstance(value, float) and _TENTH.fullmatch(number_text(value))
        else value
        for value in values
    ]


_TENTH = re.compile(r"\d{4}\.1")
