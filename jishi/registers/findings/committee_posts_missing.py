"""R-ORG-17: a committee has somebody for organisation, publicity and discipline."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "支委分工不全",
    about="organisation",
    severity="blue",
    cites=("R-ORG-17",),
    source=BRANCH,
    fix="post-new",
    do="明确组织、宣传、纪检委员，一人可以兼两职",
    passes={"都有": {}},
    fails={
        "没有纪检委员": {
            "posts": frozenset({"secretary", "committee_organisation", "committee_publicity"})
        }
    },
)
def find(facts: OrgFacts) -> str:
    wanted = {
        "committee_organisation": "组织",
        "committee_publicity": "宣传",
        "committee_discipline": "纪检",
    }
    lacking = [label for code, label in wanted.items() if code not in facts.posts]
    if facts.is_ordinary_branch and facts.committee >= 3 and lacking:
        return f"没有{'、'.join(lacking)}委员"
    return ""
