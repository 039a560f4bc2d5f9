"""Whether a class is in order, who may be enrolled, when it may be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One course as it is handed in."""

    held_on: date
    hours: Decimal
    title: str
    subject: str
    lecturer_name: str = ""


def _row(day: int, hours: str = "4") -> SessionRow:
    return SessionRow(date(2026, 5, day), Decimal(hours), "党章", "rules")


@rule(
    title="培训班课程安排",
    cites=("R-EDU-08", "R-EDU-01"),
    source="单位培训管理制度",
    examples=(
        Example({"rows": [_row(8), _row(8), _row(9, "8")]}, True, "两天十六学时"),
        Example({"rows": []}, "no_session", "没有课程"),
        Example({"rows": [_row(9), _row(8)]}, "order", "日期倒了"),
        Example({"rows": [_row(8, "8"), _row(8, "4")]}, "too_long", "一天十二学时"),
        Example({"rows": [_row(8, "0")]}, "too_long", "没有学时"),
    ),
)
def sessions_fit(rows: Sequence[SessionRow]) -> Verdict:
    """A whole day is eight hours at the most, half of it four."""
    days: dict[date, Decimal] = {}
    for row in rows:
        days[row.held_on] = days.get(row.held_on, Decimal(0)) + row.hours
    over = [day for day, hours in days.items() if hours > 8]
    none = any(row.hours <= 0 for row in rows)
    return first_refusal(
        require(bool(rows), "no_session", "至少要有一节课程"),
        require(
            all(a.held_on <= b.held_on for a, b in pairwise(rows)), "order",
            "课程按日期先后填写",
        ),
        require(
            not over and not none, "too_long",
            f"{over[0] if over else '每节课'}的学时不对，一天不超过 8 学时", "R-EDU-08",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Enrolling:
    """Some people to be put on the list of a class."""

    stage: str
    today: date
    adding: int
    taken: int = 0  # of the quota
    places: int | None = None  # of the quota; None where the office itself enrols
    until: date | None = None


_OWN: dict[str, Any] = {"stage": "planned", "today": date(2026, 5, 8)}


@rule(
    title="可以报名参加培训班",
    cites=("R-EDU-01",),
    source="设计约定",
    examples=(
        Example({"enrolling": Enrolling(**_OWN, adding=30)}, True, "主办单位报名"),
        Example({"enrolling": Enrolling(**_OWN, adding=0)}, "nobody", "一个人也没有"),
        Example(
            {"enrolling": Enrolling(stage="held", today=date(2026, 5, 8), adding=1)}, "begun",
            "已经登记到训的班",
        ),
        Example(
            {"enrolling": Enrolling(**_OWN, adding=2, taken=3, places=5, until=date(2026, 5, 8))},
            True, "正好报满",
        ),
        Example(
            {"enrolling": Enrolling(**_OWN, adding=3, taken=3, places=5, until=date(2026, 5, 8))},
            "full", "超过名额",
        ),
        Example(
            {"enrolling": Enrolling(**_OWN, adding=1, places=5, until=date(2026, 5, 7))}, "closed",
            "过了截止日期",
        ),
    ),
)  # fmt: skip
def may_enrol(enrolling: Enrolling) -> Verdict:
    places, until = enrolling.places, enrolling.until
    room = places is None or enrolling.taken + enrolling.adding <= places
    left = 0 if places is None else max(0, places - enrolling.taken)
    return first_refusal(
        require(enrolling.stage == "planned", "begun", "已经登记到训或取消的培训班不能再报名"),
        require(enrolling.adding > 0, "nobody", "没有要报名的人，或都已经报过名"),
        require(until is None or enrolling.today <= until, "closed", f"报名已在 {until} 截止"),
        require(room, "full", f"名额还剩 {left} 个，这次要报 {enrolling.adding} 人"),
    )


@rule(
    title="可以登记到训",
    cites=("R-EDU-08", "R-EDU-01"),
    source="设计约定",
    examples=(
        Example(
            {"last_day": date(2026, 5, 9), "today": date(2026, 5, 9), "unknown": ()}, True,
            "结业当天",
        ),
        Example(
            {"last_day": date(2026, 5, 9), "today": date(2026, 5, 8), "unknown": ()}, "running",
            "还没有结束",
        ),
        Example(
            {"last_day": date(2026, 5, 9), "today": date(2026, 5, 9), "unknown": (7,)}, "session",
            "没有第七节课",
        ),
    ),
)  # fmt: skip
def may_record(last_day: date, today: date, unknown: Sequence[int]) -> Verdict:
    return all_of(
        require(today >= last_day, "running", f"最后一节课在 {last_day}，结束后再登记到训"),
        require(
            not unknown, "session", f"没有第 {'、'.join(map(str, unknown))} 节课，请核对缺课节次"
        ),
    )


@rule(
    title="可以核定学时减免",
    cites=("R-EDU-11",),
    source="设计约定",
    examples=(
        Example({"hours": 0, "required": 32, "year": 2026, "this_year": 2026}, True, "全部减免"),
        Example({"hours": 16, "required": 32, "year": 2026, "this_year": 2026}, True, "减一半"),
        Example(
            {"hours": 32, "required": 32, "year": 2026, "this_year": 2026}, "not_fewer", "没有减少"
        ),
        Example(
            {"hours": 0, "required": 32, "year": 2024, "this_year": 2026}, "year",
            "前年的不再核定",
        ),
    ),
)  # fmt: skip
def may_relieve(hours: int, required: int, year: int, this_year: int) -> Verdict:
    return all_of(
        require(0 <= hours < required, "not_fewer", f"核定学时须少于要求的 {required} 学时",
                "R-EDU-11"),
        require(this_year - 1 <= year <= this_year, "year", "只核定今年和去年的学时"),
    )  # fmt: skip
