"""R-ORG-05: a committee with fewer than a hundred members needs an approval."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import ORGAN, finding


@finding(
    "基层党委人数不足又无批复",
    about="organisation",
    severity="amber",
    cites=("R-ORG-05", "R-ORG-45"),
    source=ORGAN,
    do="补登设立党委的批复文号",
    passes={
        "一百人": {"kind": "committee", "sector": "bureau", "all_members": 100, "approved": False},
        "乡镇党委不看人数": {
            "kind": "committee",
            "sector": "township",
            "all_members": 60,
            "approved": False,
        },
    },
    fails={
        "九十九人没有批复": {
            "kind": "committee",
            "sector": "bureau",
            "all_members": 99,
            "approved": False,
        }
    },
)
def find(facts: OrgFacts) -> str:
    if facts.kind != "committee" or facts.sector in ("county", "township", "street"):
        return ""
    if facts.approved or facts.all_members >= 100:
        return ""
    return f"所属党员 {facts.all_members} 人，不足 100 人，也没有登记批复文号"
