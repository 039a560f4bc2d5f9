"""Until when: a limit counted from its start, pauses taken out, one extension added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from jishi.kernel.calendar import WorkCalendar
from jishi.kernel.deadline import (
    Extension,
    Limit,
    Pause,
    Unit,
    add_months,
    deadline_in_days,
    deadline_in_hours,
)
from jishi.kernel.declare import Example, rule

Spell = tuple[str, str | None]  # moments as they lie in the case: from, until


@dataclass(frozen=True)
class Timing:
    due_on: date | None
    due_at: datetime | None
    amber_on: date | None


def timing(
    limit: Limit,
    start: datetime,
    calendar: WorkCalendar,
    pauses: Sequence[Spell] = (),
    extended_by: int | None = None,
) -> Timing:
    """Hours run around the clock to a moment; days end with a day (R-HOT-05, R-HOT-06)."""
    extension = Extension(extended_by) if extended_by else None
    spells = [
        Pause(datetime.fromisoformat(first), datetime.fromisoformat(last) if last else None)
        for first, last in pauses
    ]
    if limit.unit is Unit.HOURS:
        moments = deadline_in_hours(start, limit, pauses=spells, extension=extension)
        due = moments.due and moments.due.astimezone(start.tzinfo)
        amber = moments.amber_from and moments.amber_from.astimezone(start.tzinfo)
        return Timing(due and due.date(), due, amber and amber.date())
    days = deadline_in_days(
        start.date(), limit, calendar,
        pauses=[_days_of(spell, start) for spell in spells], extension=extension,
    )  # fmt: skip
    return Timing(days.due, None, days.amber_from)


def _days_of(spell: Pause[datetime], start: datetime) -> Pause[date]:
    """A pause takes whole days out, the first and the last included."""
    last = spell.last and spell.last.astimezone(start.tzinfo).date()
    return Pause(spell.first.astimezone(start.tzinfo).date(), last)


_FIFTH = date(2026, 3, 5)


@rule(
    title="答复是否按期",
    cites=("R-HOT-02",),
    source="接诉即办考评办法",
    examples=(
        Example(
            given={"at": datetime(2026, 3, 5, 17, tzinfo=UTC), "due_on": _FIFTH, "due_at": None},
            then=True, why="期限当天",
        ),
        Example(
            given={"at": datetime(2026, 3, 6, 8, tzinfo=UTC), "due_on": _FIFTH, "due_at": None},
            then=False, why="过了一天",
        ),
        Example(
            given={
                "at": datetime(2026, 3, 5, 12, 1, tzinfo=UTC), "due_on": date(2026, 3, 5),
                "due_at": datetime(2026, 3, 5, 12, tzinfo=UTC),
            },
            then=False, why="按小时的过了一分钟",
        ),
    ),
)  # fmt: skip
def in_time(at: datetime, due_on: date | None, due_at: datetime | None) -> bool:
    if due_at is not None:
        return at <= due_at
    return due_on is None or at.date() <= due_on


@rule(
    title="反弹是否算同一件",
    cites=("R-GEN-06",),
    source="回头看和滚动整顿的通行做法",
    examples=(
        Example(
            given={"struck_on": date(2026, 1, 31), "today": date(2026, 4, 30), "months": 3},
            then=True, why="三个月内最后一天",
        ),
        Example(
            given={"struck_on": date(2026, 1, 31), "today": date(2026, 5, 1), "months": 3},
            then=False, why="过了三个月，另立一件",
        ),
    ),
)  # fmt: skip
def is_relapse(struck_on: date, today: date, months: int) -> bool:
    return struck_on <= today <= add_months(struck_on, months)
