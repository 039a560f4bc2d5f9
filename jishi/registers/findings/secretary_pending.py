"""R-ORG-22: elected, but nobody has noted the approval."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding


@finding(
    "书记选出后还没有批复",
    about="organisation",
    severity="amber",
    cites=("R-ORG-22",),
    source=ORGAN,
    fix="posts",
    do="上级批复后补登文号；没有报批的，尽快报批",
    passes={"已批复": {}},
    fails={"没有文号": {"secretary_pending": True, "secretary": None}},
)
def find(facts: OrgFacts) -> str:
    return "书记任职没有批复文号，暂不算已任职" if facts.secretary_pending else ""
