"""Filters as closed declarations, used by list, export and API alike (threats 3 and 10).

A filter reads its raw value from the request, refuses what is not among its choices, and narrows
a queryset that already started from `visible()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from jishi.base.clock import today
from jishi.base.pinyin import fold
from jishi.base.web.asked import named_period
from jishi.kernel.period import Month
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

M = TypeVar("M", bound=Model)
_BACK = 24  # months offered on the screen; the interface takes any period


@dataclass(frozen=True)
class Filter:
    name: str
    label: str

    widget = "text"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        raise NotImplementedError

    def options(self) -> Sequence[tuple[str, str]]:
        return ()

    def offered(self, actor: Actor) -> Sequence[tuple[str, str]]:
        """The options where they depend on who asks."""
        return self.options()

    def shown(self, actor: Actor, raw: str) -> str:
        """The chosen value in words, for the line above an export."""
        return raw


@dataclass(frozen=True)
class Search(Filter):
    """Words over a `search_text` column: two characters, pinyin or initials are enough."""

    field: str = "search_text"
    placeholder: str = "名称、拼音或首字母"
    apart: bool = False  # of a large book: found first, in an index of these words alone

    widget = "search"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        found = queryset.model._default_manager.all() if self.apart else queryset
        for word in fold(raw).split()[:6]:
            found = found.filter(**{f"{self.field}__contains": word})
        return queryset.filter(pk__in=found.values("pk")) if self.apart else found


@dataclass(frozen=True)
class Choice(Filter):
    choices: Sequence[tuple[str, str]] = ()
    field: str = ""
    conditions: Mapping[str, Q] | None = None  # for choices that are not plain equality
    by: Callable[[Actor, str], Q] | None = None  # for those that depend on who asks and on the day
    blank: str = "全部"  # what no choice means

    widget = "choice"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        if raw not in dict(self.choices):
            raise Refused(
                f"{self.label}没有「{raw[:20]}」这一项", field=self.name, code="bad_filter"
            )
        if self.by is not None:
            return queryset.filter(self.by(actor, raw))
        if self.conditions is not None:
            return queryset.filter(self.conditions[raw])
        return queryset.filter(**{self.field or self.name: raw})

    def options(self) -> Sequence[tuple[str, str]]:
        return self.choices

    def shown(self, actor: Actor, raw: str) -> str:
        return dict(self.choices).get(raw, raw)


@dataclass(frozen=True)
class Under(Filter):
    """At or below an organisation the actor may see, named by its code."""

    permission: Permission | None = None
    via: str = ""  # path to the organisation; empty for organisations themselves

    widget = "org"

    def _org(self, actor: Actor, raw: str) -> Organisation:
        assert self.permission is not None
        found = visible(actor, self.permission, Organisation.objects.all()).filter(code=raw).first()
        if found is None:
            raise Refused("没有这个组织，或不在您的范围内", field=self.name, code="bad_filter")
        return found

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        from jishi.kernel.path import subtree_bounds

        low, high = subtree_bounds(self._org(actor, raw).path)
        prefix = f"{self.via}__" if self.via else ""
        return queryset.filter(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})

    def shown(self, actor: Actor, raw: str) -> str:
        return self._org(actor, raw).short_name


@dataclass(frozen=True)
class Day(Filter):
    """On or after, on or before a day."""

    lookup: str = ""

    widget = "date"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        try:
            day = date.fromisoformat(raw)
        except ValueError:
            raise Refused(f"{self.label}须如 2026-05-01", field=self.name) from None
        return queryset.filter(**{self.lookup: day})


@dataclass(frozen=True)
class InPeriod(Filter):
    """A day within a period: 2026, 2026Q2, 2026-05."""

    field: str = ""
    blank: str = "全部"

    widget = "choice"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        period = named_period(raw, self.name)
        return queryset.filter(
            Q(**{f"{self.field}__gte": period.first_day, f"{self.field}__lte": period.last_day})
        )

    def options(self) -> Sequence[tuple[str, str]]:
        this = Month.holding(today())
        months = [this.plus(1 - back) for back in range(_BACK)]
        years = sorted({month.year for month in months}, reverse=True)
        return [
            *((str(year), f"{year} 年") for year in years),
            *((str(month), f"{month.year} 年 {month.number} 月") for month in months),
        ]


@dataclass(frozen=True)
class Number(Filter):
    """A small whole number; `condition` says what it means, today being given."""

    condition: Callable[[int, date], Q] | None = None
    low: int = 0
    high: int = 150
    placeholder: str = ""

    widget = "number"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        assert self.condition is not None
        if not (raw.isascii() and raw.isdigit()):
            raise Refused(f"{self.label}须填数字", field=self.name, code="bad_filter")
        if not self.low <= int(raw) <= self.high:
            raise Refused(
                f"{self.label}须在 {self.low} 至 {self.high} 之间",
                field=self.name,
                code="bad_filter",
            )
        return queryset.filter(self.condition(int(raw), actor.today))


@dataclass(frozen=True)
class Chosen:
    """A filter with its value in this request, ready for the template."""

    filter: Filter
    raw: str
    text: str
    error: str = ""
    actor: Actor | None = None

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """Asked for by the screen alone: exports and the interface pay nothing for them."""
        return self.filter.options() if self.actor is None else self.filter.offered(self.actor)


def apply(
    actor: Actor, filters: Sequence[Filter], get: Callable[[str], str | None], queryset: QuerySet[M]
) -> tuple[QuerySet[M], list[Chosen]]:
    """Narrow by all filters; a wrong value narrows to nothing and says so beside its field."""
    chosen: list[Chosen] = []
    for one in filters:
        raw = (get(one.name) or "").strip()[:200].replace("\x00", "")
        if not raw:
            chosen.append(Chosen(one, "", "", actor=actor))
            continue
        try:
            queryset = one.narrow(actor, queryset, raw)
            chosen.append(Chosen(one, raw, one.shown(actor, raw), actor=actor))
        except Refused as refusal:
            queryset = queryset.none()
            chosen.append(Chosen(one, raw, raw, refusal.message, actor))
    return queryset, chosen


__all__ = [
    "Choice",
    "Chosen",
    "Day",
    "Filter",
    "Number",
    "Search",
    "Under",
    "apply",
]
