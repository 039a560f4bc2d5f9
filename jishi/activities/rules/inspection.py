"""Decisions about a book opened to an inspector."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, refuse

LONGEST = 62  # days: as long as a round of inspections lasts
SOURCE = "《党支部工作手册》定期调阅制度"
_DAY = date(2026, 11, 20)


@rule(
    title="能否向调阅人开放工作手册",
    cites=("R-LIFE-18",),
    source=SOURCE,
    examples=(
        Example(
            given={"year": 2026, "until": date(2026, 12, 20), "business": True, "today": _DAY},
            then=True, why="本年，开放一个月",
        ),
        Example(
            given={"year": 2027, "until": date(2026, 12, 20), "business": True, "today": _DAY},
            then="year", why="还没有到的年度没有手册",
        ),
        Example(
            given={"year": 2026, "until": date(2026, 11, 19), "business": True, "today": _DAY},
            then="past", why="截止日期已过",
        ),
        Example(
            given={"year": 2026, "until": date(2027, 6, 1), "business": True, "today": _DAY},
            then="too_long", why="开放半年太长",
        ),
        Example(
            given={"year": 2026, "until": date(2026, 12, 20), "business": False, "today": _DAY},
            then="administrator", why="管理员不看业务内容",
        ),
    ),
)  # fmt: skip
def may_open(year: int, until: date, business: bool, today: date) -> Verdict:
    if not business:
        return refuse("administrator", "系统、安全、审计管理员不查阅业务内容，请选业务账号")
    if year > today.year:
        return refuse("year", f"{year}年还没有工作手册")
    if until < today:
        return refuse("past", "截止日期已过")
    if until > today + timedelta(days=LONGEST):
        return refuse("too_long", f"一次最多开放 {LONGEST} 天")
    return OK


@rule(
    title="现在能否凭调阅查看工作手册",
    cites=("R-LIFE-18",),
    source=SOURCE,
    examples=(
        Example(
            given={"since": _DAY, "until": _DAY, "withdrawn": False, "today": _DAY},
            then=True, why="当天有效",
        ),
        Example(
            given={
                "since": _DAY, "until": _DAY, "withdrawn": False, "today": date(2026, 11, 21),
            },
            then="over", why="到期后打不开",
        ),
        Example(
            given={"since": _DAY, "until": _DAY, "withdrawn": True, "today": _DAY},
            then="withdrawn", why="已经收回",
        ),
    ),
)  # fmt: skip
def may_read(since: date, until: date, withdrawn: bool, today: date) -> Verdict:
    if withdrawn:
        return refuse("withdrawn", "这次调阅已经收回")
    if not since <= today <= until:
        return refuse("over", f"这次调阅只在 {since} 至 {until} 开放")
    return OK
