"""R-ORG-04: from how many members on a branch may become a general branch."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding
from jishi.registers.thresholds import enough_for_general_branch


@finding(
    "党员人数可设党总支",
    about="organisation",
    severity="blue",
    cites=("R-ORG-04", "R-ORG-06", "R-ORG-45"),
    source=ORGAN,
    fix="org-rekind",
    do="研究是否改设党总支",
    passes={"村正好五十人": {"members": 50}, "机关四十九人": {"members": 49, "sector": "bureau"}},
    fails={"村五十一人": {"members": 51}, "机关五十人": {"members": 50, "sector": "bureau"}},
)
def find(facts: OrgFacts) -> str:
    if (
        facts.is_ordinary_branch
        and enough_for_general_branch(facts.members, facts.sector)
        and (facts.members < 100)
    ):
        return f"有党员 {facts.members} 人，达到设党总支的人数"
    return ""
