"""Dates as offices write them."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.partial import NotADate, PartialDate, read_partial


@pytest.mark.parametrize(
    "writing",
    [
        "2020-01-05", "2020/1/5", "2020.1.5", "2020年1月5日", "20200105", "２０２０．０１．０５",
        "二〇二〇年一月五日", "二零二零年一月五号", "2020-01-05 00:00:00", "2020/1/5 8:30",
        "2020年1月5日 上午8:30", "2020-01-05T10:00:00+08:00", "2020 年 1 月 5 日", "2020。1。5",
        "2020年01月05日 星期日", "'2020-01-05", " 2020.1.5\u200b", "2020—1—5", "2020\\1\\5",
    ],
)  # fmt: skip
def test_one_day_in_many_writings(writing: str) -> None:
    assert read_partial(writing) == PartialDate(date(2020, 1, 5), "day")


@pytest.mark.parametrize(
    "writing",
    ["1958-07", "1958/7", "1958.07", "1958.7", "1958年7月", "195807", "一九五八年七月",
     "1958年7月份",     "1958-07-00"],
)  # fmt: skip
def test_known_to_the_month(writing: str) -> None:
    found = read_partial(writing)
    assert found == PartialDate(date(1958, 7, 1), "month")
    assert str(found) == "1958-07"
    assert found.latest == date(1958, 7, 31)


@pytest.mark.parametrize("writing", ["1958", "1958年", "一九五八年", "1958-00-00"])
def test_known_to_the_year(writing: str) -> None:
    assert read_partial(writing) == PartialDate(date(1958, 1, 1), "year")


@pytest.mark.parametrize(
    ("writing", "code"),
    [
        ("01/02/2020", "date_ambiguous"), ("1-2-20", "date_ambiguous"), ("80.1", "date_ambiguous"),
        ("2020-02-30", "date_impossible"), ("2020.13", "date_impossible"),
        ("20201301", "date_impossible"), ("0020-01-01", "date_impossible"),
        ("1月5日", "date_form"), ("不详", "date_form"), ("2020-1-5-6", "date_form"),
        ("12345", "date_form"), ("", "date_form"), ("二〇二〇年十三月", "date_impossible"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused(writing: str, code: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_partial(writing)
    assert caught.value.code == code


@given(st.dates(date(1840, 1, 1), date(2100, 12, 31)))
def test_every_writing_comes_back(day: date) -> None:
    for writing in (f"{day}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert read_partial(writing) == PartialDate(day, "day")


@given(st.text(alphabet="0123456789年月日-/. 〇一二十元T:", max_size=14))
def test_nothing_crashes(text: str) -> None:
    with contextlib.suppress(NotADate):
        assert read_partial(text).date.year


def test_two_dates_agree_when_they_may_mean_the_same_day() -> None:
    assert PartialDate(date(1958, 7, 1), "month").agrees(PartialDate(date(1958, 7, 9)))
    assert not PartialDate(date(1958, 7, 1), "month").agrees(PartialDate(date(1958, 8, 1)))
    assert PartialDate(date(1958, 1, 1), "year") < PartialDate(date(1958, 7, 1), "month")
