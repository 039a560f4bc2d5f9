"""R-GOV-44: an instructor looks after five units at the most."""

from __future__ import annotations

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "指导员联系单位过多",
    about="person",
    severity="amber",
    cites=("R-GOV-44", "R-GOV-07"),
    source="党建工作指导员选派规定",
    fix="posts",
    do="调整一部分单位给别的指导员",
    passes={"五家": {"units_instructed": 5}},
    fails={"第六家": {"units_instructed": 6}},
)
def find(facts: PersonFacts) -> str:
    if facts.units_instructed > facts.instructor_most:
        return f"联系 {facts.units_instructed} 家单位，一般不超过 {facts.instructor_most} 家"
    return ""
