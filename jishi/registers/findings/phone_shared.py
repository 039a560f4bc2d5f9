"""One number for several members is mostly a slip."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "几名党员登记同一手机号",
    about="person",
    severity="blue",
    cites=("R-FMT-18", "R-REL-01"),
    source=ROSTER,
    fix="person",
    do="核对号码；确为家属代收的可以不改",
    passes={"没有": {}},
    fails={"两人同号": {"same_phone": 1}},
)
def find(facts: PersonFacts) -> str:
    if facts.same_phone:
        return f"另有 {facts.same_phone} 名党员登记了同一个手机号"
    return ""
