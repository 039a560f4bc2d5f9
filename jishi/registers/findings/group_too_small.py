"""R-ORG-24: a group has three members, one of them full."""

from __future__ import annotations

from jishi.registers.facts import GroupFacts, OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "党小组人数不足",
    about="organisation",
    severity="red",
    cites=("R-ORG-24",),
    source="党小组工作规则",
    do="并入别的小组，或调整成员",
    passes={"三人": {"groups": (GroupFacts("第一党小组", 3, 1),)}},
    fails={
        "两人": {"groups": (GroupFacts("第二党小组", 2, 2),)},
        "没有正式党员": {"groups": (GroupFacts("第三党小组", 3, 0),)},
    },
)
def find(facts: OrgFacts) -> str:
    small = [group for group in facts.groups if group.members < 3 or group.full < 1]
    return "；".join(
        f"{group.name}有党员 {group.members} 名、正式党员 {group.full} 名" for group in small
    )
