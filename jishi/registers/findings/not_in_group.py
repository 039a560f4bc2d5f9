"""R-ORG-24: where there are groups, everybody is in one."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "党员没有编入党小组",
    about="person",
    severity="blue",
    cites=("R-ORG-24",),
    source="党小组工作规则",
    fix="person",
    do="编入党小组",
    passes={"编入": {"groups_there": True}, "支部不划小组": {"has_group": False}},
    fails={"没有编入": {"groups_there": True, "has_group": False}},
)
def find(facts: PersonFacts) -> str:
    return "支部划了党小组，本人没有编入" if facts.groups_there and not facts.has_group else ""
