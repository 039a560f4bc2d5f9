"""Numbers that nobody went to see are no numbers."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding
from jishi.registers.rules.units import Tier


@finding(
    "单位未排查或久未排查",
    about="unit",
    severity="blue",
    cites=("R-GOV-07", "R-GEN-02"),
    source="逐户上门排查要求",
    fix="unit",
    do="上门排查，登记职工、党员人数和排查日期",
    passes={"今天排查": {}},
    fails={"从没有": {"surveyed_on": None}, "一年零一天": {"surveyed_on": date(2025, 11, 19)}},
)
def find(facts: UnitFacts) -> str:
    seen = facts.surveyed_on
    if seen is None or facts.tier is Tier.UNKNOWN:
        return "还没有排查党员人数"
    if add_months(seen, facts.survey_months) >= facts.today:
        return ""
    return f"上次排查是 {seen}"
