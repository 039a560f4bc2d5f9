"""Days before and after which a step is taken, counted from earlier ones."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.calendar import WorkCalendar
from jishi.kernel.deadline import add_months
from jishi.procedures.kinds.facts import Facts
from jishi.procedures.kinds.kind import Bound, Edge

ONE_DAY = timedelta(days=1)


def months_after(
    code: str, months: int | str, why: str, clause: str = "", *, hard: bool = True,
    tone: str = "red", first: bool = False,
) -> Bound:  # fmt: skip
    """So many calendar months after a step; a name stands for a number that the office has set."""

    def bound(facts: Facts) -> Edge | None:
        start = facts.first_on(code) if first else facts.on(code)
        number = facts.number(months) if isinstance(months, str) else months
        if start is None or not number:
            return None
        return Edge(add_months(start, number), why, clause, hard, tone)

    return bound


def days_after(
    code: str, days: int | str, why: str, clause: str = "", *, hard: bool = True, tone: str = "red"
) -> Bound:
    """So many natural days after a step."""

    def bound(facts: Facts) -> Edge | None:
        start = facts.on(code)
        number = facts.number(days) if isinstance(days, str) else days
        if start is None:
            return None
        return Edge(start + timedelta(days=number), why, clause, hard, tone)

    return bound


def publicity_over(first: date, days: int, working: bool, calendar: WorkCalendar) -> date:
    """The first day on which one may go on: a notice put up on Monday for five working days hangs
    until Friday, and the meeting is on the next Monday at the earliest (R-DEV-18)."""
    if not working:
        return first + timedelta(days=days)
    start = first
    while not calendar.is_working_day(start):
        start += ONE_DAY
    return calendar.add_working_days(start, days).day
