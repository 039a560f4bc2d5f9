"""What was counted at the door and what the books say."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding


@finding(
    "单位党员数与名册不一致",
    about="unit",
    severity="blue",
    cites=("R-GOV-07", "R-STAT-20"),
    source="逐户上门排查要求",
    fix="unit",
    do="核对排查人数和支部名册",
    passes={"一致": {"mode": "single", "members": 5, "full": 5, "covered_members": 5}},
    fails={"差两名": {"mode": "single", "members": 5, "full": 5, "covered_members": 3}},
)
def find(facts: UnitFacts) -> str:
    kept = facts.covered_members
    if facts.mode != "single" or facts.members is None or kept is None or kept == facts.members:
        return ""
    return f"排查有党员 {facts.members} 名，支部名册上 {kept} 名"
