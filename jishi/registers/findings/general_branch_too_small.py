"""R-ORG-04: a general branch below the number needs the approval of its superior."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding
from jishi.registers.thresholds import enough_for_general_branch


@finding(
    "党总支人数不足又无批复",
    about="organisation",
    severity="amber",
    cites=("R-ORG-04", "R-ORG-45"),
    source=ORGAN,
    do="补登设立党总支的批复文号，或改设党支部",
    passes={
        "人数够": {"kind": "general_branch", "all_members": 51},
        "人数不够但有批复": {"kind": "general_branch", "all_members": 30},
    },
    fails={
        "机关四十九人没有批复": {
            "kind": "general_branch",
            "sector": "bureau",
            "all_members": 49,
            "approved": False,
        }
    },
)
def find(facts: OrgFacts) -> str:
    if facts.kind != "general_branch" or facts.approved:
        return ""
    if enough_for_general_branch(facts.all_members, facts.sector):
        return ""
    return f"所属党员 {facts.all_members} 人，不足设党总支的人数，也没有登记批复文号"
