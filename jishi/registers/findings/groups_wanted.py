"""R-ORG-24: a branch of twenty and more is usually divided into groups."""

from __future__ import annotations

from jishi.registers.facts import GroupFacts, OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "党员较多未划分党小组",
    about="organisation",
    severity="blue",
    cites=("R-ORG-24",),
    source="党小组工作规则",
    fix="org-found",
    do="按居住或工作地点划分党小组",
    passes={
        "十二人不必划": {"members": 12},
        "二十人已划": {"members": 20, "groups": (GroupFacts("第一党小组", 10, 9),)},
    },
    fails={"二十人没有划": {"members": 20}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_ordinary_branch and facts.members >= 20 and not facts.groups:
        return f"有党员 {facts.members} 名，一般应划分党小组"
    return ""
