"""Calendar arithmetic and time limits: when something falls due, turns amber, is overdue.

Start at `add_months` and `age_on` for plain dates, and at `deadline_in_days` and
`deadline_in_hours` for limits with pauses and an extension. A limit counts from the day after it
was set off, its last day still belongs to it, and the state is asked for a day, never stored.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from jishi.kernel.calendar import WorkCalendar

T = TypeVar("T", date, datetime)

ONE_DAY = timedelta(days=1)
AMBER_SHARE = 5
"""One in five: the last fifth of a limit is amber unless it says otherwise (R-HOT-05)."""


# --- dates -------------------------------------------------------------------------------------


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative), at most the month's last day.

    31 August and six months make the last day of February (R-GEN-06).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day.day <= 28:
        return date(year, month, day.day)  # every month has it
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same day so many years later, 29 February becoming 28 where needed (R-GEN-06)."""
    return add_months(day, years * 12)


def age_on(born: date, on: date) -> int:
    """Full years of age on a day, the birthday itself counting (R-GEN-11); negative before birth.

    Someone born on 29 February is a year older on 28 February of a common year: the same clamping
    as for every other term, so that “年满” and a term of years never disagree.
    """
    years = on.year - born.year
    return years if add_years(born, years) <= on else years - 1


# --- limits ------------------------------------------------------------------------------------


class Unit(StrEnum):
    """What a limit is counted in; it has to be said, it is never understood (R-HOT-06)."""

    HOURS = "hours"
    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"

    @property
    def label(self) -> str:
        return {"hours": "小时", "natural_days": "天", "working_days": "个工作日"}[self.value]


@dataclass(frozen=True, slots=True)
class Limit:
    """So many hours, natural days or working days; `amber` overrides the last fifth."""

    amount: int
    unit: Unit
    amber: int | None = None

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"时限应为正整数：{self.amount}")
        if self.amber is not None and not 0 <= self.amber <= self.amount:
            raise ValueError(f"预警时间应在 0 至 {self.amount} 之间：{self.amber}")

    @property
    def label(self) -> str:
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class Extension:
    """A granted extension in the unit of its limit. A deadline takes one, not a list of them."""

    amount: int

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"延期应为正整数：{self.amount}")


@dataclass(frozen=True, slots=True)
class Pause(Generic[T]):
    """Time that does not count. Days: both ends included. Moments: the end itself counts again.

    Without an end the pause still runs.
    """

    first: T
    last: T | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"暂停的结束 {self.last} 早于开始 {self.first}")


class State(StrEnum):
    """Where a limit stands at a given time."""

    UPCOMING = "upcoming"
    AMBER = "amber"
    OVERDUE = "overdue"
    PAUSED = "paused"

    @property
    def label(self) -> str:
        return {
            "upcoming": "未到期",
            "amber": "即将到期",
            "overdue": "已超期",
            "paused": "暂停计时",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Deadline(Generic[T]):
    """The last day (or moment) in time, when amber begins, and years computed without a notice.

    `due` is None while a pause without end keeps the limit from running out.
    """

    due: T | None
    amber_from: T | None
    unpublished: frozenset[int] = frozenset()

    def state(self, at: T) -> State:
        """On the due day itself it is still in time; the day after it is overdue."""
        if self.due is None:
            return State.PAUSED
        if at > self.due:
            return State.OVERDUE
        if self.amber_from is not None and at >= self.amber_from:
            return State.AMBER
        return State.UPCOMING


def deadline_in_days(
    start: date,
    limit: Limit,
    calendar: WorkCalendar,
    *,
    pauses: Sequence[Pause[date]] = (),
    extension: Extension | None = None,
) -> Deadline[date]:
    """When a limit in natural or working days runs out, counted from the day after `start`."""
    if limit.unit is Unit.HOURS:
        raise ValueError("以小时计的时限请用 deadline_in_hours")
    total = limit.amount + (extension.amount if extension else 0)
    lead = total // AMBER_SHARE if limit.amber is None else limit.amber
    working = limit.unit is Unit.WORKING_DAYS

    def counts(day: date) -> bool:
        paused = any(p.first <= day and (p.last is None or day <= p.last) for p in pauses)
        return not paused and (not working or bool(calendar.is_working_day(day)))

    stop = min((p.first for p in pauses if p.last is None), default=None)
    due = _counted_out(start, total, counts, stop)
    if due is None:
        return Deadline(None, None)
    years = frozenset(range(start.year, due.year + 1)) - calendar.years if working else frozenset()
    return Deadline(due, _counted_out(start, total - lead, counts, stop), years)


def _counted_out(
    start: date, days: int, counts: Callable[[date], bool], stop: date | None
) -> date | None:
    """The day on which the count is reached; None if a pause without end comes first."""
    day = start
    while days:
        day += ONE_DAY
        if stop is not None and day >= stop:
            return None
        days -= counts(day)
    return day


def deadline_in_hours(
    start: datetime,
    limit: Limit,
    *,
    pauses: Sequence[Pause[datetime]] = (),
    extension: Extension | None = None,
) -> Deadline[datetime]:
    """When a limit in hours runs out: natural time, around the clock, pauses taken out."""
    if limit.unit is not Unit.HOURS:
        raise ValueError("以天计的时限请用 deadline_in_days")
    total = timedelta(hours=limit.amount + (extension.amount if extension else 0))
    lead = total / AMBER_SHARE if limit.amber is None else timedelta(hours=limit.amber)
    due = _run_out(start, total, pauses)
    return Deadline(due, None if due is None else _run_out(start, total - lead, pauses))


def _run_out(
    start: datetime, left: timedelta, pauses: Sequence[Pause[datetime]]
) -> datetime | None:
    """The moment at which so much unpaused time has passed; None if a pause never ends."""
    now = start
    for pause in sorted(pauses, key=lambda p: p.first):
        if pause.last is not None and pause.last <= now:
            continue
        running = max(pause.first - now, timedelta())
        if running >= left:
            break
        if pause.last is None:
            return None
        left -= running
        now = pause.last
    return now + left
