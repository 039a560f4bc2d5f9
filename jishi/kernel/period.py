"""Months and periods: `2026`, `2026H1`, `2026Q2`, `2026-05`, `2026-01..2026-05`.

Start at `Period.parse` and `Month.of`. A period is a run of whole natural months (R-GEN-10); it
remembers only its first and last month, so that `2026Q2` and `2026-04..2026-06` are equal.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

_TEXT = re.compile(r"([0-9]{4})(?:H([12])|Q([1-4])|-([0-9]{2}))?")
_EARLIEST, _LATEST = 1900, 2199
_ORDINALS = "一二三四"


class PeriodError(ValueError):
    """A text that is no period; says in Chinese what would be."""


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A natural month as one number, year × 12 + month − 1, usable wherever an index is."""

    index: int

    @classmethod
    def of(cls, year: int, number: int) -> Month:
        if not 1 <= number <= 12:
            raise PeriodError(f"月份应为 1 至 12：{number}")
        return cls(year * 12 + number - 1)

    @classmethod
    def holding(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls.of(day.year, day.month)

    @property
    def year(self) -> int:
        return self.index // 12

    @property
    def number(self) -> int:
        return self.index % 12 + 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return _last_day(self.index)

    def plus(self, months: int) -> Month:
        return Month(self.index + months)

    def __index__(self) -> int:
        return self.index

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@cache
def _last_day(index: int) -> date:
    year, number = index // 12, index % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From the first to the last month, both included."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(f"起始月份 {self.first} 晚于截止月份 {self.last}")

    # --- making ---

    @classmethod
    def year(cls, year: int) -> Period:
        return cls._natural(year, 12, 1)

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        return cls._natural(year, 6, number)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        return cls._natural(year, 3, number)

    @classmethod
    def month(cls, year: int, number: int) -> Period:
        return cls._natural(year, 1, number)

    @classmethod
    def natural(cls, day: date, months: int) -> Period:
        """The natural month (1), quarter (3), half-year (6) or year (12) a day lies in."""
        return cls._natural(day.year, months, (day.month - 1) // months + 1)

    @classmethod
    def _natural(cls, year: int, months: int, number: int) -> Period:
        if not 1 <= number <= 12 // months:
            raise PeriodError(f"{year} 年没有第 {number} 个 {months} 个月的期间")
        first = Month.of(year, (number - 1) * months + 1)
        return cls(first, first.plus(months - 1))

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period a text names; `PeriodError` if it names none."""
        first, dots, last = text.strip().partition("..")
        if not dots:
            return cls._parse_natural(first, text)
        start, end = cls._parse_natural(first, text), cls._parse_natural(last, text)
        if start.length > 1 or end.length > 1:
            raise PeriodError(f"期间 {text!r} 无效：“..”两边应各为一个月，如 2026-01..2026-05")
        return cls(start.first, end.last)

    @classmethod
    def _parse_natural(cls, part: str, whole: str) -> Period:
        match = _TEXT.fullmatch(part)
        if match is None:
            raise PeriodError(
                f"期间 {whole!r} 无法识别，应写作 2026、2026H1、2026Q2、2026-05 或 2026-01..2026-05"
            )
        year = int(match[1])
        if not _EARLIEST <= year <= _LATEST:
            raise PeriodError(f"期间 {whole!r} 的年份应在 {_EARLIEST} 至 {_LATEST} 之间")
        if match[2]:
            return cls.half(year, int(match[2]))
        if match[3]:
            return cls.quarter(year, int(match[3]))
        if match[4]:
            return cls.month(year, int(match[4]))
        return cls.year(year)

    # --- asking ---

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def last_day(self) -> date:
        return self.last.last_day

    @property
    def length(self) -> int:
        """How many months."""
        return self.last.index - self.first.index + 1

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(Month(index) for index in range(self.first.index, self.last.index + 1))

    @property
    def is_natural(self) -> bool:
        """Whether it is a natural month, quarter, half-year or year, not just a run of months."""
        return self.length in (1, 3, 6, 12) and self.first.index % self.length == 0

    def __contains__(self, item: date | Month | Period) -> bool:
        if isinstance(item, Period):
            return self.first <= item.first and item.last <= self.last
        month = item if isinstance(item, Month) else Month.holding(item)
        return self.first <= month <= self.last

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last

    # --- deriving ---

    def previous(self) -> Period:
        """The period of the same length just before: before May is April, before Q1 is Q4."""
        return self.shifted(-self.length)

    def same_last_year(self) -> Period:
        return self.shifted(-12)

    def shifted(self, months: int) -> Period:
        return Period(self.first.plus(months), self.last.plus(months))

    def split(self, months: int = 1) -> Iterator[Period]:
        """The natural months (quarters, half-years, years) that it touches, in order."""
        piece = Period.natural(self.first_day, months)
        while piece.first <= self.last:
            yield piece
            piece = piece.shifted(months)

    # --- writing ---

    def __str__(self) -> str:
        """The shortest text that parses back to this period."""
        if not self.is_natural:
            return f"{self.first}..{self.last}"
        letter = {1: "-", 3: "Q", 6: "H", 12: ""}[self.length]
        number = self.first.index % 12 // self.length + 1
        ending = {1: f"-{number:02d}", 12: ""}.get(self.length, f"{letter}{number}")
        return f"{self.first.year:04d}{ending}"

    @property
    def label(self) -> str:
        """2026年、2026年上半年、2026年第二季度、2026年5月、2026年1月至5月."""
        first, last = self.first, self.last
        if self.is_natural and self.length == 12:
            return f"{first.year}年"
        if self.is_natural and self.length == 6:
            return f"{first.year}年{'上' if first.number == 1 else '下'}半年"
        if self.is_natural and self.length == 3:
            return f"{first.year}年第{_ORDINALS[first.number // 3]}季度"
        start = f"{first.year}年{first.number}月"
        if first == last:
            return start
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{start}至{year}{last.number}月"
