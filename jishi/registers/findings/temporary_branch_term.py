"""R-ORG-10: a temporary branch has no term and holds no election."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "临时党支部登记了任期",
    about="organisation",
    severity="red",
    cites=("R-ORG-10",),
    source=BRANCH,
    do="撤销这一届任期登记，班子由批准其成立的党组织指定",
    passes={"没有任期": {"kind": "temporary_branch", "members": 0, "elected_on": None}},
    fails={"登记了选举": {"kind": "temporary_branch", "members": 0}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "temporary_branch" and facts.elected_on is not None:
        return f"登记了 {facts.elected_on} 的选举，临时党支部不换届"
    return ""
