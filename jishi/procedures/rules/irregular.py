"""Signs that an admission should be looked at again; none of them is a finding about anybody."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.kernel.declare import Example, rule

MONTHS = 3


@rule(
    title="接收后不久转来的须核实",
    cites=("R-DEV-37",),
    source="《中国共产党发展党员工作细则》第三十五条",
    examples=(
        Example({"joined_on": date(2026, 3, 1), "arrived_on": date(2026, 5, 31)}, True,
                "离开原单位前三个月内发展的"),
        Example({"joined_on": date(2026, 3, 1), "arrived_on": date(2026, 6, 1)}, True, "当天"),
        Example({"joined_on": date(2026, 3, 1), "arrived_on": date(2026, 6, 2)}, False, "过了"),
        Example({"joined_on": date(2026, 3, 1), "arrived_on": date(2026, 3, 1)}, False,
                "就在这里接收的"),
    ),
)  # fmt: skip
def needs_verifying(joined_on: date, arrived_on: date) -> bool:
    return joined_on < arrived_on <= add_months(joined_on, MONTHS)
