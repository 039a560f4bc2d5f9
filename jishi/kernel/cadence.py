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
from jishi.kernel.rhythm import (
    SPANS,
    BeforeHoliday,
    DayOfMonth,
    EveryYears,
    HalfMonthly,
    Natural,
    NthWeekday,
    PerTerm,
    Rhythm,
    Weekly,
    YearWindow,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rhythm, how many times in each of its spans, and days of grace after the due day."""

    rhythm: Rhythm
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
                return f"{SPANS[months]}{self.times}次{day}"
            case Weekly():
                return f"每周{self.times}次"
            case HalfMonthly():
                return f"每半月{self.times}次"
            case EveryYears(years, _):
                return f"每{years}年{self.times}次"
            case BeforeHoliday(holiday, _):
                return f"{holiday.label}前{self.times}次"
            case PerTerm():
                return f"每届{self.times}次"


def monthly(preferred: DayOfMonth | NthWeekday | None = None, *, grace_days: int = 0) -> Cadence:
    return Cadence(Natural(1, preferred), 1, grace_days)


def weekly() -> Cadence:
    return Cadence(Weekly())


def half_monthly() -> Cadence:
    return Cadence(HalfMonthly())


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
    rhythm: Rhythm,
    first: date,
    last: date,
    terms: Sequence[tuple[date, date]],
    calendar: WorkCalendar | None,
) -> tuple[Iterator[Slot], frozenset[int]]:
    match rhythm:
        case Natural():
            return _natural_spans(rhythm, first, last), frozenset()
        case Weekly():
            return _weeks(Month.holding(first), Month.holding(last)), frozenset()
        case HalfMonthly():
            return _half_months(Month.holding(first), Month.holding(last)), frozenset()
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


def _weeks(first: Month, last: Month) -> Iterator[Slot]:
    monday = first.first_day - timedelta(days=first.first_day.weekday())
    while monday <= last.last_day:
        month = Month.holding(monday + timedelta(days=3))
        if first <= month <= last:
            year, week, _ = monday.isocalendar()
            yield _span(
                f"{year}-W{week:02}", f"{year}年第{week}周", Period(month, month), monday,
                monday + timedelta(days=6),
            )  # fmt: skip
        monday += timedelta(days=7)


def _half_months(first: Month, last: Month) -> Iterator[Slot]:
    for month in Period(first, last).months:
        middle, one = month.first_day.replace(day=15), Period(month, month)
        yield _span(f"{month}a", f"{one.label}上半月", one, month.first_day, middle)
        yield _span(f"{month}b", f"{one.label}下半月", one, middle + ONE_DAY, month.last_day)


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
