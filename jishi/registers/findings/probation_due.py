"""R-DEV-35: within a month the meeting has to be prepared."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import finding


@finding(
    "预备期一个月内届满",
    about="person",
    severity="amber",
    cites=("R-DEV-35",),
    source="《中国共产党章程》第七条",
    fix="person",
    do="请本人提出转正申请，准备支部大会",
    passes={
        "还有一个多月": {
            "standing": "probationary",
            "joined_on": date(2025, 12, 21),
            "full_on": None,
        }
    },
    fails={
        "还有一个月": {"standing": "probationary", "joined_on": date(2025, 12, 20), "full_on": None}
    },
)
def find(facts: PersonFacts) -> str:
    ends = facts.probation_ends
    if ends is None or not facts.today <= ends <= add_months(facts.today, 1):
        return ""
    return f"预备期 {ends} 届满"
