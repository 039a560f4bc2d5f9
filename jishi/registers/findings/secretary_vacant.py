"""R-ORG-23: the post of secretary is empty, or was never noted."""

from __future__ import annotations

from datetime import date

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "书记空缺",
    about="organisation",
    severity="amber",
    cites=("R-ORG-23",),
    source=BRANCH,
    fix="post-new",
    do="及时补选，或由上级指派；已任职的补登任职",
    passes={"有书记": {}, "空缺已久另报": {"secretary": None, "vacant_since": date(2026, 8, 1)}},
    fails={
        "空缺两个月": {"secretary": None, "vacant_since": date(2026, 9, 20)},
        "从没有登记过": {"secretary": None},
    },
)
def find(facts: OrgFacts) -> str:
    if not facts.is_vacant or facts.vacant_days > facts.vacancy_red:
        return ""
    if facts.vacant_since is None:
        return "没有登记过书记"
    return f"书记自 {facts.vacant_since} 起空缺，已 {facts.vacant_days} 天"
