"""Whether an item may be excused or reported as done, a start-up date set, a plan sent on."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

DAY = date(2026, 5, 20)
SOURCE = "应办事项登记约定"


@rule(
    title="核定免予办理",
    cites=("R-GEN-13",),
    source=SOURCE,
    examples=(
        Example({"met": False, "already": False, "reason": "汛期统一推迟"}, True, "写明了原因"),
        Example({"met": True, "already": False, "reason": "汛期"}, "met", "已经完成的不用免"),
        Example({"met": False, "already": True, "reason": "汛期"}, "already", "已经免过"),
        Example({"met": False, "already": False, "reason": " "}, "no_reason", "没写原因"),
    ),
)
def may_excuse(met: bool, already: bool, reason: str) -> Verdict:
    return all_of(
        require(not met, "met", "这一项已经完成，不用免予办理"),
        require(not already, "already", "这一项已经核定免予办理"),
        require(bool(reason.strip()), "no_reason", "请写明原因", "R-GEN-13"),
    )


@rule(
    title="登记已办结",
    cites=("R-LIFE-33", "R-GEN-13"),
    source="《中国共产党重大事项请示报告条例》",
    examples=(
        Example({"by_report": True, "met": False, "on": DAY, "opens_on": date(2026, 1, 1),
                 "today": DAY}, True, "当天登记"),
        Example({"by_report": False, "met": False, "on": DAY, "opens_on": date(2026, 1, 1),
                 "today": DAY}, "by_activity", "要有活动记录的不能直接登记"),
        Example({"by_report": True, "met": True, "on": DAY, "opens_on": date(2026, 1, 1),
                 "today": DAY}, "met", "已经完成"),
        Example({"by_report": True, "met": False, "on": date(2026, 5, 21),
                 "opens_on": date(2026, 1, 1), "today": DAY}, "future", "日期在今天以后"),
        Example({"by_report": True, "met": False, "on": date(2025, 12, 31),
                 "opens_on": date(2026, 1, 1), "today": DAY}, "early", "还没有开始"),
    ),
)  # fmt: skip
def may_report(by_report: bool, met: bool, on: date, opens_on: date, today: date) -> Verdict:
    return all_of(
        require(by_report, "by_activity", "这一项以活动记录为凭，请登记活动", "R-LIFE-19"),
        require(not met, "met", "这一项已经完成"),
        require(on <= today, "future", "办结日期不能晚于今天"),
        require(on >= opens_on, "early", f"这一项从 {opens_on} 起办理"),
    )


@rule(
    title="设置启用日期",
    cites=("R-GEN-02", "R-GEN-13"),
    source=SOURCE,
    examples=(
        Example({"on": date(2026, 1, 1), "today": DAY}, True, "从年初起"),
        Example({"on": DAY + timedelta(days=400), "today": DAY}, "too_far", "一年以后"),
        Example({"on": date(2009, 1, 1), "today": DAY}, "too_early", "太早"),
    ),
)
def may_start(on: date, today: date) -> Verdict:
    return all_of(
        require(on <= today + timedelta(days=366), "too_far", "启用日期最晚在一年之内"),
        require(on.year >= today.year - 10, "too_early", "启用日期最早在十年之内"),
    )


@rule(
    title="报送、审定年度计划",
    cites=("R-GEN-12",),
    source=SOURCE,
    examples=(
        Example({"step": "submit", "state": "draft", "lines": 5, "note": ""}, True, "报送"),
        Example({"step": "submit", "state": "draft", "lines": 0, "note": ""}, "empty", "没有内容"),
        Example({"step": "approve", "state": "draft", "lines": 5, "note": ""}, "not_sent", "未报"),
        Example({"step": "return", "state": "submitted", "lines": 5, "note": ""}, "no_note",
                "没写意见"),
        Example({"step": "submit", "state": "approved", "lines": 5, "note": ""}, "decided", "定了"),
    ),
)  # fmt: skip
def may_plan(step: str, state: str, lines: int, note: str) -> Verdict:
    if step == "submit":
        return all_of(
            require(state in ("draft", "returned"), "decided", "计划已经报送或审定"),
            require(lines > 0, "empty", "计划里还没有内容"),
        )
    return all_of(
        require(state == "submitted", "not_sent", "计划还没有报送，或已经审定"),
        require(step != "return" or bool(note.strip()), "no_note", "退回请写明意见"),
    )
