"""Two of the same name and birthday are perhaps one."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "疑似重复登记",
    about="person",
    severity="amber",
    cites=("R-STAT-20", "R-REL-01"),
    source=ROSTER,
    fix="person",
    do="核对是否同一人；是的，合并记录",
    passes={"没有": {}},
    fails={"有一个": {"namesakes": 1}},
)
def find(facts: PersonFacts) -> str:
    if facts.namesakes:
        return f"另有 {facts.namesakes} 名党员同名、同出生日期"
    return ""
