"""Terms: length by kind and setting, end, reminder and extension."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.term import (
    Level,
    Term,
    TermState,
    last_end_reminded,
    may_extend_term,
    term_years,
)


@pytest.mark.parametrize(
    ("level", "village_or_community", "years"),
    [
        (Level.COMMITTEE, False, 5),
        (Level.GENERAL_BRANCH, False, 3),
        (Level.BRANCH, False, 3),
        (Level.COMMITTEE, True, 5),
        (Level.GENERAL_BRANCH, True, 5),
        (Level.BRANCH, True, 5),
    ],
)
def test_length_of_a_term(level: Level, village_or_community: bool, years: int) -> None:
    assert term_years(level, village_or_community=village_or_community) == years


@pytest.mark.parametrize(
    ("elected_on", "level", "village", "end"),
    [
        (date(2023, 11, 20), Level.BRANCH, False, date(2026, 11, 20)),
        (date(2021, 11, 20), Level.COMMITTEE, False, date(2026, 11, 20)),
        (date(2021, 3, 10), Level.BRANCH, True, date(2026, 3, 10)),
        (date(2024, 2, 29), Level.BRANCH, False, date(2027, 2, 28)),
    ],
)
def test_a_term_ends_years_after_the_election(
    elected_on: date, level: Level, village: bool, end: date
) -> None:
    assert Term(elected_on, term_years(level, village_or_community=village)).end == end


def test_the_reminder_comes_six_months_before_the_end() -> None:
    term = Term(date(2024, 5, 20), 3)
    assert term.remind_on == date(2026, 11, 20)
    assert term.state(date(2026, 11, 19)) is TermState.RUNNING
    assert term.state(date(2026, 11, 20)) is TermState.DUE_SOON
    assert term.state(date(2027, 5, 20)) is TermState.DUE_SOON
    assert term.state(date(2027, 5, 21)) is TermState.OVERDUE


def test_an_approved_extension_moves_end_and_reminder() -> None:
    term = Term(date(2024, 5, 20), 3, extended_to=date(2027, 11, 20))
    assert term.end == date(2027, 11, 20)
    assert term.regular_end == date(2027, 5, 20)
    assert term.state(date(2027, 5, 21)) is TermState.DUE_SOON


def test_thirteen_months_unapproved_are_refused_for_both_reasons() -> None:
    verdict = may_extend_term(Term(date(2024, 5, 20), 3), date(2028, 6, 20), approved=False)
    assert verdict.codes == ("extension_too_long", "extension_not_approved")


def test_labels_are_chinese() -> None:
    assert Level.GENERAL_BRANCH.label == "党总支"
    assert TermState.OVERDUE.label == "超期未换届"


@given(
    on=st.dates(date(2019, 1, 1), date(2031, 12, 31)),
    months=st.integers(1, 12),
    off=st.integers(-3, 3),
)
def test_the_last_end_reminded_is_the_inverse_of_the_day_of_the_reminder(
    on: date, months: int, off: int
) -> None:
    """So that a query over ends finds exactly the terms whose own reminder day has come."""
    last = last_end_reminded(on, months)
    term = Term(date(2000, 1, 1), 3, last + timedelta(days=off))
    assert (term.reminded_from(months) <= on) == (off <= 0)
