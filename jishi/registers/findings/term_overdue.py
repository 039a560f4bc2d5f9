"""R-ORG-25, R-ORG-26, R-ORG-29: the term is over and nothing was held or approved."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "超期未换届",
    about="organisation",
    severity="red",
    cites=("R-ORG-29", "R-ORG-25", "R-ORG-26", "R-ORG-27"),
    source="《关于党的基层组织任期的意见》",
    fix="org",
    do="按程序换届，或登记上级批准的延期",
    passes={"到期当日": {"term_ends": date(2026, 11, 20)}},
    fails={"到期次日": {"term_ends": date(2026, 11, 19)}},
)
def find(facts: OrgFacts) -> str:
    if facts.term_ends is not None and facts.term_ends < facts.today and facts.of_kind.has_term:
        return f"任期已于 {facts.term_ends} 届满，超期 {(facts.today - facts.term_ends).days} 天"
    return ""
