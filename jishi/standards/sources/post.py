"""Posts that are filled, and those that are vacant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link
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
from jishi.tree.models import Organisation


@dataclass(frozen=True, slots=True)
class Held:
    link: int
    kind: str
    since: date


@dataclass(frozen=True, slots=True)
class PostFacts:
    org_id: int
    held: Sequence[Held] = ()


def kinds_of(params: Params) -> tuple[str, ...]:
    return tuple(code for code in str(params["posts"]).split(",") if code)


def _load(ground: Ground) -> Mapping[int, PostFacts]:
    wanted = sorted({code for params in ground.wants for code in kinds_of(params)})
    day = ground.span.day
    links = Link.objects.filter(
        ground.of(), Q(until__isnull=True) | Q(until__gt=day), kind__in=wanted, since__lte=day
    ).order_by("since", "id")
    held: dict[int, list[Held]] = defaultdict(list)
    kinds = all_kinds()
    for org, pk, kind, since, document in links.values_list(
        "org_id", "id", "kind", "since", "document"
    ):
        if document or not kinds[kind].needs_document:  # not approved yet is not in office
            held[org].append(Held(pk, kind, since))
    rows = Organisation.objects.filter(ground.of("pk")).order_by().values_list("pk", flat=True)
    return {pk: PostFacts(pk, tuple(held.get(pk, ()))) for pk in rows}


def _judge(facts: PostFacts | None, params: Params, span: Span) -> Proof:
    """Each post wanted has to be held by somebody; `least` of all of them are enough."""
    if facts is None:
        return not_applicable("没有这个组织")
    wanted, kinds = kinds_of(params), all_kinds()
    by_kind: dict[str, Held] = {each.kind: each for each in facts.held}
    found = tuple(
        Found(kinds[code].title, address("link", by_kind[code].link), by_kind[code].since)
        for code in wanted if code in by_kind
    )  # fmt: skip
    page = address("org", facts.org_id)  # whoever may appoint finds the button there
    how = "由有任免权限的上级登记任职和批复文号"
    lacks = tuple(
        Lack(f"{kinds[code].title}空缺", "R-ORG-23", how, page, span.mend_by())
        for code in wanted
        if code not in by_kind
    )
    return Proof(found, lacks)


def _check(params: Params) -> Iterator[str]:
    if not kinds_of(params) or set(kinds_of(params)) - set(all_kinds()):
        yield "没有这种职务"


def _offers() -> list[Offer]:
    return [
        Offer(code, f"在任：{kind.title}", {"posts": code})
        for code, kind in all_kinds().items()
        if kind.on_committee or code == "reserve"
    ]


SOURCE = Source(
    code="post.held", title="职务配齐", source="任职登记", load=_load, judge=_judge,
    params=("posts",), check=_check, offers=_offers,
)  # fmt: skip
