"""Working days from the yearly holiday notices of the State Council, make-up days included.

Start at `published_calendar()`, which reads `calendars/<year>.toml` once, and at
`WorkCalendar.add_working_days`. One file is one notice; a notice may reach into the last days of
the December before it. A year without a notice counts Monday to Friday, and every answer names
such years in `unpublished`, so that whoever asks can warn (R-FMT-23) instead of guessing.
"""

from __future__ import annotations

import functools
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from importlib import resources
from typing import cast

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class Holiday(StrEnum):
    """The statutory holidays that every yearly notice arranges."""

    NEW_YEAR = "new_year"
    SPRING_FESTIVAL = "spring_festival"
    TOMB_SWEEPING = "tomb_sweeping"
    LABOUR_DAY = "labour_day"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"

    @property
    def label(self) -> str:
        return _HOLIDAY_LABELS[self]


_HOLIDAY_LABELS = {
    Holiday.NEW_YEAR: "元旦",
    Holiday.SPRING_FESTIVAL: "春节",
    Holiday.TOMB_SWEEPING: "清明",
    Holiday.LABOUR_DAY: "劳动节",
    Holiday.DRAGON_BOAT: "端午",
    Holiday.MID_AUTUMN: "中秋",
    Holiday.NATIONAL_DAY: "国庆",
}


class CalendarError(ValueError):
    """A yearly table that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Break:
    """One holiday in one year: the festival day, and the first and last day off around it."""

    day: date
    first: date
    last: date

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class YearTable:
    """What one yearly notice says: the breaks, and the weekend days that are worked instead."""

    year: int
    source: str
    breaks: Mapping[Holiday, Break]
    working: frozenset[date]

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise CalendarError(f"{self.year} 年日历缺少依据文件")
        missing = [holiday.label for holiday in Holiday if holiday not in self.breaks]
        if missing:
            raise CalendarError(f"{self.year} 年日历缺少{'、'.join(missing)}")
        for holiday, rest in self.breaks.items():
            if rest.day.year != self.year or not rest.first <= rest.day <= rest.last:
                raise CalendarError(f"{self.year} 年{holiday.label}的放假日期不含节日当天")
        resting = self.resting
        for day in sorted(self.working):
            if day.weekday() < SATURDAY or day in resting:
                raise CalendarError(f"{self.year} 年的补班日 {day} 应为不放假的周六或周日")

    @property
    def resting(self) -> frozenset[date]:
        return frozenset(day for rest in self.breaks.values() for day in rest.days())

    @classmethod
    def read(cls, data: Mapping[str, object]) -> YearTable:
        """From a parsed TOML file, or the same mapping kept elsewhere."""
        year = cast(int, data["year"])
        breaks: dict[Holiday, Break] = {}
        for holiday in Holiday:
            if holiday in data:
                entry = cast(Mapping[str, object], data[holiday])
                first, last = cast(list[date], entry["rest"])
                breaks[holiday] = Break(cast(date, entry["day"]), first, last)
        working = frozenset(cast(list[date], data["working"]))
        return cls(year, cast(str, data["source"]), breaks, working)


@dataclass(frozen=True, slots=True)
class Answer:
    """Every answer names the years it had to compute without a published notice."""

    unpublished: frozenset[int]


@dataclass(frozen=True, slots=True)
class IsWorking(Answer):
    """Whether a day is worked; truthy when it is."""

    working: bool

    def __bool__(self) -> bool:
        return self.working


@dataclass(frozen=True, slots=True)
class Day(Answer):
    """A day that was counted out."""

    day: date


@dataclass(frozen=True, slots=True)
class Count(Answer):
    """A number of working days."""

    days: int


class WorkCalendar:
    """Questions about working days (R-GEN-07); never changes, `with_year` makes another one."""

    def __init__(self, tables: Iterable[YearTable] = ()) -> None:
        self._tables = {table.year: table for table in tables}
        self._resting = frozenset(d for table in self._tables.values() for d in table.resting)
        self._working = frozenset(d for table in self._tables.values() for d in table.working)
        self._of_year: dict[int, tuple[date, ...]] = {}

    @property
    def years(self) -> frozenset[int]:
        """The years with a published notice."""
        return frozenset(self._tables)

    def with_year(self, table: YearTable) -> WorkCalendar:
        """A calendar that also knows this year, or knows it better."""
        return WorkCalendar([*self._tables.values(), table])

    def source(self, year: int) -> str | None:
        """The notice a year rests on, None if there is none."""
        table = self._tables.get(year)
        return table.source if table else None

    def holiday(self, holiday: Holiday, year: int) -> Break | None:
        """When a holiday is in a year; None where no notice is known: it is not guessed."""
        table = self._tables.get(year)
        return table.breaks[holiday] if table else None

    def is_working_day(self, day: date) -> IsWorking:
        return IsWorking(self._unpublished(day, day), self._works(day))

    def add_working_days(self, start: date, days: int) -> Day:
        """The n-th working day after `start`, counted from the next day; before it if negative.

        Zero is `start` itself, whatever day that is.
        """
        if days == 0:
            return Day(self._unpublished(start, start), start)
        year = start.year
        if days > 0:
            index = self._worked_until(start) + days - 1
            while index >= len(self._working_days(year)):
                index -= len(self._working_days(year))
                year += 1
        else:
            index = self._worked_until(start - ONE_DAY) + days
            year = (start - ONE_DAY).year
            while index < 0:
                year -= 1
                index += len(self._working_days(year))
        found = self._working_days(year)[index]
        return Day(self._unpublished(start, found), found)

    def working_days_between(self, start: date, end: date) -> Count:
        """How many working days there are after `start` up to and including `end`.

        So `add_working_days(start, n)` ends where this counts n. Negative if `end` is earlier.
        """
        if end < start:
            return Count(self._unpublished(end, start), -self.working_days_between(end, start).days)
        whole = sum(len(self._working_days(year)) for year in range(start.year, end.year))
        days = whole + self._worked_until(end) - self._worked_until(start)
        return Count(self._unpublished(start, end), days)

    def _works(self, day: date) -> bool:
        if day in self._working:
            return True
        return day.weekday() < SATURDAY and day not in self._resting

    def _working_days(self, year: int) -> tuple[date, ...]:
        if year not in self._of_year:
            first, days = date(year, 1, 1), date(year, 12, 31).timetuple().tm_yday
            every = (first + timedelta(days=n) for n in range(days))
            self._of_year[year] = tuple(day for day in every if self._works(day))
        return self._of_year[year]

    def _worked_until(self, day: date) -> int:
        """Working days of the day's year up to and including it."""
        return bisect_right(self._working_days(day.year), day)

    def _unpublished(self, start: date, end: date) -> frozenset[int]:
        low, high = sorted((start.year, end.year))
        return frozenset(range(low, high + 1)) - self._tables.keys()


@functools.cache
def published_calendar() -> WorkCalendar:
    """The calendar of all yearly notices that ship with the system, read at the first call."""
    folder = resources.files("jishi.kernel") / "calendars"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name
    )
    return WorkCalendar(YearTable.read(tomllib.loads(f.read_text("utf-8"))) for f in files)
