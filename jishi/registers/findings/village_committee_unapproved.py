"""R-ORG-06: a committee in a village is approved by the county committee."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import RURAL, finding


@finding(
    "村党委缺县级批复",
    about="organisation",
    severity="red",
    cites=("R-ORG-06",),
    source=RURAL,
    do="补登县级党委批复文号；没有批复的，按程序报批",
    passes={"有县级批复": {"kind": "committee", "all_members": 120}},
    fails={"没有县级批复": {"kind": "committee", "all_members": 120, "approved_by_county": False}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "committee" and facts.sector == "village" and not facts.approved_by_county:
        return f"村设党委（党员 {facts.all_members} 人）没有登记县级党委批复"
    return ""
