"""R-GOV-03: two years without a new member in a village is a hint, no more."""

from __future__ import annotations

from datetime import date

from jishi.kernel.deadline import add_years
from jishi.registers.facts import OrgFacts
from jishi.registers.findings.finding import finding


@finding(
    "两年没有发展党员",
    about="organisation",
    severity="blue",
    cites=("R-GOV-03", "R-ORG-23"),
    source="地方排查整顿标准样例",
    do="列入发展计划；是否软弱涣散由上级研究认定",
    passes={"两年内有": {"last_joined": date(2024, 11, 21)}},
    fails={"正好两年": {"last_joined": date(2024, 11, 20)}, "从来没有": {"last_joined": None}},
)
def find(facts: OrgFacts) -> str:
    if not facts.is_village or not facts.members:
        return ""
    before = add_years(facts.today, -2)
    if facts.founded_on > before or (facts.last_joined and facts.last_joined > before):
        return ""
    last = f"最近一名 {facts.last_joined} 入党" if facts.last_joined else "名册上没有入党日期"
    return f"连续两年没有发展党员，{last}"
