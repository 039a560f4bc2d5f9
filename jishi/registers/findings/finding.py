"""The declaration of a finding, and looking through facts with all of them.

    @finding(
        "党支部党员超过 50 人", about="organisation", severity="amber", cites=("R-ORG-03",),
        source=BRANCH, do="…", passes={"正好五十人": {"members": 50}},
        fails={"五十一人": {"members": 51}},
    )
    def find(facts: OrgFacts) -> str:
        return f"…{facts.members}…" if facts.members > 50 else ""

The code of a finding is the name of its file. It stands as a rule with its examples too, so that
the reference lists it and its examples are run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Literal

from jishi.base.web.panels import Link
from jishi.kernel.declare import AnyRule, Declaration, Example, discover, rule
from jishi.kernel.verdict import OK, Verdict, refuse
from jishi.registers.addresses import fix_link
from jishi.registers.facts import OrgFacts, PersonFacts, Sight, UnitFacts

About = Literal["organisation", "person", "unit"]
Severity = Literal["red", "amber", "blue"]
SEVERITIES: dict[str, str] = {"red": "须处理", "amber": "请核对", "blue": "提示"}
ABOUTS: dict[str, str] = {"organisation": "党组织", "person": "党员", "unit": "单位"}
FACTS: dict[str, type[Any]] = {
    "organisation": OrgFacts, "person": PersonFacts, "unit": UnitFacts,
}  # fmt: skip

BRANCH = "《中国共产党支部工作条例（试行）》"
RURAL = "《中国共产党农村基层组织工作条例》"
ORGAN = "《中国共产党党和国家机关基层组织工作条例》"
ROSTER = "党员名册数据校验"

Cases = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class FindingRule(Declaration):
    about: About
    severity: Severity
    do: str  # what to do about it, in one sentence
    fix: str  # name of the screen where that is done
    cites: tuple[str, ...]
    judge: Callable[[Any], str]
    rule: AnyRule
    order: int = 50

    @property
    def severity_label(self) -> str:
        return SEVERITIES[self.severity]

    @property
    def about_label(self) -> str:
        return ABOUTS[self.about]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding on one object."""

    rule: FindingRule
    id: int
    name: str
    org_id: int
    org_name: str
    text: str

    @property
    def fix(self) -> Link:
        return fix_link(self.rule.fix, self.org_id)


def finding(
    title: str,
    *,
    about: About,
    severity: Severity,
    cites: tuple[str, ...],
    source: str,
    do: str,
    passes: Cases,
    fails: Cases,
    fix: str = "",
) -> Callable[[Callable[[Any], str]], FindingRule]:
    """Declare a finding; `passes` and `fails` are its examples: why → facts that matter."""

    def declare(judge: Callable[[Any], str]) -> FindingRule:
        code = judge.__module__.rpartition(".")[2]

        @wraps(judge)
        def decide(facts: Any) -> Verdict:
            text = judge(facts)
            return refuse(code, text, cites[0]) if text else OK

        facts_of = FACTS[about]
        examples = (
            *(Example({"facts": facts_of(**given)}, True, why) for why, given in passes.items()),
            *(Example({"facts": facts_of(**given)}, code, why) for why, given in fails.items()),
        )
        declared = rule(title=title, cites=cites, source=source, examples=examples)(decide)
        return FindingRule(
            code=code, title=title, source=source, about=about, severity=severity, do=do, fix=fix,
            cites=cites, judge=judge, rule=declared,
        )  # fmt: skip

    return declare


_WEIGHT = {"red": 0, "amber": 1, "blue": 2}
_PLACE = {"organisation": 0, "unit": 1, "person": 2}


@cache
def all_findings() -> Mapping[str, FindingRule]:
    """Every finding, the grave ones first."""
    found = discover("jishi.registers.findings", FindingRule)
    order = sorted(
        found.values(), key=lambda each: (_WEIGHT[each.severity], _PLACE[each.about], each.code)
    )
    return {each.code: each for each in order}


def examine(sight: Sight, only: Iterable[str] | None = None) -> list[Found]:
    """Everything that the findings say about the facts; `only` some of them where named."""
    wanted = set(only) if only is not None else None
    by_about: dict[str, list[FindingRule]] = {about: [] for about in FACTS}
    for each in all_findings().values():
        if wanted is None or each.code in wanted:
            by_about[each.about].append(each)
    found: list[Found] = []
    for org in sight.organisations:
        for each in by_about["organisation"]:
            if text := each.judge(org):
                found.append(Found(each, org.id, org.name, org.id, org.name, text))
    others: list[PersonFacts | UnitFacts] = [*sight.people, *sight.units]
    for one in others:
        about = "person" if isinstance(one, PersonFacts) else "unit"
        for each in by_about[about]:
            if text := each.judge(one):
                found.append(Found(each, one.id, one.name, one.org_id, one.org_name, text))
    return found
