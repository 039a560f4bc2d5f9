"""How many demonstration sites there may be."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

DAY = date(2026, 11, 20)


@rule(
    title="能否再命名一个示范点",
    cites=("R-GEN-02", "R-GOV-43"),
    source="示范点培育方案；比例为默认值",
    examples=(
        Example({"named": 2, "most": 3, "since": DAY, "today": DAY}, True, "还有名额"),
        Example({"named": 3, "most": 3, "since": DAY, "today": DAY}, "quota_full", "名额已满"),
        Example({"named": 0, "most": 3, "since": date(2026, 12, 1), "today": DAY}, "in_future",
                "日期在今天之后"),
    ),
)  # fmt: skip
def may_name(named: int, most: int, since: date, today: date) -> Verdict:
    return all_of(
        require(
            named < most, "quota_full",
            f"名额 {most} 个已用完；先调整出一个，或由上级调整比例",
        ),
        require(since <= today, "in_future", "命名日期在今天之后"),
    )  # fmt: skip
