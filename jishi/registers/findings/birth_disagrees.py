"""R-FMT-03: the number says another birthday."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "出生日期与身份证号不一致",
    about="person",
    severity="red",
    cites=("R-FMT-03", "R-STAT-20"),
    source=ROSTER,
    fix="person",
    do="对照档案和证件，更正其中一项；以档案为准的写明依据",
    passes={"一致": {"identity_born_on": date(1980, 3, 2)}},
    fails={"差一天": {"identity_born_on": date(1980, 3, 3)}},
)
def find(facts: PersonFacts) -> str:
    said, kept = facts.identity_born_on, facts.born_on
    if said is None or kept is None or said == kept:
        return ""
    return f"名册上是 {kept}，身份证号不是这一天"
