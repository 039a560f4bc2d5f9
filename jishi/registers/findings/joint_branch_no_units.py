"""R-ORG-07: a joint branch says which units it joins."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "联合党支部没有登记覆盖单位",
    about="organisation",
    severity="amber",
    cites=("R-ORG-07",),
    source=BRANCH,
    fix="units",
    do="在单位台账里登记由它覆盖的单位",
    passes={"两个单位": {"kind": "joint_branch"}, "不是联合支部": {"units": 0}},
    fails={"一个单位": {"kind": "joint_branch", "units": 1}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "joint_branch" and facts.units < 2:
        return f"只登记了 {facts.units} 个覆盖单位"
    return ""
