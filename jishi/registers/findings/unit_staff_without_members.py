"""R-GOV-10: fifty people at work and no member; a hundred and no organisation."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding


@finding(
    "职工较多没有党员或组织",
    about="unit",
    severity="amber",
    cites=("R-GOV-10",),
    source="关于加强和改进非公有制企业党的建设工作的意见",
    fix="unit",
    do="摸清党员底数，发展党员或组建党组织",
    passes={
        "四十九人": {"staff": 49},
        "一百人已覆盖": {"staff": 120, "members": 3, "full": 3, "mode": "single"},
    },
    fails={
        "一百二十人没有组织": {"staff": 120, "members": 2, "full": 2},
        "五十人没有党员": {"staff": 50},
    },
)
def find(facts: UnitFacts) -> str:
    staff = facts.staff or 0
    if facts.of_kind.group not in ("enterprise", "new") or staff < 50:
        return ""
    if staff >= 100 and not facts.is_covered:
        return f"职工 {staff} 人，没有党组织"
    return "" if facts.members or facts.full or facts.is_covered else f"职工 {staff} 人，没有党员"
