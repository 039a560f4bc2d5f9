"""Activities of some kinds that count, so many of them in the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from jishi.activities.kinds import all_kinds
from jishi.activities.queries.evidence import counting
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


@dataclass(frozen=True, slots=True)
class Held:
    activity: int
    kind: str
    on: date
    title: str


def kinds_of(params: Params) -> tuple[str, ...]:
    return tuple(code for code in str(params["kinds"]).split(",") if code)


def _load(ground: Ground) -> Mapping[int, Sequence[Held]]:
    kinds = sorted({code for params in ground.wants for code in kinds_of(params)})
    period = ground.span.period
    rows = counting(kinds, period.first_day, period.last_day).filter(
        ground.of("activity__organisers__org")
    )
    found: dict[int, list[Held]] = defaultdict(list)
    columns = ("activity__organisers__org_id", "activity_id", "kind", "activity__held_on",
               "activity__title")  # fmt: skip
    ordered = rows.order_by("activity__held_on", "activity_id", "kind")
    for org, activity, kind, on, title in ordered.values_list(*columns):
        found[org].append(Held(activity, kind, on, title))
    return found


def _judge(held: Sequence[Held], params: Params, span: Span) -> Proof:
    kinds, least = kinds_of(params), int(params["least"])
    mine = {each.activity: each for each in held if each.kind in kinds}
    found = tuple(
        Found(f"{each.on:%m-%d} {each.title}", address("activity", each.activity), each.on)
        for each in mine.values()
    )
    lacks: tuple[Lack, ...] = ()
    if (short := least - len(mine)) > 0:
        titles = "、".join(all_kinds()[code].title for code in kinds)
        how = "期内办过没有登记的请补登记；还没有到期的请开展"
        page = f"{reverse('activity-new')}?kind={kinds[0]}"
        label = f"{titles}还差 {short} 次（要求 {least} 次）"
        last = span.period.last_day
        by = span.mend_by(last) if span.today <= last else span.mend_by()
        lacks = (Lack(label, "R-GEN-02", how, page, by, Decimal(short)),)
    return Proof(found, lacks, met=Decimal(min(len(mine), least)))


def _check(params: Params) -> Iterator[str]:
    if not kinds_of(params) or set(kinds_of(params)) - set(all_kinds()):
        yield "没有这种活动"
    if not isinstance(params["least"], int) or not 1 <= params["least"] <= 60:
        yield "次数应为 1 至 60"


def _offers() -> list[Offer]:
    return [
        Offer(code, f"开展活动：{kind.title}", {"kinds": code, "least": 1})
        for code, kind in all_kinds().items()
    ]


SOURCE = Source(
    code="activity.held", title="开展活动的次数", source="活动登记", load=_load, judge=_judge,
    params=("kinds", "least"), check=_check, offers=_offers, empty=(),
)  # fmt: skip
