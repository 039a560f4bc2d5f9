"""R-ORG-03: a branch has fifty members at the most, as a rule."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "党支部党员超过 50 人",
    about="organisation",
    severity="amber",
    cites=("R-ORG-03", "R-GEN-08"),
    source=BRANCH,
    fix="org-rekind",
    do="研究分设支部，或改设党总支",
    passes={"正好五十人": {"members": 50}},
    fails={"五十一人": {"members": 51, "full": 8}},
)
def find(facts: OrgFacts) -> str:
    if facts.is_ordinary_branch and facts.members > 50:
        return f"有党员 {facts.members} 人，一般不超过 50 人"
    return ""
