"""R-ORG-07, R-GOV-07: one or two members are joined with others."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import BRANCH, finding
from jishi.registers.rules.units import Tier


@finding(
    "应联建未联建",
    about="unit",
    severity="red",
    cites=("R-ORG-07", "R-GOV-07"),
    source=BRANCH,
    fix="unit",
    do="与邻近或同行业单位联合组建",
    passes={"已联建": {"members": 2, "full": 2, "mode": "joint"}, "没有党员": {}},
    fails={"两名没有联建": {"members": 2, "full": 2}},
)
def find(facts: UnitFacts) -> str:
    if facts.tier is not Tier.JOIN or facts.is_covered:
        return ""
    why = f"；已写原因：{facts.gap_reason}" if facts.gap_reason else ""
    return f"有党员 {facts.members or facts.full} 名，没有联合组建{why}"
