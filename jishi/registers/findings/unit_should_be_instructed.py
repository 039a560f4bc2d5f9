"""R-GOV-07, R-GOV-44: no members, so an instructor is sent and mass work is done."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding
from jishi.registers.rules.units import Tier


@finding(
    "没有党员也没有指导员",
    about="unit",
    severity="amber",
    cites=("R-GOV-07", "R-GOV-09", "R-GOV-44"),
    source="党建工作指导员选派规定",
    fix="unit",
    do="选派指导员，或建立工会、共青团等群团组织",
    passes={"有指导员": {}, "有工会": {"instructors": 0, "mass_organisation": True}},
    fails={"都没有": {"instructors": 0}},
)
def find(facts: UnitFacts) -> str:
    if facts.tier is Tier.INSTRUCT and not facts.work_covered and facts.of_kind.group != "place":
        return "没有党员，也没有指导员或群团组织"
    return ""
