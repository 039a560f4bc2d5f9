"""What was built and is gone again is worth a question."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding


@finding(
    "建后又撤",
    about="unit",
    severity="amber",
    cites=("R-GOV-08", "R-ORG-14"),
    source="集中攻坚年要求",
    fix="unit",
    do="查明原因，恢复覆盖或改派指导员",
    passes={"还在": {"was_covered": True, "mode": "joint"}},
    fails={"撤了": {"was_covered": True}},
)
def find(facts: UnitFacts) -> str:
    return "曾有党组织覆盖，现在没有" if facts.was_covered and not facts.is_covered else ""
