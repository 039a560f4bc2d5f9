"""The ladder of reminders: before it is due, on the last day, after it, then the superior.

Nobody is reminded on a day off: a step that would fall on one comes on the next working day, the
one of the last day on the working day before it. Steps are days from which on, not days alone, so
a day on which nothing ran is made up for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jishi.kernel.calendar import WorkCalendar

ONE_DAY = timedelta(days=1)
OWN, ABOVE, TOP = "own", "above", "top"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The local numbers: days before, working days until the superior, and whether further up."""

    before: int = 7
    above: int = 5
    top: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """From which day on to which, and who is told."""

    code: str
    first: date
    last: date
    whom: str


def steps(due: date, grace: date, ladder: Ladder, calendar: WorkCalendar) -> tuple[Step, ...]:
    """All steps of one item; those that would fall together leave the earlier one out."""
    on_the_day = _working(due, calendar, -1)
    soon = _working(due - timedelta(days=ladder.before), calendar, 1)
    over = _working(grace + ONE_DAY, calendar, 1)
    above = calendar.add_working_days(grace, ladder.above + 1).day
    found = []
    if ladder.before and soon < on_the_day:
        found.append(Step("soon", soon, on_the_day - ONE_DAY, OWN))
    found += [
        Step("due", on_the_day, grace, OWN),
        Step("over", over, date.max, OWN),
        Step("above", above, date.max, ABOVE),
    ]
    if ladder.top:
        further = calendar.add_working_days(grace, 2 * ladder.above + 1).day
        found.append(Step("top", further, date.max, TOP))
    return tuple(found)


def taken_on(all_steps: tuple[Step, ...], today: date, calendar: WorkCalendar) -> tuple[Step, ...]:
    """The steps to be taken on a day; none on a day off."""
    if not calendar.is_working_day(today):
        return ()
    return tuple(step for step in all_steps if step.first <= today <= step.last)


def _working(day: date, calendar: WorkCalendar, way: int) -> date:
    while not calendar.is_working_day(day):
        day += way * ONE_DAY
    return day
