"""Periods: text, months, neighbours and labels."""

from __future__ import annotations

import operator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.period import Month, Period, PeriodError

MONTHS = st.integers(1950 * 12, 2100 * 12).map(Month)
PERIODS = st.tuples(MONTHS, st.integers(0, 40)).map(lambda p: Period(p[0], p[0].plus(p[1])))


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2026-01..2026-05", date(2026, 1, 1), date(2026, 5, 31), "2026年1月至5月"),
        ("2025-11..2026-02", date(2025, 11, 1), date(2026, 2, 28), "2025年11月至2026年2月"),
    ],
)
def test_a_period_reads_writes_and_names_itself(
    text: str, first: date, last: date, label: str
) -> None:
    period = Period.parse(text)
    assert (period.first_day, period.last_day, period.label) == (first, last, label)
    assert str(period) == text


def test_a_range_that_is_a_natural_period_is_that_period() -> None:
    assert Period.parse("2026-04..2026-06") == Period.parse("2026Q2")
    assert str(Period.parse(" 2026-04..2026-06 ")) == "2026Q2"
    assert str(Period.parse("2026-05..2026-05")) == "2026-05"
    assert Period.parse("2026-02..2026-04").label == "2026年2月至4月"


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026H3", "2026Q0", "2026-13", "2026-00", "2026-5", "2026年5月", "2026-05..",
     "2026Q1..2026Q2", "2026-05..2026-01", "0026", "2026-01..2026-02..2026-03", "２０２６"],
)  # fmt: skip
def test_wrong_text_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(PeriodError, match=r"[一-龥]"):
        Period.parse(text)


def test_neighbours() -> None:
    assert Period.parse("2026-01").previous() == Period.parse("2025-12")
    assert Period.parse("2026Q1").previous() == Period.parse("2025Q4")
    assert Period.parse("2026-01..2026-05").previous() == Period.parse("2025-08..2025-12")
    assert Period.parse("2026H1").same_last_year() == Period.parse("2025H1")


def test_what_lies_inside() -> None:
    half = Period.parse("2026H1")
    assert date(2026, 6, 30) in half
    assert date(2026, 7, 1) not in half
    assert Month.of(2026, 1) in half
    assert Period.parse("2026Q2") in half
    assert Period.parse("2026Q3") not in half
    assert half.overlaps(Period.parse("2026-06..2026-08"))
    assert not half.overlaps(Period.parse("2026Q3"))


def test_splitting_gives_the_natural_pieces_it_touches() -> None:
    assert [str(p) for p in Period.parse("2026-02..2026-07").split(3)] == [
        "2026Q1",
        "2026Q2",
        "2026Q3",
    ]
    assert len(list(Period.parse("2026").split())) == 12


def test_a_month_works_as_an_index() -> None:
    may = Month.of(2026, 5)
    assert operator.index(may) == 2026 * 12 + 4
    assert str(may.plus(8)) == "2027-01"
    assert Month.holding(date(2026, 5, 31)) == may
    with pytest.raises(PeriodError):
        Month.of(2026, 13)


@given(PERIODS)
def test_text_and_period_go_both_ways(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, st.integers(-500, 5000))
def test_a_day_is_inside_exactly_when_between_the_ends(period: Period, offset: int) -> None:
    day = period.first_day + timedelta(days=offset)
    assert (day in period) is (period.first_day <= day <= period.last_day)


@given(PERIODS)
def test_the_period_before_ends_the_day_before(period: Period) -> None:
    assert period.previous().last_day + timedelta(days=1) == period.first_day
    assert period.previous().length == period.length == len(period.months)
