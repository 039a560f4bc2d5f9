"""R-ORG-18: five to seven on a general branch's committee, five to nine on a committee."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "总支、党委委员人数不在一般区间",
    about="organisation",
    severity="amber",
    cites=("R-ORG-18",),
    source="基层党组织职数通用规定",
    fix="posts",
    do="补选委员，或说明原因",
    passes={
        "总支五人": {"kind": "general_branch", "committee": 5},
        "没有登记过": {"kind": "committee", "sector": "bureau", "committee": 0},
    },
    fails={
        "总支三人": {"kind": "general_branch", "committee": 3},
        "总支八人": {"kind": "general_branch", "committee": 8},
    },
)
def find(facts: OrgFacts) -> str:
    most = {"general_branch": 7, "committee": 9}.get(facts.kind, 0)
    if not most or facts.sector == "township" or not 0 < facts.committee <= 9:
        return ""
    if 5 <= facts.committee <= most:
        return ""
    return f"登记委员 {facts.committee} 人，一般 5 至 {most} 人"
