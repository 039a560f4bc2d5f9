"""R-FMT-04: without its credit code a unit is not found in other lists."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding


@finding(
    "单位缺统一社会信用代码",
    about="unit",
    severity="blue",
    cites=("R-FMT-04",),
    source="GB 32100—2015",
    fix="unit",
    do="补登统一社会信用代码",
    passes={"有": {}, "楼宇没有代码": {"kind": "building", "uscc": ""}},
    fails={"企业没有": {"uscc": ""}},
)
def find(facts: UnitFacts) -> str:
    registered = facts.of_kind.group in ("enterprise", "new", "public")
    if registered and facts.kind != "new_employment" and not facts.uscc:
        return "没有登记统一社会信用代码"
    return ""
