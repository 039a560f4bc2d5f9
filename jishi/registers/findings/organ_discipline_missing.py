"""R-ORG-21: discipline has somebody in charge in every organ."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding


@finding(
    "机关组织缺纪委或纪检委员",
    about="organisation",
    severity="amber",
    cites=("R-ORG-21",),
    source=ORGAN,
    fix="post-new",
    do="机关党委登记纪委书记；机关总支、支部明确纪检委员",
    passes={
        "机关支部有纪检委员": {"sector": "bureau"},
        "小支部不设委员会": {"sector": "bureau", "committee": 1, "posts": frozenset({"secretary"})},
    },
    fails={
        "机关党委没有纪委": {"kind": "committee", "sector": "bureau"},
        "机关支部没有纪检委员": {"sector": "bureau", "posts": frozenset({"secretary"})},
    },
)
def find(facts: OrgFacts) -> str:
    if facts.sector != "bureau":
        return ""
    if facts.kind == "committee":
        return "" if "discipline_secretary" in facts.posts else "没有登记机关纪委书记"
    has_committee = facts.kind == "general_branch" or (
        facts.is_ordinary_branch and facts.committee >= 3
    )
    if has_committee and "committee_discipline" not in facts.posts:
        return "没有纪律检查委员"
    return ""
