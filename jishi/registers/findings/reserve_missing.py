"""Each village keeps as many in reserve as the office asks for."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "后备力量不足",
    about="organisation",
    severity="amber",
    cites=("R-ORG-23", "R-GEN-02"),
    source="换届人选储备要求",
    fix="post-new",
    do="选定后备人选并登记培养措施",
    passes={"一名": {}, "不是村": {"sector": "bureau", "reserves": 0}},
    fails={"没有": {"reserves": 0}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_village and facts.reserves < facts.reserve_least:
        return f"后备力量 {facts.reserves} 名，至少 {facts.reserve_least} 名"
    return ""
