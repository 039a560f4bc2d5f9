"""The rows of a table once read: values by field, faults on their cells, and how they are staged.

Columns are lists of equal length; `numbers[i]` is the row of the sheet that the i-th values are
from (see `SHEET`). A faulty cell is None in its column and stands in `faults`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.exchange.faults import Mark
from jishi.kernel.partial import PartialDate, Precision

# A table may go on over several sheets: the n-th has its rows numbered from n × SHEET.
SHEET = 1_000_000

_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A sealed value as our own export shows it: says nothing, and so changes nothing."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One row on the way; `at` is its place among the rows read."""

    at: int
    number: int
    values: dict[str, Any]


@dataclass
class Parsed:
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    faults: list[Mark] = field(default_factory=list)
    blank: int = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def faulty(self) -> set[int]:
        return {mark.row for mark in self.faults}

    def rows(self) -> Iterator[Row]:
        """Each row as a dictionary; made as it is asked for."""
        names = list(self.columns)
        if not names:
            return
        for at, values in enumerate(zip(*self.columns.values(), strict=True)):
            yield Row(at, self.numbers[at], dict(zip(names, values, strict=True)))

    def part(self, start: int, end: int) -> Parsed:
        numbers = self.numbers[start:end]
        first, last = (numbers[0], numbers[-1]) if numbers else (0, -1)  # they ascend
        return Parsed(
            numbers,
            {name: values[start:end] for name, values in self.columns.items()},
            [mark for mark in self.faults if first <= mark.row <= last],
        )


def joined(parts: Iterable[Parsed]) -> Parsed:
    whole = Parsed()
    for part in parts:
        whole.numbers += part.numbers
        whole.faults += part.faults
        whole.blank += part.blank
        for name, values in part.columns.items():
            whole.columns.setdefault(name, []).extend(values)
    return whole


# --- staged: JSON by column, so that a type is said once ---------------------------------------


def pack(part: Parsed) -> str:
    columns = {name: _packed(values) for name, values in part.columns.items()}
    marks = [(m.row, m.column, m.code, m.message) for m in part.faults]
    whole = {"numbers": part.numbers, "columns": columns, "faults": marks, "blank": part.blank}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Parsed:
    whole = json.loads(text)
    return Parsed(
        whole["numbers"],
        {name: _unpacked(kind, values) for name, (kind, values) in whole["columns"].items()},
        [Mark(*mark) for mark in whole["faults"]],
        whole["blank"],
    )


def _packed(values: Sequence[Any]) -> tuple[str, list[Any]]:
    kind = next((_kind(value) for value in values if value is not None), "")
    if kind in ("date", "partial"):
        return kind, [None if value is None else str(value) for value in values]
    if any(isinstance(value, Masked) for value in values):
        return "masked", [{"m": v.text} if isinstance(v, Masked) else v for v in values]
    return kind, list(values)


def _kind(value: Any) -> str:
    if isinstance(value, PartialDate):
        return "partial"
    return "date" if isinstance(value, date) else ""


def _unpacked(kind: str, values: list[Any]) -> list[Any]:
    if kind == "date":
        return [None if value is None else date.fromisoformat(value) for value in values]
    if kind == "masked":
        return [Masked(v["m"]) if isinstance(v, dict) else v for v in values]
    if kind == "partial":
        known: dict[str | None, PartialDate | None] = {None: None}
        for text in {value for value in values if value is not None}:
            known[text] = partial_of(text)
        return [known[value] for value in values]
    return values


def partial_of(text: str) -> PartialDate:
    """1958, 1958-07 or 1958-07-01, as `str` of a partial date gives it."""
    whole = text + "-01-01"[len(text) - 4 :]
    return PartialDate(date.fromisoformat(whole), _PRECISION[len(text)])
