"""R-ORG-19: seven to nine on the committee of a township."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import RURAL, finding


@finding(
    "乡镇党委委员人数",
    about="organisation",
    severity="amber",
    cites=("R-ORG-19",),
    source=RURAL,
    fix="posts",
    do="核对委员任职，多出或不足的说明原因",
    passes={
        "九名": {"kind": "committee", "sector": "township", "committee": 9},
        "没有登记过": {"kind": "committee", "sector": "township", "committee": 0},
    },
    fails={"十名": {"kind": "committee", "sector": "township", "committee": 10}},
)
def find(facts: OrgFacts) -> str:
    if facts.kind != "committee" or facts.sector != "township" or not facts.committee:
        return ""
    return "" if 7 <= facts.committee <= 9 else f"登记委员 {facts.committee} 名，一般 7 至 9 名"
