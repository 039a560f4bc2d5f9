"""When a period may be closed, and reopened."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, first_refusal, require


@rule(
    title="能否封存一个时期的数字",
    cites=("R-STAT-01",),
    source="党内统计年报截止和快照要求",
    examples=(
        Example(
            {"last_day": date(2026, 6, 30), "today": date(2026, 7, 1), "closed": False}, True,
            "已经结束，没有封存过",
        ),
        Example(
            {"last_day": date(2026, 6, 30), "today": date(2026, 6, 30), "closed": False},
            "not_over", "最后一天还没有过完",
        ),
        Example(
            {"last_day": date(2026, 6, 30), "today": date(2026, 7, 9), "closed": True},
            "closed", "已经封存",
        ),
    ),
)  # fmt: skip
def may_close(last_day: date, today: date, closed: bool) -> Verdict:
    return first_refusal(
        require(not closed, "closed", "这个时期已经封存；要改的先重开"),
        require(today > last_day, "not_over", f"这个时期到 {last_day} 才结束", "R-STAT-01"),
    )


@rule(
    title="能否重开已封存的时期",
    cites=("R-GEN-13",),
    source="更正历史记录须留痕",
    examples=(
        Example({"reopened": False, "reason": "上报后发现漏登"}, True, "写明了原因"),
        Example({"reopened": False, "reason": " "}, "no_reason", "没有原因"),
        Example({"reopened": True, "reason": "再改"}, "reopened", "已经重开过"),
    ),
)  # fmt: skip
def may_reopen(reopened: bool, reason: str) -> Verdict:
    return first_refusal(
        require(not reopened, "reopened", "这次封存已经重开"),
        require(bool(reason.strip()), "no_reason", "请写明重开的原因", "R-GEN-13"),
    )
