"""Dues of months that are over: who still has to pay, counted, nobody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jishi.funds.queries.sources import member_states, whole
from jishi.funds.reckon import Range, reckon
from jishi.kernel.period import Month
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


@dataclass(frozen=True, slots=True)
class MonthFacts:
    org_id: int
    month: int
    payable: int
    paid: int


def _load(ground: Ground) -> Mapping[int, Sequence[MonthFacts]]:
    """Months of the period that are over on the day."""
    period, day = ground.span.period, ground.span.day
    last = min(period.last.index, Month.holding(day).index - 1)
    if last < period.first.index:
        return {}
    span = Range(period.first.index, last)
    states = member_states(span).filter(ground.of())
    sheet = reckon(span, whole(span, states.order_by().values("person_id")))
    return {
        org: [
            MonthFacts(org, span.first + place, cell.payable, cell.paid)
            for place, cell in enumerate(row)
            if cell.payable
        ]
        for org, row in sheet.cells.items()
    }


def _judge(months: Sequence[MonthFacts], params: Params, span: Span) -> Proof:
    if not months:
        return not_applicable("这一时期没有应收的党费")
    found: list[Found] = []
    lacks: list[Lack] = []
    for each in months:
        month = Month(each.month)
        url = f"{address('dues-month', each.org_id)}?month={month}"
        if each.paid >= each.payable:
            found.append(Found(f"{month}党费 {each.paid} 人已交清", url, month.last_day))
        else:
            short = each.payable - each.paid
            label = f"{month}党费还有 {short} 人没有交（应交 {each.payable} 人）"
            how = "收缴后登记；确有困难的按程序报批减免"
            lacks.append(Lack(label, "R-FEE-17", how, url, span.mend_by()))
    return Proof(tuple(found), tuple(lacks), met=Decimal(len(found)))


SOURCE = Source(
    code="dues.paid", title="按月交清党费", source="党费台账", load=_load, judge=_judge, empty=(),
    offers=lambda: [Offer("dues", "按月交清党费", {})],
)  # fmt: skip
