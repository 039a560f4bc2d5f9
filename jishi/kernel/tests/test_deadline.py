"""Dates and limits: vectors, boundaries, and walks against the formulas."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.calendar import WorkCalendar, published_calendar
from jishi.kernel.deadline import (
    Deadline,
    Extension,
    Limit,
    Pause,
    State,
    Unit,
    add_months,
    add_years,
    age_on,
    deadline_in_days,
    deadline_in_hours,
)

CALENDAR = published_calendar()
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
NATURAL, WORKING, HOURS = Unit.NATURAL_DAYS, Unit.WORKING_DAYS, Unit.HOURS


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2027, 5, 20), -6, date(2026, 11, 20)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 10), 0, date(2026, 1, 10)),
    ],
)
def test_months_are_calendar_months_clamped_to_the_month_end(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


def test_years_and_leap_days() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2025, 6, 20), 1) == date(2026, 6, 20)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2000, 12, 31), date(2026, 12, 31), 26),
        (date(2001, 1, 1), date(2026, 12, 31), 25),
        (date(2008, 11, 21), date(2026, 11, 20), 17),
        (date(2008, 11, 20), date(2026, 11, 20), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2026, 2, 1), date(2026, 1, 1), -1),
    ],
)
def test_age_is_in_full_years_and_the_birthday_counts(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


@given(DAYS, st.integers(-600, 600))
def test_adding_months_lands_in_the_right_month_as_late_as_possible(day: date, n: int) -> None:
    result = add_months(day, n)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == n
    # The oracle steps over the calendar instead of asking how long a month is.
    clamped = result.day < day.day and (result + timedelta(days=1)).day == 1
    assert result.day == day.day or clamped


def test_seven_natural_days_count_from_the_next_day_and_turn_amber_in_the_last_fifth() -> None:
    deadline = deadline_in_days(date(2026, 6, 1), Limit(7, NATURAL), CALENDAR)
    assert deadline == Deadline(date(2026, 6, 8), date(2026, 6, 7))
    assert deadline.state(date(2026, 6, 6)) is State.UPCOMING
    assert deadline.state(date(2026, 6, 7)) is State.AMBER
    assert deadline.state(date(2026, 6, 8)) is State.AMBER
    assert deadline.state(date(2026, 6, 9)) is State.OVERDUE
    assert State.OVERDUE.label == "已超期"


def test_the_amber_time_may_be_set() -> None:
    deadline = deadline_in_days(date(2026, 6, 1), Limit(7, NATURAL, amber=3), CALENDAR)
    assert deadline.amber_from == date(2026, 6, 5)
    whole = deadline_in_days(date(2026, 6, 1), Limit(7, NATURAL, amber=7), CALENDAR)
    assert whole.amber_from == date(2026, 6, 1)


def test_working_days_jump_the_spring_festival() -> None:
    deadline = deadline_in_days(date(2026, 2, 13), Limit(3, WORKING), CALENDAR)
    assert deadline.due == date(2026, 2, 25)
    assert not deadline.unpublished
    blind = deadline_in_days(date(2026, 2, 13), Limit(3, WORKING), WorkCalendar())
    assert blind.due == date(2026, 2, 18)
    assert blind.unpublished == {2026}


def test_natural_days_need_no_notice() -> None:
    assert not deadline_in_days(date(2030, 2, 13), Limit(3, NATURAL), CALENDAR).unpublished


def test_an_extension_adds_to_the_end_and_to_the_amber_time() -> None:
    deadline = deadline_in_days(
        date(2026, 6, 1), Limit(7, NATURAL), CALENDAR, extension=Extension(8)
    )
    assert deadline == Deadline(date(2026, 6, 16), date(2026, 6, 13))


def test_paused_days_do_not_count() -> None:
    pause = Pause(date(2026, 6, 3), date(2026, 6, 5))
    deadline = deadline_in_days(date(2026, 6, 1), Limit(7, NATURAL), CALENDAR, pauses=[pause])
    assert deadline.due == date(2026, 6, 11)


def test_a_running_pause_holds_the_limit_unless_it_ran_out_before() -> None:
    held = deadline_in_days(
        date(2026, 6, 1), Limit(7, NATURAL), CALENDAR, pauses=[Pause(date(2026, 6, 8))]
    )
    assert held.state(date(2027, 1, 1)) is State.PAUSED
    late = deadline_in_days(
        date(2026, 6, 1), Limit(7, NATURAL), CALENDAR, pauses=[Pause(date(2026, 6, 9))]
    )
    assert late.state(date(2026, 6, 9)) is State.OVERDUE


def test_hours_run_around_the_clock() -> None:
    deadline = deadline_in_hours(at("02-14T20:00"), Limit(24, HOURS))
    assert deadline.due == at("02-15T20:00")
    assert deadline.amber_from == at("02-15T15:12")
    assert deadline.state(at("02-15T15:11")) is State.UPCOMING
    assert deadline.state(at("02-15T20:00")) is State.AMBER
    assert deadline.state(at("02-15T20:01")) is State.OVERDUE


def test_hours_can_be_paused_and_extended() -> None:
    pauses = [
        Pause(at("06-01T12:00"), at("06-01T15:00")),
        Pause(at("06-01T14:00"), at("06-01T16:00")),
        Pause(at("05-01T08:00"), at("05-02T08:00")),
    ]
    deadline = deadline_in_hours(at("06-01T10:00"), Limit(4, HOURS, amber=1), pauses=pauses)
    assert (deadline.due, deadline.amber_from) == (at("06-01T18:00"), at("06-01T17:00"))
    longer = deadline_in_hours(
        at("06-01T10:00"), Limit(4, HOURS), pauses=pauses, extension=Extension(2)
    )
    assert longer.due == at("06-01T20:00")
    running = deadline_in_hours(
        at("06-01T10:00"), Limit(4, HOURS), pauses=[Pause(at("06-01T11:00"))]
    )
    assert running.state(at("06-09T00:00")) is State.PAUSED


def test_units_are_not_mixed_up_and_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="小时"):
        deadline_in_days(date(2026, 1, 1), Limit(2, HOURS), CALENDAR)
    with pytest.raises(ValueError, match="以天计"):
        deadline_in_hours(at("01-01T00:00"), Limit(2, NATURAL))
    with pytest.raises(ValueError, match="正整数"):
        Limit(0, NATURAL)
    with pytest.raises(ValueError, match="预警"):
        Limit(3, NATURAL, amber=4)
    with pytest.raises(ValueError, match="延期"):
        Extension(0)
    with pytest.raises(ValueError, match="早于"):
        Pause(date(2026, 1, 2), date(2026, 1, 1))
    assert Limit(5, WORKING).label == "5个工作日"


@given(st.dates(date(2018, 1, 1), date(2026, 6, 1)), st.integers(1, 60))
def test_a_working_day_limit_is_the_calendars_count(start: date, amount: int) -> None:
    deadline = deadline_in_days(start, Limit(amount, WORKING), CALENDAR)
    assert deadline.due == CALENDAR.add_working_days(start, amount).day
    assert deadline.due is not None
    assert deadline.amber_from is not None
    left = CALENDAR.working_days_between(deadline.amber_from, deadline.due).days
    assert 5 * left <= amount < 5 * (left + 1)


MINUTES = st.integers(0, 600)


@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=4), st.integers(1, 6))
def test_hours_with_pauses_agree_with_a_minute_by_minute_walk(
    spans: list[tuple[int, int]], hours: int
) -> None:
    start = at("06-01T00:00")
    pauses = [
        Pause(start + timedelta(minutes=min(s)), start + timedelta(minutes=max(s))) for s in spans
    ]
    minute, left = 0, hours * 60
    while left:
        left -= not any(min(s) <= minute < max(s) for s in spans)
        minute += 1
    due = deadline_in_hours(start, Limit(hours, HOURS), pauses=pauses).due
    assert due == start + timedelta(minutes=minute)
