"""R-FMT-01: a member without a number cannot be told from a namesake."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "党员缺身份证号",
    about="person",
    severity="amber",
    cites=("R-FMT-01",),
    source=ROSTER,
    fix="person",
    do="请本人提供后补登",
    passes={"有": {}},
    fails={"没有": {"identity": "missing"}},
)
def find(facts: PersonFacts) -> str:
    return "没有登记身份证号" if facts.identity == "missing" else ""
