"""R-STAT-21: who reaches fifty years in the Party by the coming first of July."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "即将“光荣在党 50 年”",
    about="person",
    severity="blue",
    cites=("R-STAT-21",),
    source="2021年以来的惯例",
    do="核对党龄，列入下一个七月一日的候选",
    passes={
        "早一年已是候选": {
            "full_on": date(1976, 7, 1),
            "joined_on": date(1975, 7, 1),
            "born_on": date(1950, 1, 1),
        },
        "差一天": {
            "full_on": date(1977, 7, 2),
            "joined_on": date(1975, 7, 1),
            "born_on": date(1950, 1, 1),
        },
    },
    fails={
        "正好五十年": {
            "full_on": date(1977, 7, 1),
            "joined_on": date(1976, 7, 1),
            "born_on": date(1950, 1, 1),
        }
    },
)
def find(facts: PersonFacts) -> str:
    if facts.full_on is None:
        return ""
    coming = date(facts.today.year + (facts.today > date(facts.today.year, 7, 1)), 7, 1)
    if not add_years(coming, -51) < facts.full_on <= add_years(coming, -50):
        return ""
    return f"{facts.full_on} 转正，到 {coming} 党龄满 50 年"
