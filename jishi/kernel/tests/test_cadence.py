"""Cadences: the slots they give, and what limits them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.cadence import (
    Cadence,
    Lifespan,
    before,
    every_years,
    half_monthly,
    half_yearly,
    monthly,
    open_slots,
    per_term,
    quarterly,
    slots,
    weekly,
    yearly,
)
from jishi.kernel.calendar import Holiday, WorkCalendar
from jishi.kernel.period import Month
from jishi.kernel.rhythm import DayOfMonth, Natural, NthWeekday, YearWindow

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
LIFE_MEETING = yearly(window=YearWindow((10, 1), (3, 31)))


def test_natural_periods_give_their_slots() -> None:
    assert len(slots(monthly(), *YEAR)) == 12
    assert [s.key for s in slots(quarterly(), *YEAR)] == ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert [s.label for s in slots(half_yearly(), *YEAR)] == ["2026年上半年", "2026年下半年"]
    (year,) = slots(yearly(), *YEAR)
    assert (year.opens, year.due, year.missed_from) == (*YEAR, date(2027, 1, 1))


def test_neighbouring_days_in_two_months_are_two_slots() -> None:
    """R-GEN-10: 31 January and 1 February."""
    january, february = slots(monthly(), date(2026, 1, 31), date(2026, 2, 1))
    assert january.takes(date(2026, 1, 31))
    assert not january.takes(date(2026, 2, 1))
    assert february.takes(date(2026, 2, 1))


def test_a_missing_third_quarter_shows_on_the_first_day_of_the_fourth() -> None:
    third = slots(quarterly(), *YEAR).items[2]
    assert third.missed_from == date(2026, 10, 1)
    assert slots(quarterly(grace_days=10), *YEAR).items[2].missed_from == date(2026, 10, 11)


def test_a_branch_founded_on_10_may_owes_eight_monthly_meetings() -> None:
    owed = slots(monthly(), *YEAR, life=Lifespan(founded=date(2026, 5, 10)))
    assert len(owed) == 8
    assert owed.items[0].opens == date(2026, 5, 10)
    assert len(slots(quarterly(), *YEAR, life=Lifespan(founded=date(2026, 5, 10)))) == 3


def test_a_closed_branch_owes_until_its_closing_month() -> None:
    owed = slots(monthly(), *YEAR, life=Lifespan(closed=date(2026, 9, 3)))
    assert len(owed) == 9
    assert owed.items[-1].due == date(2026, 9, 3)


def test_nothing_is_owed_before_the_start_up() -> None:
    life = Lifespan(founded=date(2020, 1, 1), started=date(2026, 11, 2))
    assert [s.key for s in slots(monthly(), *YEAR, life=life)] == ["2026-11", "2026-12"]


def test_a_window_may_reach_into_the_next_year() -> None:
    (meeting,) = slots(LIFE_MEETING, *YEAR)
    assert (meeting.opens, meeting.due) == (date(2026, 10, 1), date(2027, 3, 31))
    assert meeting.key == "2026"
    assert meeting.takes(date(2027, 2, 1))
    assert not meeting.takes(date(2026, 9, 30))


def test_a_branch_closed_before_the_window_opens_owes_nothing() -> None:
    assert len(slots(LIFE_MEETING, *YEAR, life=Lifespan(closed=date(2026, 9, 30)))) == 0
    founded_late = Lifespan(founded=date(2027, 1, 5))
    assert len(slots(LIFE_MEETING, *YEAR, life=founded_late)) == 0


def test_what_can_be_done_in_february_is_last_years_meeting() -> None:
    assert [s.key for s in open_slots(LIFE_MEETING, date(2027, 2, 1))] == ["2026"]
    assert [s.key for s in open_slots(LIFE_MEETING, date(2026, 11, 1))] == ["2026"]
    assert len(open_slots(LIFE_MEETING, date(2026, 6, 1))) == 0
    grace = open_slots(monthly(grace_days=5), date(2026, 6, 5))
    assert [s.key for s in grace] == ["2026-05", "2026-06"]


def test_a_leap_day_at_the_end_of_a_window() -> None:
    window = YearWindow((2, 1), (2, 29))
    assert window.in_year(2026)[1] == date(2026, 2, 28)
    assert window.in_year(2028)[1] == date(2028, 2, 29)


def test_several_times_a_year_are_several_slots_with_one_window() -> None:
    first, second = slots(yearly(2), *YEAR)
    assert (first.key, second.key) == ("2026/1", "2026/2")
    assert second.label == "2026年第2次"
    assert (first.opens, first.due) == (second.opens, second.due) == YEAR


def test_the_preferred_day() -> None:
    fifth = [s.preferred for s in slots(monthly(DayOfMonth(31)), *YEAR)]
    assert fifth[1] == date(2026, 2, 28)
    friday = [s.preferred for s in slots(monthly(NthWeekday(1, 4)), *YEAR)]
    assert friday[4] == date(2026, 5, 1)
    assert friday[7] == date(2026, 8, 7)
    last = slots(monthly(NthWeekday(-1, 4)), *YEAR).items[6]
    assert last.preferred == date(2026, 7, 31)
    founded = Lifespan(founded=date(2026, 5, 10))
    assert slots(monthly(DayOfMonth(5)), *YEAR, life=founded).items[0].preferred is None


def test_blocks_of_years() -> None:
    training = every_years(5, counting_from=2024)
    (block,) = slots(training, *YEAR)
    assert (block.opens, block.due) == (date(2024, 1, 1), date(2028, 12, 31))
    assert block.label == "2024年至2028年"
    assert len(slots(training, date(2020, 1, 1), date(2023, 12, 31))) == 0
    assert len(slots(training, date(2020, 1, 1), date(2029, 1, 1))) == 2
    assert len(slots(training, date(2025, 1, 1), date(2028, 1, 1))) == 1


def test_once_in_a_term() -> None:
    terms = [(date(2023, 11, 20), date(2026, 11, 20)), (date(2026, 11, 21), date(2029, 11, 21))]
    assert [s.opens for s in slots(per_term(), *YEAR, terms=terms)] == [t[0] for t in terms]
    assert len(slots(per_term(), date(2024, 1, 1), date(2025, 1, 1), terms=terms)) == 1


def test_before_the_spring_festival() -> None:
    (slot,) = slots(before(Holiday.SPRING_FESTIVAL), *YEAR)
    # The break begins on Sunday 15 February; Saturday 14 February is worked.
    assert (slot.opens, slot.due) == (date(2026, 2, 1), date(2026, 2, 14))
    assert slot.label == "2026年春节前"


def test_before_new_year_lies_in_the_old_year() -> None:
    december = slots(before(Holiday.NEW_YEAR), date(2025, 12, 1), date(2025, 12, 31))
    assert [(s.key, s.due) for s in december] == [("2026.new_year", date(2025, 12, 31))]


def test_a_long_run_up_to_an_early_spring_festival_begins_in_the_old_year() -> None:
    run_up = before(Holiday.SPRING_FESTIVAL, days=30)
    december = slots(run_up, date(2022, 12, 1), date(2022, 12, 31))
    assert [(s.key, s.opens) for s in december] == [("2023.spring_festival", date(2022, 12, 22))]
    assert [s.key for s in open_slots(run_up, date(2022, 12, 22))] == ["2023.spring_festival"]
    assert open_slots(run_up, date(2026, 12, 22)).unpublished == frozenset()
    assert open_slots(before(Holiday.NEW_YEAR), date(2026, 12, 22)).unpublished == {2027}


def test_a_holiday_that_is_not_yet_known_is_not_guessed() -> None:
    future = slots(before(Holiday.MID_AUTUMN), date(2026, 1, 1), date(2027, 12, 31))
    assert [s.key for s in future] == ["2026.mid_autumn"]
    assert future.unpublished == {2027}
    assert slots(before(Holiday.MID_AUTUMN), *YEAR, calendar=WorkCalendar()).unpublished == {2026}


def test_labels() -> None:
    labels = [c.label for c in (
        monthly(NthWeekday(1, 4)), quarterly(), yearly(2), per_term(),
        every_years(5, counting_from=2024), before(Holiday.NATIONAL_DAY), weekly(), half_monthly(),
    )]  # fmt: skip
    assert labels == [
        "每月1次（第一个星期五）", "每季度1次", "每年2次", "每届1次", "每5年1次", "国庆前1次",
        "每周1次", "每半月1次",
    ]  # fmt: skip


def test_nonsense_is_refused() -> None:
    for wrong in (
        lambda: Natural(2),
        lambda: Natural(3, DayOfMonth(5)),
        lambda: Natural(1, window=YearWindow((1, 1), (2, 1))),
        lambda: DayOfMonth(0),
        lambda: NthWeekday(5, 0),
        lambda: Cadence(Natural(1), 0),
    ):
        with pytest.raises(ValueError, match=r"[一-龥]"):
            wrong()


DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 800), DAYS, st.integers(0, 2000), st.sampled_from([1, 3, 6, 12]))
def test_slots_agree_with_asking_every_single_day(
    first: date, length: int, founded: date, age: int, months: int
) -> None:
    """Oracle: walk the days; a natural period is owed if it holds a day asked and a day lived."""
    last, closed = first + timedelta(days=length), founded + timedelta(days=age)
    block = lambda day: (day.year * 12 + day.month - 1) // months  # noqa: E731
    asked = {block(first + timedelta(days=n)) for n in range(length + 1)}
    lived = {block(founded + timedelta(days=n)) for n in range(age + 1)}
    found = slots(Cadence(Natural(months)), first, last, life=Lifespan(founded, closed))
    assert [s.period.first.index // months for s in found] == sorted(asked & lived)
    assert all(founded <= s.opens <= s.due <= closed for s in found)


def test_a_week_is_of_the_month_with_its_thursday() -> None:
    april = [(s.key, s.label, s.opens, s.due) for s in slots(weekly(), *APRIL)]
    assert april[0] == ("2026-W14", "2026年第14周", date(2026, 3, 30), date(2026, 4, 5))
    assert april[-1] == ("2026-W18", "2026年第18周", date(2026, 4, 27), date(2026, 5, 3))
    year = slots(weekly(), *YEAR)
    assert (len(year), year.items[0].opens, year.items[-1].due) == (
        53, date(2025, 12, 29), date(2027, 1, 3),
    )  # fmt: skip
    late = slots(weekly(), *APRIL, life=Lifespan(started=date(2026, 4, 15)))
    assert (late.items[0].key, late.items[0].opens) == ("2026-W16", date(2026, 4, 15))


@given(DAYS, st.integers(0, 800))
def test_every_day_lies_in_one_week_and_one_half_month(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    for cadence in (weekly(), half_monthly()):
        found = list(slots(cadence, first, last))
        assert all(b.opens - a.due == timedelta(days=1) for a, b in pairwise(found))
        assert all(s.period.first == s.period.last for s in found)
    halves = list(slots(half_monthly(), first, last))
    assert halves[0].opens <= first
    assert last <= halves[-1].due


def test_half_months() -> None:
    found = [(s.key, s.label, s.opens.day, s.due.day) for s in slots(half_monthly(), *FEBRUARY)]
    assert found == [
        ("2026-02a", "2026年2月上半月", 1, 15), ("2026-02b", "2026年2月下半月", 16, 28),
    ]  # fmt: skip


@given(st.integers(2000 * 12, 2040 * 12), st.sampled_from([1, 2, 3, 4]), st.integers(0, 6))
def test_nth_weekday_agrees_with_listing_the_month(index: int, nth: int, weekday: int) -> None:
    month = Month(index)
    listed = [
        month.first_day + timedelta(days=n)
        for n in range(month.last_day.day)
        if (month.first_day + timedelta(days=n)).weekday() == weekday
    ]
    assert NthWeekday(nth, weekday).in_month(month) == listed[nth - 1]
    assert NthWeekday(-1, weekday).in_month(month) == listed[-1]
