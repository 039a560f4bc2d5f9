"""Secretary and director are two people and nobody has said why."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "书记、主任未“一肩挑”且没有说明",
    about="organisation",
    severity="blue",
    cites=("R-ORG-44", "R-ORG-23"),
    source="村（社区）“两委”换届要求",
    fix="board",
    do="在主任任职里写明例外原因，或列入下次换届",
    passes={
        "一个人": {},
        "写明了原因": {"director": 2, "exception": "书记由县派"},
        "没有登记主任": {"director": None},
    },
    fails={"两个人": {"director": 2}},
)
def find(facts: OrgFacts) -> str:
    if not facts.is_village or facts.secretary is None or facts.director is None:
        return ""
    if facts.secretary == facts.director or facts.exception:
        return ""
    return "书记和主任是两个人，没有写例外原因"
