"""How often something is owed, and the slots that follow from it.

Start at the makers (`monthly`, `quarterly`, `yearly`, `every_years`, `per_term`, `before`) and at
`slots`, which lists what is owed for a stretch of time; `open_slots` lists what can be done on a
day. Months, quarters and years are natural ones, never rolling windows (R-GEN-10).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from jishi.kernel.calendar import Holiday, WorkCalendar, published_calendar
from jishi.kernel.period import Month, Period

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
_SPANS = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}


# --- what a cadence is made of -----------------------------------------------------------------


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
        if self.months not in _SPANS:
            raise ValueError("自然期间应为 1、3、6 或 12 个月")
        if self.preferred and self.months != 1:
            raise ValueError("固定日只用于每月的事项")
        if self.window and self.months != 12:
            raise ValueError("年内窗口只用于每年的事项")


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


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rhythm, how many times in each of its spans, and days of grace after the due day."""

    rhythm: Natural | EveryYears | PerTerm | BeforeHoliday
    times: int = 1
    grace_days: int = 0

    def __post_init__(self) -> None:
        if self.times < 1 or self.grace_days < 0:
            raise ValueError("次数应为正整数，宽限天数不应为负")

    @property
    def label(self) -> str:
        """每月1次、每年2次、每5年1次、每届1次、春节前1次."""
        match self.rhythm:
            case Natural(months, preferred, _):
                day = f"（{preferred.label}）" if preferred else ""
                return f"{_SPANS[months]}{self.times}次{day}"
            case EveryYears(years, _):
                return f"每{years}年{self.times}次"
            case BeforeHoliday(holiday, _):
                return f"{holiday.label}前{self.times}次"
            case PerTerm():
                return f"每届{self.times}次"


def monthly(preferred: DayOfMonth | NthWeekday | None = None, *, grace_days: int = 0) -> Cadence:
    return Cadence(Natural(1, preferred), 1, grace_days)


def quarterly(*, grace_days: int = 0) -> Cadence:
    return Cadence(Natural(3), 1, grace_days)


def half_yearly(*, grace_days: int = 0) -> Cadence:
    return Cadence(Natural(6), 1, grace_days)


def yearly(times: int = 1, *, window: YearWindow | None = None, grace_days: int = 0) -> Cadence:
    """So many times a natural year, at any time in it or within a window."""
    return Cadence(Natural(12, window=window), times, grace_days)


def every_years(years: int, *, counting_from: int, times: int = 1) -> Cadence:
    return Cadence(EveryYears(years, counting_from), times)


def per_term(times: int = 1) -> Cadence:
    return Cadence(PerTerm(), times)


def before(holiday: Holiday, *, days: int = 14) -> Cadence:
    return Cadence(BeforeHoliday(holiday, days))


# --- slots -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lifespan:
    """Since when an organisation exists, until when, and since when the duty is looked after.

    All three limit what is owed: from the founding month to the closing month (R-LIFE-20).
    """

    founded: date | None = None
    closed: date | None = None
    started: date | None = None

    @property
    def begins(self) -> date:
        return max(self.founded or date.min, self.started or date.min)

    @property
    def ends(self) -> date:
        return self.closed or date.max


FOREVER = Lifespan()


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing owed: for which period, in which window, due when, the how-manieth of it."""

    key: str
    label: str
    period: Period
    opens: date
    due: date
    grace_until: date
    number: int = 1
    preferred: date | None = None

    @property
    def missed_from(self) -> date:
        """The first day on which it counts as missing (R-LIFE-01: the day after, no earlier)."""
        return self.grace_until + ONE_DAY

    def takes(self, day: date) -> bool:
        """Whether something done on that day is in time."""
        return self.opens <= day <= self.due


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots, oldest first, and years whose holidays are not known: their slots are left out."""

    items: tuple[Slot, ...]
    unpublished: frozenset[int] = field(default=frozenset())

    def __iter__(self) -> Iterator[Slot]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def slots(
    cadence: Cadence,
    first: date,
    last: date,
    *,
    life: Lifespan = FOREVER,
    terms: Sequence[tuple[date, date]] = (),
    calendar: WorkCalendar | None = None,
) -> Slots:
    """Everything owed for a period that touches the days `first` to `last`.

    What is owed for 2026 belongs to 2026 even where its window reaches into 2027.
    """
    spans, unpublished = _spans(cadence.rhythm, first, last, terms, calendar)
    found: list[Slot] = []
    for span in spans:
        if span.period.first_day > last or span.period.last_day < first:
            continue
        if span.period.first_day > life.ends or span.period.last_day < life.begins:
            continue
        opens, due = max(span.opens, life.begins), min(span.due, life.ends)
        if opens <= due:
            found += _repeated(replace(span, opens=opens, due=due), cadence)
    return Slots(tuple(found), unpublished)


def open_slots(
    cadence: Cadence,
    on: date,
    *,
    life: Lifespan = FOREVER,
    terms: Sequence[tuple[date, date]] = (),
    calendar: WorkCalendar | None = None,
) -> Slots:
    """What can be done on a day: its window has opened and its grace has not run out."""
    # No window or grace reaches further than into the year after the one it is owed for.
    wide = slots(
        cadence,
        date(on.year - 2, 1, 1),
        date(on.year + 1, 12, 31),
        life=life,
        terms=terms,
        calendar=calendar,
    )
    running = tuple(slot for slot in wide if slot.opens <= on <= slot.grace_until)
    return Slots(running, _spans(cadence.rhythm, on, on, terms, calendar)[1])


def _repeated(span: Slot, cadence: Cadence) -> Iterator[Slot]:
    grace = span.due + timedelta(days=cadence.grace_days)
    preferred = span.preferred
    if preferred and not span.takes(preferred):
        preferred = None
    for number in range(1, cadence.times + 1):
        many = cadence.times > 1
        yield replace(
            span,
            key=f"{span.key}/{number}" if many else span.key,
            label=f"{span.label}第{number}次" if many else span.label,
            grace_until=grace,
            number=number,
            preferred=preferred,
        )


def _spans(
    rhythm: Natural | EveryYears | PerTerm | BeforeHoliday,
    first: date,
    last: date,
    terms: Sequence[tuple[date, date]],
    calendar: WorkCalendar | None,
) -> tuple[Iterator[Slot], frozenset[int]]:
    match rhythm:
        case Natural():
            return _natural_spans(rhythm, first, last), frozenset()
        case EveryYears():
            return _year_blocks(rhythm, first, last), frozenset()
        case PerTerm():
            return (_term_span(start, end) for start, end in sorted(terms)), frozenset()
        case BeforeHoliday():
            return _holiday_spans(rhythm, first, last, calendar or published_calendar())


def _span(key: str, label: str, period: Period, opens: date, due: date) -> Slot:
    return Slot(key, label, period, opens, due, grace_until=due)


def _natural_spans(rhythm: Natural, first: date, last: date) -> Iterator[Slot]:
    for period in Period(Month.holding(first), Month.holding(last)).split(rhythm.months):
        opens, due = period.first_day, period.last_day
        if rhythm.window:
            opens, due = rhythm.window.in_year(period.first.year)
        span = _span(str(period), period.label, period, opens, due)
        if rhythm.preferred:
            span = replace(span, preferred=rhythm.preferred.in_month(period.first))
        yield span


def _year_blocks(rhythm: EveryYears, first: date, last: date) -> Iterator[Slot]:
    year = max(
        rhythm.counting_from, first.year - (first.year - rhythm.counting_from) % rhythm.years
    )
    while year <= last.year:
        end = year + rhythm.years - 1
        period = Period(Month.of(year, 1), Month.of(end, 12))
        label = f"{year}年" if end == year else f"{year}年至{end}年"
        yield _span(str(period), label, period, period.first_day, period.last_day)
        year = end + 1


def _term_span(start: date, end: date) -> Slot:
    period = Period(Month.holding(start), Month.holding(end))
    return _span(f"{start}..{end}", f"{start}至{end}任期", period, start, end)


def _holiday_spans(
    rhythm: BeforeHoliday, first: date, last: date, calendar: WorkCalendar
) -> tuple[Iterator[Slot], frozenset[int]]:
    # The days before a break in January may lie in December, so next year is looked at too; but
    # it is missed only where it must have been needed, for New Year itself.
    needed = last.year + (rhythm.holiday is Holiday.NEW_YEAR and last.month == 12)
    found: list[Slot] = []
    unknown: set[int] = set()
    for year in range(first.year, last.year + 2):
        rest = calendar.holiday(rhythm.holiday, year)
        if rest is None:
            if year <= needed:
                unknown.add(year)
            continue
        due = calendar.add_working_days(rest.first, -1).day
        opens = min(rest.first - timedelta(days=rhythm.days), due)
        period = Period(Month.holding(opens), Month.holding(due))
        label = f"{year}年{rhythm.holiday.label}前"
        found.append(_span(f"{year}.{rhythm.holiday.value}", label, period, opens, due))
    return iter(found), frozenset(unknown)
