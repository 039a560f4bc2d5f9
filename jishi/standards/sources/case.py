"""Cases that an organisation answers for: struck off in time, late, or open past their limit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jishi.cases.kinds.kind import open_kinds
from jishi.cases.models import Case
from jishi.cases.queries.within import COUNTED
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
    not_applicable,
)

HALF = Decimal("0.5")  # settled, but late


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case by its number only: whose it is and what it says stays on its own page."""

    id: int
    label: str
    due_on: date | None
    struck_on: date | None
    in_time: bool | None


def _load(ground: Ground) -> Mapping[int, Sequence[CaseFacts]]:
    """Those of the common books registered in the period; the narrow store is nobody's score."""
    period = ground.span.period
    rows = Case.objects.filter(
        ground.of(),
        COUNTED,
        kind__in=list(open_kinds()),
        opened_on__gte=period.first_day,
        opened_on__lte=period.last_day,
    ).order_by("opened_on", "id")
    found: dict[int, list[CaseFacts]] = defaultdict(list)
    for row in rows.only("kind", "year", "number", "org_id", "due_on", "struck_on", "in_time"):
        found[row.org_id].append(
            CaseFacts(row.pk, row.label, row.due_on, row.struck_on, row.in_time)
        )
    return found


def _judge(cases: Sequence[CaseFacts], params: Params, span: Span) -> Proof:
    if not cases:
        return not_applicable("这一时期没有承办的问题和诉求")
    found: list[Found] = []
    lacks: list[Lack] = []
    for each in cases:
        url = address("case", each.id)
        if each.struck_on is not None:
            found.append(Found(each.label, url, each.struck_on))
            if each.in_time is False:
                lacks.append(Lack(f"{each.label}逾期办结", "R-HOT-05", "已经逾期，不能补回", url,
                                  None, HALF))  # fmt: skip
        elif each.due_on is not None and span.day > each.due_on:
            label = f"{each.label}到期（{each.due_on}）没有办结"
            how = "办结销号；仍算逾期办结"
            lacks.append(Lack(label, "R-HOT-05", how, url, span.mend_by(), rest=HALF))
    late = sum((lack.weight for lack in lacks if lack.mend_by is None), Decimal(0))
    return Proof(tuple(found), tuple(lacks), met=max(Decimal(0), len(found) - late))


SOURCE = Source(
    code="case.in_time", title="问题和诉求按期办结", source="问题与诉求台账", load=_load,
    judge=_judge, empty=(), offers=lambda: [Offer("cases", "问题和诉求按期办结", {})],
)  # fmt: skip
