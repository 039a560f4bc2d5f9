"""Working days need the yearly notice; the coming year's is published in November (R-FMT-23)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jishi.base.clock import today
from jishi.base.doctor.check import Finding, check, warn
from jishi.kernel.calendar import WorkCalendar, published_calendar


def judge(calendar: WorkCalendar, day: date) -> Iterator[Finding]:
    wanted = {day.year} | ({day.year + 1} if day.month >= 11 else set())
    for year in sorted(wanted - calendar.years):
        yield warn(
            f"没有 {year} 年的放假与补班安排，工作日按周一至周五推算",
            "国务院办公厅公布后更新程序，或录入当年安排",
        )


@check("calendar", "工作日历", order=40)
def calendar() -> Iterator[Finding]:
    yield from judge(published_calendar(), today())
