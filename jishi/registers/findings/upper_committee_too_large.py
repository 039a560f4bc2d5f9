"""R-ORG-18: nine people at the most on the committee of a general branch or a committee."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "总支、党委委员超过 9 人",
    about="organisation",
    severity="red",
    cites=("R-ORG-18",),
    source="基层党组织职数通用规定",
    fix="posts",
    do="核对委员任职，超出职数的报上级研究",
    passes={"总支九人": {"kind": "general_branch", "committee": 9}},
    fails={"总支十人": {"kind": "general_branch", "committee": 10}},
)
def find(facts: OrgFacts) -> str:
    limited = facts.kind in ("general_branch", "committee") and facts.sector != "township"
    if limited and facts.committee > 9:
        return f"登记委员 {facts.committee} 人，不超过 9 人"
    return ""
