"""Whole-number counting against exact fractions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel import tally
from jishi.kernel.tally import Axis, Measure, Merged, Ratio, merge, merge_distinct

COUNTS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("decide", "part", "base", "expected"),
    [
        (tally.more_than_half, 5, 10, False),
        (tally.more_than_half, 6, 10, True),
        (tally.more_than_half, 6, 11, True),
        (tally.more_than_half, 5, 11, False),
        (tally.at_least_half, 5, 10, True),
        (tally.at_least_half, 5, 11, False),
        (tally.at_least_four_fifths, 6, 7, True),
        (tally.at_least_four_fifths, 5, 7, False),
        (tally.at_least_four_fifths, 8, 10, True),
        (tally.at_least_four_fifths, 20, 26, False),
        (tally.at_least_four_fifths, 21, 26, True),
        (tally.at_least_two_thirds, 6, 9, True),
        (tally.at_least_two_thirds, 5, 9, False),
        # Village representatives: 45 of them, 29 or 30 present, 15 or 16 in favour.
        (tally.at_least_two_thirds, 29, 45, False),
        (tally.at_least_two_thirds, 30, 45, True),
        (tally.more_than_half, 15, 30, False),
        (tally.more_than_half, 16, 30, True),
    ],
)
def test_boundaries(
    decide: Callable[[int, int], bool], part: int, base: int, expected: bool
) -> None:
    assert decide(part, base) is expected


@given(COUNTS, st.integers(1, 10_000))
def test_majorities_agree_with_exact_fractions(part: int, base: int) -> None:
    share = Fraction(part, base)
    assert tally.more_than_half(part, base) is (share > Fraction(1, 2))
    assert tally.at_least_half(part, base) is (share >= Fraction(1, 2))
    assert tally.at_least_two_thirds(part, base) is (share >= Fraction(2, 3))
    assert tally.at_least_four_fifths(part, base) is (share >= Fraction(4, 5))


def test_quota_of_excellent_members_is_a_third_rounded_down() -> None:
    assert [tally.share_rounded_down(n, 1, 3) for n in (20, 5, 2)] == [6, 1, 0]


@given(COUNTS, st.integers(0, 20), st.integers(1, 20))
def test_shares_are_the_nearest_whole_number_on_their_side(n: int, top: int, under: int) -> None:
    exact = Fraction(n * top, under)
    up, down = tally.share_rounded_up(n, top, under), tally.share_rounded_down(n, top, under)
    assert up - 1 < exact <= up
    assert down <= exact < down + 1


def test_ratios_add_by_their_parts_not_by_their_percentages() -> None:
    small, large = Ratio(1, 1), Ratio(50, 100)
    assert Ratio.total([small, large]) == Ratio(51, 101)
    assert (small + large).percent() == "50.5%"


def test_nothing_out_of_nothing_is_a_dash() -> None:
    assert Ratio().percent() == "—"
    assert Ratio().value is None
    assert Ratio(0, 5).percent() == "0.0%"


def test_percentages_round_half_up_as_on_paper() -> None:
    assert Ratio(1, 8).percent() == "12.5%"
    assert Ratio(1, 16).percent() == "6.3%"
    assert Ratio(4443, 4554).percent() == "97.6%"
    assert Ratio(2, 3).percent(0) == "67%"
    assert tally.percent_text(Fraction(-1, 16)) == "-6.3%"
    assert tally.percent_text(Fraction(-1, 100_000)) == "0.0%"


@given(st.integers(-10_000, 10_000), st.integers(0, 3))
def test_decimals_agree_with_the_decimal_module(thousandths: int, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    expected = (Decimal(thousandths) / 1000).quantize(step, ROUND_HALF_UP)
    # "+ 0" makes a negative zero plain, as nobody prints "-0.0%".
    assert tally.decimal_text(Fraction(thousandths, 1000), places) == str(expected + 0)


def test_three_rates_make_one_score() -> None:
    rates = [(Ratio(9, 10), 30), (Ratio(6, 8), 35), (Ratio(4, 5), 35)]
    score = tally.weighted_percentage(rates)
    assert score == Fraction(325, 4)
    assert tally.decimal_text(Fraction(325, 4), 2) == "81.25"
    assert tally.weighted_percentage([*rates, (Ratio(), 5)]) is None
    assert tally.weighted_percentage([]) is None


def test_flows_add_and_stocks_take_the_last_month() -> None:
    assert merge(Measure.FLOW, Axis.MONTHS, [1, 0, 2]) == Merged(3)
    assert merge(Measure.FLOW, Axis.ORGANISATIONS, [1, 2]) == Merged(3)
    assert merge(Measure.STOCK, Axis.MONTHS, [20, 21, 19]) == Merged(19)
    assert merge(Measure.STOCK, Axis.ORGANISATIONS, [20, 21]) == Merged(41)


def test_missing_is_not_zero() -> None:
    assert merge(Measure.FLOW, Axis.MONTHS, [None, 0]) == Merged(0, 1)
    assert merge(Measure.FLOW, Axis.MONTHS, [None, None]) == Merged(None, 2)
    assert merge(Measure.STOCK, Axis.MONTHS, [20, None]) == Merged(None, 1)
    assert merge(Measure.FLOW, Axis.MONTHS, []) == Merged(None)


def test_persons_are_counted_once_and_never_by_adding() -> None:
    assert merge_distinct([{1, 2}, {2, 3}, None]) == Merged(3, 1)
    assert merge_distinct([None]) == Merged(None, 1)
    assert merge_distinct([set()]) == Merged(0)
    with pytest.raises(ValueError, match="去重"):
        merge(Measure.DISTINCT, Axis.MONTHS, [1, 2])
