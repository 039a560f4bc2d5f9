"""On which day may a membership turn from one state into the next?"""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

_GOOD = {"on": date(2026, 5, 1), "last": date(2020, 7, 1), "today": date(2026, 11, 20)}


@rule(
    title="党员状态变更的日期",
    cites=("R-GEN-12", "R-GEN-13"),
    source="沿革只向前记，过去的另行更正",
    examples=(
        Example(_GOOD, True, "上次变更之后、今天之前"),
        Example({**_GOOD, "on": date(2020, 7, 1)}, True, "与上次变更同一天"),
        Example({**_GOOD, "on": date(2020, 6, 30)}, "before_last", "早于上次变更"),
        Example({**_GOOD, "on": date(2026, 11, 21)}, "future", "在今天之后"),
    ),
)
def may_turn_on(on: date, last: date, today: date) -> Verdict:
    """Forwards only, and nothing before it has happened."""
    return all_of(
        require(
            on >= last, "before_last", f"日期不能早于上一次变更（{last.isoformat()}）", "R-GEN-13"
        ),
        require(on <= today, "future", "日期不能晚于今天", "R-GEN-12"),
    )
