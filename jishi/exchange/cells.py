"""What a cell of a workbook may hold, and how it reads as text.

A cell is None, a text, a number, a truth value, a `Day` (a true date cell), a `datetime.time`, or
`Broken`: something that shows no usable value, such as #N/A.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias

from jishi.kernel.partial import PartialDate, Precision

EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number; what is longer has lost its end."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date cell: what is stored, and whether the day or only the month or year is shown."""

    moment: dt.datetime
    shown: Precision = "day"

    @property
    def partial(self) -> PartialDate:
        day = self.moment.date()
        if self.shown == "day":
            return PartialDate(day)
        if self.shown == "month":
            return PartialDate(day.replace(day=1), "month")
        return PartialDate(day.replace(month=1, day=1), "year")


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable value: `text` is what the office sees there."""

    code: str
    text: str


Cell: TypeAlias = str | int | float | bool | Day | dt.time | Broken | None

_INVISIBLE = re.compile(
    r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+"
)
_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff.\-/:]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+|_x000[dD]_")
_SPACES = re.compile(r"[\s\u3000\u00a0]+")


def number_text(value: float) -> str:
    """A number as a spreadsheet shows it: fifteen digits, no .0."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.15g}"
    return text if "e" in text else text.removesuffix(".0")


def text_of(cell: Cell) -> str:
    """What the cell says, in one line, without what nobody sees."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isalnum() or _PLAIN.fullmatch(cell):
            return cell
        return _SPACES.sub(" ", _CONTROLS.sub(" ", _INVISIBLE.sub("", cell))).strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, Day):
        return str(cell.partial)
    if isinstance(cell, Broken):
        return cell.text
    return cell.isoformat()


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not text_of(cell))
