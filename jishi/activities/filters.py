"""Filters of activities, the same for list, export and interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.kinds import all_kinds
from jishi.activities.kinds.kind import GROUPS, SERIES
from jishi.activities.marks import STAGES
from jishi.activities.models import ActivityOrg, ActivityPart
from jishi.activities.queries.kinds import OWN, own_kinds_of, title_choices
from jishi.base.web.filters import Choice, Filter, InPeriod, Under
from jishi.kernel.path import subtree_bounds
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

M = TypeVar("M", bound=Model)
SERIAL = tuple(code for code, kind in all_kinds().items() if SERIES in kind.fields)


@dataclass(frozen=True)
class Held(Under):
    """Held at or below an organisation, by itself or together with others."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        low, high = subtree_bounds(self._org(actor, raw).path)
        held = ActivityOrg.objects.filter(org__path__gte=low, org__path__lt=high)
        return queryset.filter(pk__in=held.values("activity_id"))


@dataclass(frozen=True)
class Named(Filter):
    """Words of the title, as they are written."""

    placeholder: str = "活动名称"

    widget = "search"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        for word in raw.split()[:6]:
            queryset = queryset.filter(title__contains=word)
        return queryset


@dataclass(frozen=True)
class OfKind(Filter):
    """Counted as, or meant as, one of the kinds; a local kind by its code."""

    blank: str = "全部"

    widget = "choice"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        codes = [kind.code for kind in all_kinds().values() if raw in (kind.code, kind.group)]
        if raw in GROUPS:
            codes += [kind.code for kind in own_kinds_of(actor) if kind.group == raw]
        if not codes and not raw.startswith(OWN):
            raise Refused("没有这种活动", field=self.name, code="bad_filter")
        parts = ActivityPart.objects.filter(kind__in=codes or [raw])
        return queryset.filter(pk__in=parts.values("activity_id"))

    def offered(self, actor: Actor) -> Sequence[tuple[str, str]]:
        groups = [(code, f"{label}（全部）") for code, label in GROUPS.items()]
        return [*groups, *title_choices(own_kinds_of(actor))]

    def shown(self, actor: Actor, raw: str) -> str:
        return dict(self.offered(actor)).get(raw, raw)


@dataclass(frozen=True)
class OfSeries(Filter):
    """A part of one campaign, by words of its name: the list is the campaign's ledger."""

    placeholder: str = "系列名称"

    widget = "search"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        parts = ActivityPart.objects.filter(kind__in=SERIAL)
        for word in raw.split()[:6]:
            parts = parts.filter(**{f"payload__{SERIES.code}__icontains": word})
        return queryset.filter(pk__in=parts.values("activity_id"))


FILTERS = (
    Named("q", "名称"),
    Held("org", "党组织", permission=ACTIVITY_VIEW),
    OfKind("kind", "种类"),
    InPeriod("period", "时间", "held_on"),
    Choice("stage", "状态", list(STAGES.items())),
    OfSeries(SERIES.code, "系列"),
)
