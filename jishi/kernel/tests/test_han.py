"""Numbers and dates in Chinese characters read back as what they were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.han import MOST, han_date, han_month, han_number
from jishi.kernel.partial import read_partial

VALUES = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}


def read(text: str) -> int:
    """Sum of figure times place: said another way than the writer says it."""
    total, figure = 0, 0
    for sign in text:
        if sign in VALUES:
            figure = VALUES[sign]
        elif sign in PLACES:
            total += (figure or 1) * PLACES[sign]
            figure = 0
    return total + figure


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (90, "九十"),
        (105, "一百零五"), (110, "一百一十"), (1000, "一千"), (1010, "一千零一十"),
        (2003, "二千零三"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numbers_as_they_are_spoken(number: int, words: str):
    assert han_number(number) == words


@given(st.integers(0, MOST))
def test_every_number_reads_back(number: int):
    assert read(han_number(number)) == number


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_other_numbers_are_not_written(number: int):
    with pytest.raises(ValueError, match="只写"):
        han_number(number)


def test_dates():
    assert han_date(date(2026, 11, 20)) == "二〇二六年十一月二十日"
    assert han_month(date(2026, 3, 1)) == "二〇二六年三月"


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)))
def test_every_date_reads_back(day: date):
    assert str(read_partial(han_date(day)).date) == day.isoformat()
