"""R-ORG-09: large cooperatives, markets, business districts and buildings."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "园区商圈等载体应建未建",
    about="unit",
    severity="amber",
    cites=("R-ORG-09",),
    source=BRANCH,
    fix="unit",
    do="按区域联建党支部",
    passes={
        "不够大": {"kind": "building"},
        "已联建": {"kind": "building", "is_large": True, "mode": "area"},
    },
    fails={"大而没有": {"kind": "building", "is_large": True}},
)
def find(facts: UnitFacts) -> str:
    if facts.of_kind.carrier and facts.is_large and not facts.is_covered:
        return f"规模大或跨区域的{facts.of_kind.label}，没有党组织覆盖"
    return ""
