"""R-ORG-20: a branch secretary has usually been a full member for a year."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "书记任职时党龄不满一年",
    about="organisation",
    severity="amber",
    cites=("R-ORG-20",),
    source=BRANCH,
    fix="posts",
    do="核对转正日期和任职日期",
    passes={"正好一年": {"secretary_full_on": date(2024, 1, 1)}},
    fails={"差一天": {"secretary_full_on": date(2024, 1, 2)}},
)
def find(facts: OrgFacts) -> str:
    full_on, since = facts.secretary_full_on, facts.secretary_since
    if not facts.of_kind.is_branch or full_on is None or since is None:
        return ""
    if add_years(full_on, 1) <= since:
        return ""
    return f"书记 {since} 任职，{full_on} 转正，党龄不满一年"
