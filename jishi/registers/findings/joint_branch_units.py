"""R-ORG-07: a joint branch covers five units at the most, as a rule."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "联合党支部覆盖单位过多",
    about="organisation",
    severity="amber",
    cites=("R-ORG-07",),
    source=BRANCH,
    fix="units",
    do="把一部分单位调整到相邻支部",
    passes={"五个单位": {"kind": "joint_branch", "units": 5}},
    fails={"六个单位": {"kind": "joint_branch", "units": 6}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind == "joint_branch" and facts.units > facts.joint_most:
        return f"覆盖 {facts.units} 个单位，一般不超过 {facts.joint_most} 个"
    return ""
