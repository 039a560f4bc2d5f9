"""An independent clock: earliest and latest day of each step, written from the rules' text alone.

It shares nothing with the product but the working-day table of the State Council's notices.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from jishi.kernel.calendar import published_calendar

STEPS = [
    "application", "talk", "activist", "activist_filing", "tutors", "inspection", "candidate",
    "candidate_filing", "sponsors", "political_check", "training", "review", "advance_review",
    "form", "assembly", "approval_talk", "approval", "county_filing", "placing", "oath",
    "probation_inspection", "full_application", "full_assembly", "full_approval", "archiving",
]  # fmt: skip
SAME_DAY = {("activist_filing", "tutors"), ("review", "advance_review"), ("placing", "oath")}


def later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def after_notice(first: date, days: int = 5) -> date:
    """Five working days hang full; the next working day is the first on which to meet."""
    table, day, hung = published_calendar(), first, 0
    while True:
        if table.is_working_day(day):
            if hung == days:
                return day
            hung += 1
        day += timedelta(days=1)


def earliest(
    step: str, days: dict[str, date], posted: dict[str, date], extended: date | None
) -> date:
    """`days` holds the last day of every step taken; the one before the asked one is among them."""
    before = STEPS[STEPS.index(step) - 1]
    day = days[before]
    if (before, step) not in SAME_DAY:
        day += timedelta(days=1)
    if step == "candidate":
        day = max(day, later(days["activist"], 12))
    if step == "assembly":
        day = max(day, after_notice(posted["review"]))
    if step == "full_assembly":
        ends = extended or later(days["assembly"], 12)
        day = max(day, ends, after_notice(posted["full_application"]))
    return day


def latest(step: str, days: dict[str, date], extended: date | None) -> list[date]:
    """Every last day the rules know for the step, amber or red."""
    ends = extended or (later(days["assembly"], 12) if "assembly" in days else None)
    if step == "talk":
        return [later(days["application"], 1)]
    if step == "inspection":
        return [later(days["activist"], 6)]
    if step == "candidate":  # while one waits, the next half-yearly inspection falls due
        return [later(days["inspection"], 6)]
    if step == "assembly":
        return [later(days["advance_review"], 1)]
    if step == "approval":
        return [later(days["assembly"], 3), later(days["assembly"], 6)]
    if step in ("probation_inspection", "full_application"):
        since = days.get("probation_inspection", days["assembly"])
        found = [later(since, 6)] if later(since, 6) <= ends else []
        return found + ([ends] if step == "full_application" else [])
    if step == "full_assembly":
        return [later(ends, 1)]
    if step == "full_approval":
        return [later(days["full_assembly"], 3), later(days["full_assembly"], 6)]
    return []
