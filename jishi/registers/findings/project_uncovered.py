"""R-ORG-08: works of six months and more."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "工程项目应建未建",
    about="unit",
    severity="amber",
    cites=("R-ORG-08",),
    source=BRANCH,
    fix="unit",
    do="成立临时党支部或联合党支部",
    passes={
        "五个月": {
            "kind": "project",
            "members": 3,
            "full": 3,
            "opened_on": date(2026, 6, 1),
            "ends_on": date(2026, 11, 30),
        }
    },
    fails={
        "七个月": {
            "kind": "project",
            "members": 3,
            "full": 3,
            "opened_on": date(2026, 6, 1),
            "ends_on": date(2027, 1, 1),
        }
    },
)
def find(facts: UnitFacts) -> str:
    if facts.kind == "project" and facts.months >= 6 and facts.may_build and not facts.is_covered:
        return f"工期 {facts.months} 个月，正式党员 {facts.full} 名，没有党支部"
    return ""
