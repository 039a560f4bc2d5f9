"""R-GOV-44: an instructor who has not been there for half a year."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding
from jishi.registers.rules.units import Tier


@finding(
    "指导员半年没有走访",
    about="unit",
    severity="blue",
    cites=("R-GOV-44", "R-GOV-09"),
    source="党建工作指导员选派规定",
    fix="unit",
    do="上门走访并登记",
    passes={"刚走访": {}, "没有指导员": {"instructors": 0, "last_visit": None}},
    fails={"没有走访过": {"last_visit": None}, "半年零一天": {"last_visit": date(2026, 5, 19)}},
)
def find(facts: UnitFacts) -> str:
    if not facts.instructors or facts.tier is not Tier.INSTRUCT:
        return ""
    if facts.last_visit is None:
        return "指导员还没有走访记录"
    late = add_months(facts.last_visit, 6) < facts.today
    return f"上次走访是 {facts.last_visit}" if late else ""
