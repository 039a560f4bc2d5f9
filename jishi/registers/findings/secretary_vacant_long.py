"""R-ORG-23, R-GOV-03: longer without a secretary than the office lets pass."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "书记长期空缺",
    about="organisation",
    severity="red",
    cites=("R-ORG-23", "R-GOV-03"),
    source=BRANCH,
    fix="post-new",
    do="立即补选或由上级指派；也是疑似软弱涣散的提示",
    passes={"正好九十天": {"secretary": None, "vacant_since": date(2026, 8, 22)}},
    fails={"九十一天": {"secretary": None, "vacant_since": date(2026, 8, 21)}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_vacant and facts.vacant_days > facts.vacancy_red:
        return f"书记自 {facts.vacant_since} 起空缺，已 {facts.vacant_days} 天"
    return ""
