"""Working days against an independent package, a day-by-day walk and the two newest notices."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jishi.kernel.calendar import (
    Break,
    CalendarError,
    Holiday,
    WorkCalendar,
    YearTable,
    published_calendar,
)

YEARS = range(2018, 2027)
DAYS = st.dates(date(2017, 6, 1), date(2028, 3, 1))


def days(*texts: str) -> set[date]:
    """`02-15..23` style shorthand of one year, `2026-02-15..23`."""
    found: set[date] = set()
    for text in texts:
        first, _, last = text.partition("..")
        start = date.fromisoformat(first)
        end = (
            date.fromisoformat(last)
            if len(last) > 2
            else start.replace(day=int(last or first[-2:]))
        )
        found |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    return found


def test_every_day_agrees_with_the_independent_package() -> None:
    calendar = published_calendar()
    assert calendar.years == set(YEARS)
    day, wrong = date(2018, 1, 1), []
    while day.year in YEARS:
        answer = calendar.is_working_day(day)
        assert not answer.unpublished
        if bool(answer) is not chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


@pytest.mark.parametrize(
    ("year", "resting", "working"),
    [
        (
            2026,  # R-FMT-21
            days("2026-01-01..03", "2026-02-15..23", "2026-04-04..06", "2026-05-01..05",
                 "2026-06-19..21", "2026-09-25..27", "2026-10-01..07"),
            days("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20",
                 "2026-10-10"),
        ),
        (
            2025,  # R-FMT-22
            days("2025-01-01", "2025-01-28..2025-02-04", "2025-04-04..06", "2025-05-01..05",
                 "2025-05-31..2025-06-02", "2025-10-01..08"),
            days("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
        ),
    ],
)  # fmt: skip
def test_the_newest_notices_day_by_day(year: int, resting: set[date], working: set[date]) -> None:
    calendar = published_calendar()
    for day in days(f"{year}-01-01..{year}-12-31"):
        expected = day in working or (day.weekday() < 5 and day not in resting)
        assert bool(calendar.is_working_day(day)) is expected, day


def test_three_working_days_over_the_spring_festival() -> None:
    answer = published_calendar().add_working_days(date(2026, 2, 13), 3)
    assert (answer.day, answer.unpublished) == (date(2026, 2, 25), frozenset())


def test_a_worked_saturday_and_a_free_monday() -> None:
    assert published_calendar().is_working_day(date(2026, 2, 14))
    assert not published_calendar().is_working_day(date(2026, 2, 16))


def test_thirteen_statutory_days_since_2025_lie_inside_the_breaks() -> None:
    """R-FMT-24: one, four (eve included), one, two, one, one, three."""
    for year in (2025, 2026):
        table = published_calendar()
        spring = table.holiday(Holiday.SPRING_FESTIVAL, year)
        labour = table.holiday(Holiday.LABOUR_DAY, year)
        national = table.holiday(Holiday.NATIONAL_DAY, year)
        assert spring
        assert labour
        assert national
        statutory = {spring.day + timedelta(days=n) for n in (-1, 0, 1, 2)}
        statutory |= {labour.day, labour.day + timedelta(days=1)}
        statutory |= {national.day + timedelta(days=n) for n in range(3)}
        for holiday in (Holiday.NEW_YEAR, Holiday.TOMB_SWEEPING, Holiday.DRAGON_BOAT,
                        Holiday.MID_AUTUMN):  # fmt: skip
            rest = table.holiday(holiday, year)
            assert rest
            statutory.add(rest.day)
        assert len(statutory) == 13
        assert not any(table.is_working_day(day) for day in statutory)


def test_a_holiday_knows_its_first_day_off() -> None:
    spring = published_calendar().holiday(Holiday.SPRING_FESTIVAL, 2026)
    assert spring == Break(date(2026, 2, 17), date(2026, 2, 15), date(2026, 2, 23))
    assert Holiday.SPRING_FESTIVAL.label == "春节"
    assert published_calendar().holiday(Holiday.SPRING_FESTIVAL, 2027) is None


def test_the_independent_package_calls_the_festival_days_by_the_same_names() -> None:
    names = {
        "Tomb-sweeping Day": Holiday.TOMB_SWEEPING,
        "Dragon Boat Festival": Holiday.DRAGON_BOAT,
        "Spring Festival": Holiday.SPRING_FESTIVAL,
    }

    for year in YEARS:
        for name, holiday in names.items():
            rest = published_calendar().holiday(holiday, year)
            assert rest
            assert chinese_calendar.get_holiday_detail(rest.day) == (True, name)


def test_a_year_without_notice_is_named_in_the_answer() -> None:
    calendar = published_calendar()
    assert calendar.is_working_day(date(2027, 2, 8)).unpublished == {2027}
    assert calendar.add_working_days(date(2026, 12, 31), 1).unpublished == {2027}
    assert calendar.working_days_between(date(2026, 12, 1), date(2028, 1, 3)).unpublished == {
        2027,
        2028,
    }
    assert calendar.source(2027) is None
    assert "2026" in (calendar.source(2026) or "")


def test_a_year_from_elsewhere_extends_the_calendar_and_leaves_the_old_one_alone() -> None:
    old = WorkCalendar()
    single = {h: Break(date(2027, n, 1), date(2027, n, 1), date(2027, n, 1))
              for n, h in enumerate(Holiday, 1)}  # fmt: skip
    new = old.with_year(YearTable(2027, "示例通知", single, frozenset({date(2027, 1, 2)})))
    assert not new.is_working_day(date(2027, 1, 1))
    assert new.is_working_day(date(2027, 1, 2))
    assert new.is_working_day(date(2027, 1, 2)).unpublished == frozenset()
    assert old.is_working_day(date(2027, 1, 1)).unpublished == {2027}


def test_a_table_that_contradicts_itself_is_refused() -> None:
    day = date(2027, 1, 1)
    full = {h: Break(day, day, day) for h in Holiday}
    with pytest.raises(CalendarError, match="缺少春节"):
        YearTable(
            2027, "示例", {h: b for h, b in full.items() if h != "spring_festival"}, frozenset()
        )
    with pytest.raises(CalendarError, match="补班日"):
        YearTable(2027, "示例", full, frozenset({date(2027, 1, 4)}))
    with pytest.raises(CalendarError, match="当天"):
        YearTable(2026, "示例", full, frozenset())
    with pytest.raises(CalendarError, match="依据"):
        YearTable(2027, "", full, frozenset())


def walk(start: date, n: int) -> date:
    """The slow way: one day at a time."""
    step = timedelta(days=1 if n > 0 else -1)
    left, day = abs(n), start
    while left:
        day += step
        left -= bool(published_calendar().is_working_day(day))
    return day


@given(DAYS, st.integers(-300, 300))
def test_adding_working_days_agrees_with_walking(start: date, n: int) -> None:
    assert published_calendar().add_working_days(start, n).day == walk(start, n)


@given(DAYS, st.integers(0, 900))
def test_counting_agrees_with_walking_and_undoes_adding(start: date, length: int) -> None:
    calendar, end = published_calendar(), start + timedelta(days=length)
    walked = sum(
        bool(calendar.is_working_day(start + timedelta(days=k + 1))) for k in range(length)
    )
    assert calendar.working_days_between(start, end).days == walked
    assert calendar.working_days_between(end, start).days == -walked
    added = calendar.add_working_days(start, walked + 1).day
    assert added > end
    assert calendar.working_days_between(start, added).days == walked + 1
