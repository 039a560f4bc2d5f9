"""Whether Party building stands in the charter of a social organisation."""

from __future__ import annotations

from jishi.registers.facts import UnitFacts
from jishi.registers.findings.finding import finding


@finding(
    "党建没有写入章程",
    about="unit",
    severity="blue",
    cites=("R-GOV-11", "R-GOV-07"),
    source="党建入章要求",
    fix="unit",
    do="换届或修改章程时写入",
    passes={"写入": {"kind": "society"}, "企业不问": {"charter": None}},
    fails={"没有写入": {"kind": "society", "charter": False}},
)
def find(facts: UnitFacts) -> str:
    if facts.kind in ("society", "social_service", "foundation") and facts.charter is not True:
        return "章程没有写入党建" if facts.charter is False else "没有登记章程是否写入党建"
    return ""
