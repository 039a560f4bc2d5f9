"""R-ORG-05: from a hundred members on there may be a committee."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding


@finding(
    "党员人数可设基层党委",
    about="organisation",
    severity="blue",
    cites=("R-ORG-05", "R-ORG-06", "R-ORG-45"),
    source=ORGAN,
    fix="org-rekind",
    do="研究是否报批改设基层党委",
    passes={"九十九人": {"all_members": 99}},
    fails={
        "正好一百人": {"all_members": 100},
        "总支一百二十人": {"kind": "general_branch", "all_members": 120},
    },
)
def find(facts: OrgFacts) -> str:
    could = facts.is_ordinary_branch or facts.kind == "general_branch"
    if could and facts.all_members >= 100:
        return f"所属党员 {facts.all_members} 人，达到设基层党委的人数"
    return ""
