"""How many members have reached the hours of study required in the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from jishi.activities.queries.hours import with_hours
from jishi.base.settings_tree import all_in_force
from jishi.kernel.path import ids
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.standards.sources.source import (
    Found,
    Ground,
    Lack,
    Offer,
    Params,
    Proof,
    Source,
    Span,
    not_applicable,
)
from jishi.training.local import MEMBER_HOURS, ONLINE_SHARE
from jishi.tree.models import Organisation


@dataclass(frozen=True, slots=True)
class HoursFacts:
    org_id: int
    code: str
    required: int
    members: int
    reached: int
    year: int


def counts(studied: Decimal, online: Decimal, required: int, share: int) -> Decimal:
    """Hours online count up to a share of what is required (R-EDU-09)."""
    return studied - online + min(online, Decimal(required * share) / 100)


def _load(ground: Ground) -> Mapping[int, HoursFacts]:
    year = ground.span.period.first.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = Organisation.objects.filter(ground.of("pk")).order_by()
    places = {pk: (code, path) for pk, code, path in rows.values_list("pk", "code", "path")}
    norms = all_in_force((MEMBER_HOURS, ONLINE_SHARE), min(ground.span.day, last))
    people: QuerySet[Any] = with_hours(
        Person.objects.filter(ground.of(), standing__in=COUNTED, merged_into=None), first, last
    )
    members: dict[int, int] = dict.fromkeys(places, 0)
    reached: dict[int, int] = dict.fromkeys(places, 0)
    numbers = {
        pk: tuple(norms[each.code].at(ids(path)).value for each in (MEMBER_HOURS, ONLINE_SHARE))
        for pk, (_, path) in places.items()
    }
    for org, studied, online in people.order_by().values_list("org_id", "studied", "online"):
        required, share = numbers[org]
        members[org] += 1
        reached[org] += counts(studied, online, required, share) >= required
    return {
        pk: HoursFacts(pk, code, numbers[pk][0], members[pk], reached[pk], year)
        for pk, (code, _) in places.items()
    }


def _judge(facts: HoursFacts | None, params: Params, span: Span) -> Proof:
    if facts is None or not facts.members:
        return not_applicable("没有党员")
    url = f"{reverse('training-people')}?org={facts.code}&year={facts.year}"
    label = f"{facts.reached} 名党员达到 {facts.required} 学时（共 {facts.members} 名）"
    found = (Found(label, url),) if facts.reached else ()
    short = facts.members - facts.reached
    lacks: tuple[Lack, ...] = ()
    if short:
        last = date(facts.year, 12, 31)
        how = "登记学习和培训的到会人员；学时只算当年的"
        by = span.mend_by() if span.today > last else span.mend_by(last)
        text = f"{short} 名党员不足 {facts.required} 学时"
        lacks = (Lack(text, "R-EDU-01", how, url, by, Decimal(short)),)
    return Proof(found, lacks, met=Decimal(facts.reached))


SOURCE = Source(
    code="training.hours", title="党员达到规定学时", source="教育培训", load=_load, judge=_judge,
    offers=lambda: [Offer("hours", "党员达到规定学时", {})],
)  # fmt: skip
