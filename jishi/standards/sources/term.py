"""Whether the term has run out without an election."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jishi.orgs.models import Term
from jishi.standards.sources.source import (
    Found,
    Ground,
    Lack,
    Offer,
    Params,
    Proof,
    Source,
    Span,
    address,
)
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation


@dataclass(frozen=True, slots=True)
class TermFacts:
    org_id: int
    has_term: bool = True
    elected_on: date | None = None
    ends_on: date | None = None


def _load(ground: Ground) -> Mapping[int, TermFacts]:
    """The term of the day, and of whom a term is expected."""
    rows = Organisation.objects.filter(ground.of("pk")).order_by()
    found = {
        pk: TermFacts(pk, ORG_KINDS[kind].has_term) for pk, kind in rows.values_list("pk", "kind")
    }
    day = ground.span.day
    terms = Term.objects.filter(
        ground.of(), Q(ended_on__isnull=True) | Q(ended_on__gt=day), elected_on__lte=day
    ).order_by("elected_on")
    for org, elected, ends in terms.values_list("org_id", "elected_on", "ends_on"):
        found[org] = TermFacts(org, True, elected, ends)
    return found


def _judge(facts: TermFacts | None, params: Params, span: Span) -> Proof:
    if facts is None or not facts.has_term:
        return Proof(applies=False, why="这类组织没有任期")
    page = address("org", facts.org_id)
    if facts.ends_on is None:
        how = "在组织页面登记最近一次换届的日期和批复"
        return Proof(lacks=(Lack("没有登记本届任期", "R-ORG-28", how, page, span.mend_by()),))
    if facts.ends_on < span.day:
        how = "换届后在组织页面登记选举日期，或登记经批准的延期"
        label = f"{facts.ends_on} 任期届满，没有换届"
        return Proof(lacks=(Lack(label, "R-ORG-28", how, page, span.mend_by()),))
    url = address("org", facts.org_id)
    label = f"本届任期至 {facts.ends_on}"
    return Proof((Found(label, url, facts.elected_on),))


SOURCE = Source(
    code="term.running", title="按期换届", source="任期登记", load=_load, judge=_judge,
    offers=lambda: [Offer("term", "按期换届", {})],
)  # fmt: skip
