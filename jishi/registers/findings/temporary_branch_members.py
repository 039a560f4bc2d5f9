"""R-ORG-10: nobody's membership moves to a temporary branch; R-ORG-11: it admits nobody."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "临时党支部有组织关系或预备党员",
    about="organisation",
    severity="red",
    cites=("R-ORG-10", "R-ORG-11"),
    source=BRANCH,
    fix="people",
    do="把组织关系转回原支部，在临时支部只登记参加组织生活",
    passes={"没有转入": {"kind": "temporary_branch", "members": 0, "full": 0}},
    fails={"转入三人": {"kind": "temporary_branch", "members": 3}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "temporary_branch" and facts.members:
        return f"有 {facts.members} 名党员的组织关系在这里（其中预备党员 {facts.probationary} 名）"
    return ""
