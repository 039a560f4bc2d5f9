"""Particulars that nobody has looked at for long are not relied on."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.registers.facts import PersonFacts
from jishi.registers.findings.finding import ROSTER, finding


@finding(
    "信息久未核对",
    about="person",
    severity="blue",
    cites=("R-REL-01", "R-GEN-02"),
    source=ROSTER,
    fix="person",
    do="与本人核对手机号、住址和工作单位，点「已核对」",
    passes={"今天核对": {}, "从没有核对过": {"confirmed_on": None}},
    fails={"正好一年零一天": {"confirmed_on": date(2025, 11, 19)}},
)
def find(facts: PersonFacts) -> str:
    seen = facts.confirmed_on
    if seen is None or add_months(seen, facts.stale_months) >= facts.today:
        return ""
    return f"上次核对是 {seen}"
