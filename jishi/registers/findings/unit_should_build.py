"""R-ORG-02, R-GOV-07: three full members and no organisation of its own."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import BRANCH, finding


@finding(
    "应建未建",
    about="unit",
    severity="red",
    cites=("R-ORG-02", "R-GOV-07", "R-GEN-08"),
    source=BRANCH,
    fix="unit",
    do="成立党支部并登记覆盖；暂不具备条件的写明原因",
    passes={
        "三名已单独建": {"members": 3, "full": 3, "mode": "single"},
        "两名": {"members": 2, "full": 2},
    },
    fails={
        "三名没有支部": {"members": 4, "full": 3},
        "三名只有联建": {"members": 3, "full": 3, "mode": "joint"},
    },
)
def find(facts: UnitFacts) -> str:
    if not facts.may_build or facts.mode == "single":
        return ""
    how = "只有联合等方式覆盖" if facts.is_covered else "没有党组织"
    why = f"；已写原因：{facts.gap_reason}" if facts.gap_reason else ""
    return f"有正式党员 {facts.full if facts.full is not None else facts.members} 名，{how}{why}"
