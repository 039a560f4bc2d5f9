"""R-ORG-17: one deputy secretary where one is needed."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "支部副书记多于一名",
    about="organisation",
    severity="amber",
    cites=("R-ORG-17", "R-ORG-15"),
    source=BRANCH,
    fix="posts",
    do="核对副书记任职，已免职的登记免职日期",
    passes={"一名": {"deputies": 1}},
    fails={"两名": {"deputies": 2}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_ordinary_branch and facts.deputies > 1:
        return f"登记了 {facts.deputies} 名副书记，支部必要时设 1 名"
    return ""
