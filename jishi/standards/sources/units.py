"""Units that an organisation answers for: covered by an organisation, or by the work at least."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from jishi.registers.models import Link, Unit, UnitCoverage
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
from jishi.tree.models import Organisation

REACHED = {"organisation": "有党组织覆盖", "work": "有组织、指导员或群团组织"}


@dataclass(frozen=True, slots=True)
class UnitsFacts:
    code: str
    all: int
    organisation: int
    work: int


def _load(ground: Ground) -> Mapping[int, UnitsFacts]:
    covered = UnitCoverage.objects.filter(unit=OuterRef("pk"), until__isnull=True)
    sent = Link.objects.filter(unit=OuterRef("pk"), kind="instructor", until__isnull=True)
    rows = Unit.objects.filter(ground.of(), closed_on__isnull=True).alias(
        covered=Exists(covered), sent=Exists(sent)
    )
    work = Q(covered=True) | Q(sent=True) | Q(has_mass_organisation=True)
    counts = rows.order_by().values_list("org_id").annotate(
        n=Count("id"), by_org=Count("id", Q(covered=True)), by_work=Count("id", work)
    )  # fmt: skip
    codes = dict(Organisation.objects.filter(ground.of("pk")).order_by().values_list("pk", "code"))
    return {org: UnitsFacts(codes[org], *numbers) for org, *numbers in counts}


def _judge(facts: UnitsFacts | None, params: Params, span: Span) -> Proof:
    if facts is None:
        return not_applicable("没有归口的单位")
    reached = facts.organisation if params["by"] == "organisation" else facts.work
    url = f"{reverse('units')}?org={facts.code}&open=yes"
    words = REACHED[params["by"]]
    found = (Found(f"{reached} 家{words}（共 {facts.all} 家）", url),) if reached else ()
    lacks: tuple[Lack, ...] = ()
    if short := facts.all - reached:
        how = "登记组建、联建或选派指导员"
        label = f"{short} 家没有{words.removeprefix('有')}"
        lacks = (Lack(label, "R-GOV-08", how, url, span.mend_by(), Decimal(short)),)
    return Proof(found, lacks, met=Decimal(reached))


def _check(params: Params) -> Iterator[str]:
    if params["by"] not in REACHED:
        yield "没有这种覆盖"


SOURCE = Source(
    code="units.covered", title="归口单位覆盖", source="单位与覆盖", load=_load, judge=_judge,
    params=("by",), check=_check,
    offers=lambda: [Offer(by, f"归口单位{words}", {"by": by}) for by, words in REACHED.items()],
)  # fmt: skip
