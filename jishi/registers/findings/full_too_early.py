"""R-STAT-18, R-DEV-35: a year of probation lies between joining and full membership."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "转正距入党不满一年",
    about="person",
    severity="red",
    cites=("R-STAT-18", "R-DEV-35"),
    source="《中国共产党章程》第七条",
    fix="person",
    do="核对入党日期和转正日期",
    passes={"正好一年": {}},
    fails={"差一天": {"full_on": date(2006, 6, 30)}},
)
def find(facts: PersonFacts) -> str:
    joined, full_on = facts.joined_on, facts.full_on
    if joined is None or full_on is None or add_years(joined, 1) <= full_on:
        return ""
    return f"{joined} 入党，{full_on} 转正"
