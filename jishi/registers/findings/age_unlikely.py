"""R-STAT-20: ages that contradict themselves."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "年龄不合常理",
    about="person",
    severity="amber",
    cites=("R-STAT-20",),
    source=ROSTER,
    fix="person",
    do="核对出生日期；已去世的登记去世",
    passes={"一百零九岁": {"born_on": date(1916, 11, 21)}},
    fails={"一百一十岁": {"born_on": date(1916, 11, 20)}, "没有出生日期": {"born_on": None}},
)
def find(facts: PersonFacts) -> str:
    if facts.born_on is None:
        return "没有登记出生日期"
    age = facts.today.year - facts.born_on.year
    return f"按出生日期已 {age} 岁" if add_years(facts.born_on, 110) <= facts.today else ""
