"""R-ORG-28: six months ahead the superior reminds."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_months
from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "任期将满",
    about="organisation",
    severity="amber",
    cites=("R-ORG-28", "R-ORG-25"),
    source=BRANCH,
    fix="org",
    do="着手换届：先报换届请示",
    passes={"还有六个月零一天": {"term_ends": date(2027, 5, 21)}},
    fails={"还有六个月": {"term_ends": date(2027, 5, 20)}},
)
def find(facts: OrgFacts) -> str:
    ends = facts.term_ends
    if ends is None or not facts.of_kind.has_term or ends < facts.today:
        return ""
    if facts.today < add_months(ends, -facts.remind_months):
        return ""
    return f"任期将于 {ends} 届满"
