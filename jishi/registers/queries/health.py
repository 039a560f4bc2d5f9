"""The health report: findings of a subtree, counted by kind and by organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jishi.base.web.panels import Link
from jishi.registers.addresses import org_link, person_link, unit_link
from jishi.registers.findings import FindingRule, Found, all_findings, examine
from jishi.registers.queries.facts import ALL, sight
from jishi.registers.table import Table
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Count:
    """How often a finding was made, and in how many organisations."""

    rule: FindingRule
    count: int
    orgs: int


@dataclass(frozen=True)
class Report:
    counts: Sequence[Count]  # of every finding, also those that found nothing
    organisations: int
    members: int
    units: int
    found: Sequence[Found]

    def of(self, severity: str) -> list[Count]:
        return [each for each in self.counts if each.rule.severity == severity and each.count]

    def total(self, severity: str) -> int:
        return sum(each.count for each in self.of(severity))

    @property
    def in_order(self) -> list[Count]:
        return [each for each in self.counts if not each.count]


def report(actor: Actor, org: Organisation | None, about: Sequence[str] = ALL) -> Report:
    seen = sight(actor, org, about)
    found = examine(seen)
    count = Counter(each.rule.code for each in found)
    orgs: dict[str, set[int]] = {}
    for each in found:
        orgs.setdefault(each.rule.code, set()).add(each.org_id)
    counts = [
        Count(rule, count[code], len(orgs.get(code, ())))
        for code, rule in all_findings().items()
        if rule.about in about
    ]
    return Report(counts, len(seen.organisations), len(seen.people), len(seen.units), found)


def rows(actor: Actor, org: Organisation | None, code: str) -> Table:
    """Whatever one finding has found."""
    rule = all_findings()[code]
    found = examine(sight(actor, org, [rule.about]), [code])
    if rule.about == "organisation":
        headers: tuple[str, ...] = ("党组织", "情况", "办理")
        cells = [(org_link(each.id, each.name), each.text, each.fix) for each in found]
        return Table(rule.title, headers, cells)
    headers = (rule.about_label, "党组织", "情况")
    named = person_link if rule.about == "person" else unit_link
    triples = [
        (named(each.id, each.name), org_link(each.org_id, each.org_name), each.text)
        for each in found
    ]
    return Table(rule.title, headers, triples)


def by_organisation(actor: Actor, org: Organisation | None) -> Table:
    """Where most is to be done: red first, then amber."""
    names: dict[int, str] = {}
    tally: dict[int, Counter[str]] = {}
    for each in report(actor, org).found:
        names[each.org_id] = each.org_name
        tally.setdefault(each.org_id, Counter())[each.rule.severity] += 1
    worst = sorted(
        tally.items(), key=lambda pair: (-pair[1]["red"], -pair[1]["amber"], pair[0])
    )  # fmt: skip
    cells = [
        (
            org_link(pk, names[pk]),
            Link(str(count["red"]), "", "red") if count["red"] else 0,
            count["amber"], count["blue"],
        )
        for pk, count in worst
    ]  # fmt: skip
    return Table("各组织体检情况", ("党组织", "须处理", "请核对", "提示"), cells)
