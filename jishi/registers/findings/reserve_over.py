"""More in reserve than the office asks for are nobody in particular."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "后备力量过多",
    about="organisation",
    severity="blue",
    cites=("R-ORG-23", "R-GEN-02"),
    source="换届人选储备要求",
    fix="posts",
    do="核对名单，已不合适的登记结束",
    passes={"两名": {"reserves": 2}},
    fails={"三名": {"reserves": 3}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_village and facts.reserves > facts.reserve_most:
        return f"后备力量 {facts.reserves} 名，一般不超过 {facts.reserve_most} 名"
    return ""
