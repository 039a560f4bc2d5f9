"""R-FMT-03: the number says the other sex."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "性别与身份证号不一致",
    about="person",
    severity="red",
    cites=("R-FMT-03", "R-STAT-20"),
    source=ROSTER,
    fix="person",
    do="对照证件更正",
    passes={"一致": {"identity_sex": "1"}, "没有填性别": {"sex": "0", "identity_sex": "2"}},
    fails={"不一致": {"identity_sex": "2"}},
)
def find(facts: PersonFacts) -> str:
    if facts.identity_sex and facts.sex in ("1", "2") and facts.sex != facts.identity_sex:
        return "名册上的性别与身份证号不一致"
    return ""
