"""Whether a round may be opened, frozen, and an answer of it corrected afterwards."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require


@rule(
    title="能不能布置报表",
    cites=("R-GEN-10",),
    source="报表布置要求",
    examples=(
        Example({"natural": True, "begun": True, "due": date(2026, 12, 5),
                 "today": date(2026, 11, 20), "asked": 3}, True, "时期、期限都合适"),
        Example({"natural": False, "begun": True, "due": date(2026, 12, 5),
                 "today": date(2026, 11, 20), "asked": 3}, "length", "月报要按自然月"),
        Example({"natural": True, "begun": False, "due": date(2026, 12, 5),
                 "today": date(2026, 11, 20), "asked": 3}, "future", "时期还没有开始"),
        Example({"natural": True, "begun": True, "due": date(2026, 11, 1),
                 "today": date(2026, 11, 20), "asked": 3}, "due", "期限已过"),
        Example({"natural": True, "begun": True, "due": date(2026, 12, 5),
                 "today": date(2026, 11, 20), "asked": 0}, "nobody", "没有要填的组织"),
    ),
)  # fmt: skip
def may_open(natural: bool, begun: bool, due: date, today: date, asked: int) -> Verdict:
    return all_of(
        require(natural, "length", "时期与这张报表的报送周期不符", "R-GEN-10"),
        require(begun, "future", "这个时期还没有开始"),
        require(due >= today, "due", "报送期限已经过去"),
        require(asked > 0, "nobody", "范围内没有要填这张报表的组织"),
    )


@rule(
    title="能不能封存报表",
    cites=("R-STAT-01",),
    source="报表封存要求",
    examples=(
        Example({"state": "running", "open_ones": 0, "waiting": 0, "due": date(2026, 12, 5),
                 "today": date(2026, 12, 1)}, True, "都已通过"),
        Example({"state": "running", "open_ones": 2, "waiting": 0, "due": date(2026, 12, 5),
                 "today": date(2026, 12, 6)}, True, "过了期限，没报的留空"),
        Example({"state": "running", "open_ones": 2, "waiting": 0, "due": date(2026, 12, 5),
                 "today": date(2026, 12, 5)}, "not_due", "期限当天还有没报的"),
        Example({"state": "running", "open_ones": 0, "waiting": 1, "due": date(2026, 12, 5),
                 "today": date(2026, 12, 6)}, "waiting", "还有待审核的"),
        Example({"state": "frozen", "open_ones": 0, "waiting": 0, "due": date(2026, 12, 5),
                 "today": date(2026, 12, 6)}, "ended", "已经封存"),
    ),
)  # fmt: skip
def may_freeze(state: str, open_ones: int, waiting: int, due: date, today: date) -> Verdict:
    return all_of(
        require(state == "running", "ended", "这次报表已经结束"),
        require(not waiting, "waiting", f"还有 {waiting} 份待审核，先审核或退回"),
        require(
            not open_ones or today > due, "not_due", f"还有 {open_ones} 份没有报，过了期限才能封存"
        ),
    )


@rule(
    title="封存后能不能更正",
    cites=("R-GEN-13",),
    source="更正历史记录须留痕",
    examples=(
        Example({"frozen": True, "accepted": True, "was": 3, "now": 4, "reason": "漏计一件"}, True,
                "写明了原因"),
        Example({"frozen": False, "accepted": True, "was": 3, "now": 4, "reason": "漏计"},
                "not_frozen", "没有封存的退回重填"),
        Example({"frozen": True, "accepted": False, "was": 3, "now": 4, "reason": "漏计"},
                "not_sent", "没有报过"),
        Example({"frozen": True, "accepted": True, "was": 3, "now": 3, "reason": "漏计"}, "same",
                "没有变"),
        Example({"frozen": True, "accepted": True, "was": 3, "now": 4, "reason": ""}, "no_reason",
                "没有原因"),
    ),
)  # fmt: skip
def may_correct(frozen: bool, accepted: bool, was: int, now: int, reason: str) -> Verdict:
    return all_of(
        require(frozen, "not_frozen", "还没有封存，请审核人退回后重填"),
        require(accepted, "not_sent", "这一份没有报过，没有可更正的"),
        require(was != now, "same", "与原来的数一样"),
        require(bool(reason.strip()), "no_reason", "请写明更正的原因", "R-GEN-13"),
    )
