"""R-FMT-18: whoever cannot be called misses meetings."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "党员缺手机号",
    about="person",
    severity="amber",
    cites=("R-FMT-18", "R-REL-01"),
    source=ROSTER,
    fix="person",
    do="补登本人或家属联系方式",
    passes={"有": {}},
    fails={"没有": {"has_phone": False}},
)
def find(facts: PersonFacts) -> str:
    return "" if facts.has_phone else "没有登记手机号"
