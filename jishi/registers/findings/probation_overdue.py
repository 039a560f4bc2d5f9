"""R-DEV-35: the year is over and nobody has discussed it."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "预备期满没有讨论转正",
    about="person",
    severity="red",
    cites=("R-DEV-35", "R-STAT-18"),
    source="《中国共产党章程》第七条",
    fix="person",
    do="召开支部大会讨论转正、延长或取消，并登记",
    passes={
        "期满当日": {"standing": "probationary", "joined_on": date(2025, 11, 20), "full_on": None},
        "延长的多一年": {"standing": "extended", "joined_on": date(2025, 6, 1), "full_on": None},
    },
    fails={
        "期满次日": {"standing": "probationary", "joined_on": date(2025, 11, 19), "full_on": None}
    },
)
def find(facts: PersonFacts) -> str:
    ends = facts.probation_ends
    if ends is None or facts.today <= ends:
        return ""
    return f"预备期已于 {ends} 届满，逾期 {(facts.today - ends).days} 天"
