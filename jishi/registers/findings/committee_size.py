"""R-ORG-16: a branch committee has three to five people, seven at the most."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "支委会人数不合规",
    about="organisation",
    severity="amber",
    cites=("R-ORG-16",),
    source=BRANCH,
    fix="posts",
    do="补选或调整委员；多于 7 人的须写明依据",
    passes={
        "三人": {"committee": 3},
        "七人": {"committee": 7},
        "不足七名正式党员": {"full": 6, "committee": 2},
    },
    fails={"八人": {"committee": 8}, "两人": {"committee": 2}},
)
def find(facts: OrgFacts) -> str:
    if not facts.is_ordinary_branch:
        return ""
    if facts.committee > 7:
        return f"支委会 {facts.committee} 人，一般不超过 7 人，请写明依据"
    if facts.committee == 2 and facts.full >= 7:
        return "支委会只有 2 人，一般 3 至 5 人"
    return ""
