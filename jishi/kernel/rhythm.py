"""What a cadence is made of: natural periods, weeks, blocks of years, terms, before a holiday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jishi.kernel.calendar import Holiday
from jishi.kernel.period import Month

WEEKDAYS = "一二三四五六日"
SPANS = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A fixed day; in a shorter month its last day."""

    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise ValueError(f"日应为 1 至 31：{self.day}")

    def in_month(self, month: Month) -> date:
        return month.first_day.replace(day=min(self.day, month.last_day.day))

    @property
    def label(self) -> str:
        return f"{self.day}日"


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first Friday, or with nth = -1 the last; Monday is 0. Only what every month has."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        if self.nth not in (-1, 1, 2, 3, 4) or not 0 <= self.weekday <= 6:
            raise ValueError("应为第一至第四个或最后一个（-1）周一至周日（0–6）")

    def in_month(self, month: Month) -> date:
        if self.nth < 0:
            return month.last_day - timedelta(days=(month.last_day.weekday() - self.weekday) % 7)
        ahead = (self.weekday - month.first_day.weekday()) % 7
        return month.first_day + timedelta(days=ahead + 7 * (self.nth - 1))

    @property
    def label(self) -> str:
        which = "最后一个" if self.nth < 0 else f"第{WEEKDAYS[self.nth - 1]}个"
        return f"{which}星期{WEEKDAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class YearWindow:
    """When in the year it is done, (month, day) to (month, day).

    An end before the beginning lies in the next year: the yearly organisational life meeting is
    held from October, at the latest by March (R-LIFE-06).
    """

    opens: tuple[int, int]
    closes: tuple[int, int]

    def in_year(self, year: int) -> tuple[date, date]:
        later = 1 if self.closes < self.opens else 0
        (month, day), close = self.opens, Month.of(year + later, self.closes[0])
        # 29 February is the last day of February in any year.
        return date(year, month, day), DayOfMonth(self.closes[1]).in_month(close)


@dataclass(frozen=True, slots=True)
class Natural:
    """Per natural month (1), quarter (3), half-year (6) or year (12)."""

    months: int
    preferred: DayOfMonth | NthWeekday | None = None
    window: YearWindow | None = None

    def __post_init__(self) -> None:
        if self.months not in SPANS:
            raise ValueError("自然期间应为 1、3、6 或 12 个月")
        if self.preferred and self.months != 1:
            raise ValueError("固定日只用于每月的事项")
        if self.window and self.months != 12:
            raise ValueError("年内窗口只用于每年的事项")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Per week from Monday to Sunday; a week is of the month that its Thursday lies in."""


@dataclass(frozen=True, slots=True)
class HalfMonthly:
    """Until the fifteenth, and from the sixteenth on."""


@dataclass(frozen=True, slots=True)
class EveryYears:
    """Per block of natural years, counted from the year the first block begins."""

    years: int
    counting_from: int


@dataclass(frozen=True, slots=True)
class PerTerm:
    """Per term of office; the terms are given when slots are asked for."""


@dataclass(frozen=True, slots=True)
class BeforeHoliday:
    """In the days before a holiday break, at the latest on the last working day before it."""

    holiday: Holiday
    days: int


Rhythm = Natural | Weekly | HalfMonthly | EveryYears | PerTerm | BeforeHoliday
