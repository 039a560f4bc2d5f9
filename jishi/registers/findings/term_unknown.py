"""R-ORG-25: whoever has a term says when it began."""

from __future__ import annotations

from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "没有登记任期",
    about="organisation",
    severity="amber",
    cites=("R-ORG-25", "R-ORG-26"),
    source="《关于党的基层组织任期的意见》",
    fix="org",
    do="登记本届选举日期",
    passes={"已登记": {}, "党工委没有任期": {"kind": "work_committee", "term_ends": None}},
    fails={"没有登记": {"term_ends": None}},
)
def find(facts: OrgFacts) -> str:
    return "没有登记本届选举日期" if facts.of_kind.has_term and facts.term_ends is None else ""
