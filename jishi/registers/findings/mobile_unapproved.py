"""R-ORG-12: an organisation of members away is approved by the county committee or above."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "流动党员党组织缺县级以上批文",
    about="organisation",
    severity="red",
    cites=("R-ORG-12",),
    source=BRANCH,
    do="补登县级以上党委的批文",
    passes={"有批文": {"kind": "mobile_organisation", "members": 0}},
    fails={"没有批文": {"kind": "mobile_organisation", "members": 0, "approved_by_county": False}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "mobile_organisation" and not facts.approved_by_county:
        return "没有登记县级以上党委的批文"
    return ""
