"""R-REL-01: every member belongs to a branch."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding
from jishi.tree.kinds import ORG_KINDS


@finding(
    "党员没有编入支部",
    about="person",
    severity="red",
    cites=("R-REL-01", "R-ORG-10"),
    source="《中国共产党章程》第八条",
    fix="person",
    do="把组织关系落到支部",
    passes={"在支部": {}},
    fails={"挂在党委": {"org_kind": "committee"}, "挂在党小组": {"org_kind": "group"}},
)
def find(facts: PersonFacts) -> str:
    kind = ORG_KINDS[facts.org_kind]
    if kind.is_branch:
        return ""
    return f"组织关系挂在{kind.label}，没有编入支部"
