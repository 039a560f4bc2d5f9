"""R-STAT-18: nobody joins before eighteen."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "入党时不满 18 周岁",
    about="person",
    severity="red",
    cites=("R-STAT-18", "R-STAT-20"),
    source="《中国共产党章程》第一条",
    fix="person",
    do="核对出生日期和入党日期",
    passes={"正好十八": {"joined_on": date(1998, 3, 2), "full_on": date(1999, 3, 2)}},
    fails={"差一天": {"joined_on": date(1998, 3, 1), "full_on": date(1999, 3, 2)}},
)
def find(facts: PersonFacts) -> str:
    born, joined = facts.born_on, facts.joined_on
    if born is None or joined is None or add_years(born, 18) <= joined:
        return ""
    return f"{born} 出生，{joined} 入党"
