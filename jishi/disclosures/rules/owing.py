"""Whether what is owed for a period has been told, and whether in time."""

from __future__ import annotations

from datetime import date

from jishi.kernel.calendar import WorkCalendar, published_calendar
from jishi.kernel.deadline import Limit, Unit, deadline_in_days
from jishi.kernel.declare import Example, rule

LABELS = {"told": "按期公开", "told_late": "逾期公开", "due": "待公开", "behind": "欠公开"}
TONES = {"told": "green", "told_late": "amber", "due": "blue", "behind": "red"}
_DUE = date(2026, 10, 16)


@rule(
    title="定期公开是否按期",
    cites=("R-GOV-24", "R-GOV-30", "R-GOV-32"),
    source="《村民委员会组织法》；村级公开制度",
    examples=(
        Example({"due_on": _DUE, "told_on": date(2026, 10, 16)}, True, "当天"),
        Example({"due_on": _DUE, "told_on": date(2026, 10, 17)}, False, "晚一天"),
    ),
)
def is_in_time(due_on: date, told_on: date) -> bool:
    return told_on <= due_on


def standing(due_on: date, told_on: date | None, today: date) -> str:
    if told_on is not None:
        return "told" if is_in_time(due_on, told_on) else "told_late"
    return "behind" if today > due_on else "due"


@rule(
    title="随时、逐段、长期公开是否按期",
    cites=("R-GOV-29", "R-GOV-30"),
    source="党务公开时限样例",
    examples=(
        Example(
            {"happened_on": date(2026, 3, 6), "days": 1, "told_on": date(2026, 3, 9)},
            True, "周五的事周一公开",
        ),
        Example(
            {"happened_on": date(2026, 3, 6), "days": 1, "told_on": date(2026, 3, 10)},
            False, "周二才公开",
        ),
    ),
)  # fmt: skip
def is_prompt(happened_on: date, days: int, told_on: date) -> bool:
    return told_on <= told_by(happened_on, days)


def told_by(happened_on: date, days: int) -> date:
    """The last day in working days after something came to be."""
    return after(happened_on, days, published_calendar())


def after(day: date, days: int, calendar: WorkCalendar) -> date:
    due = deadline_in_days(day, Limit(days, Unit.WORKING_DAYS), calendar).due
    assert due is not None  # without a pause it always runs out
    return due
