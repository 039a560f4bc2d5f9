"""`/audit/`: the auditor's search; `/audit/chain/`: is the log itself whole?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from jishi.base.access import AUDIT_READ
from jishi.base.audit import actions, anchors, chain, queries, verbs, words
from jishi.base.clock import SHANGHAI
from jishi.base.models import AuditEvent
from jishi.base.web.filters import Filter, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, routes
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Who(Filter):
    """An account by login or part of the name; else a name as it stands in the line."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        accounts = get_user_model()._default_manager.filter(Q(login=raw) | Q(name__contains=raw))
        found = list(accounts.values_list("pk", flat=True)[:500])
        return queryset.filter(actor_id__in=found) if found else queryset.filter(actor_name=raw)


@dataclass(frozen=True)
class What(Filter):
    """One of the acts that any room has declared."""

    widget = "choice"

    def options(self) -> Sequence[tuple[str, str]]:
        return sorted(((v.code, v.label) for v in verbs.all_verbs().values()), key=lambda o: o[0])

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        if raw not in verbs.all_verbs():
            raise Refused(f"{self.label}没有「{raw[:20]}」这一项", field=self.name)
        return queryset.filter(verb=raw)

    def shown(self, actor: Actor, raw: str) -> str:
        return verbs.label(raw)


@dataclass(frozen=True)
class Object(Filter):
    """One object as the column shows it, 「组织 12」, or all of its kind."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        kind, _, number = raw.partition(" ")
        queryset = queryset.filter(object_kind=words.kind_named(kind))
        return queryset.filter(object_id=number) if number else queryset


@dataclass(frozen=True)
class UnderOrg(Under):
    """The log keeps the organisation's number, not a link: it outlives what it speaks of."""

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        below = Organisation.objects.filter(self._org(actor, raw).below())
        return queryset.filter(org_id__in=below.values("pk"))


@dataclass(frozen=True)
class OnDay(Filter):
    """From the beginning, or up to the end, of a day."""

    last: bool = False

    widget = "date"

    def narrow(self, actor: Actor, queryset: QuerySet[M], raw: str) -> QuerySet[M]:
        try:
            day = date.fromisoformat(raw) + timedelta(days=self.last)
            start = int(datetime.combine(day, time(), SHANGHAI).timestamp() * 1_000_000)
        except (ValueError, OverflowError):
            raise Refused(f"{self.label}须如 2026-05-01", field=self.name) from None
        return queryset.filter(**{"at__lt" if self.last else "at__gte": start})


def _object(event: AuditEvent) -> str:
    return f"{words.kind_label(event.object_kind)} {event.object_id}"


class AuditList(ListScreen[AuditEvent]):
    path, name, title = "audit/", "audit", "审计记录"
    permission = AUDIT_READ
    nav = Nav("系统", "审计记录", "scroll-text", 60, phone="审计")
    columns = (
        Column("seq", "序号", number=True, phone="meta"),
        Column("when", "时间", value=lambda e: e.when.astimezone(SHANGHAI).replace(tzinfo=None)),
        Column("actor_name", "谁", phone="meta"),
        Column("verb", "事项", value=lambda e: verbs.label(e.verb), phone="title"),
        Column("org_name", "组织", value=lambda e: e.org_name or ""),
        Column("object", "对象", value=_object, phone="hide"),
        Column("detail", "内容", value=lambda e: words.summary(e.object_kind, e.detail)),
        Column("address", "来源地址", phone="hide"),
    )
    filters = (
        Who("who", "谁"),
        What("what", "事项"),
        UnderOrg("org", "组织及下级", permission=AUDIT_READ),
        Object("object", "对象"),
        OnDay("since", "自"),
        OnDay("until", "至", last=True),
    )
    orders = (
        Order("new", "从新到旧", ("-seq",)),
        Order("old", "从旧到新", ("seq",)),
    )
    wide = True
    empty = "还没有审计记录"

    def rows(self) -> QuerySet[AuditEvent]:
        return queries.search(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        return [("审计链", reverse("audit-chain"), "shield-check")]

    def get(self) -> HttpResponse:
        asked = self.request.GET
        if not asked.get("at"):  # turning the page is still the same search
            used = {f.label: asked[f.name][:60] for f in self.filters if asked.get(f.name)}
            export = asked.get("format", "")
            actions.note_search(self.actor, used, export if export in ("xlsx", "csv") else "")
        return super().get()


class AuditChain(Screen):
    path, name, title = "audit/chain/", "audit-chain", "审计链"
    permission = AUDIT_READ
    template = "audit/chain.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("审计记录", reverse("audit"))]

    def context(self) -> dict[str, Any]:
        kept = anchors.kept()
        newest = kept.newest
        return {
            "head": chain.head(),
            "short": anchors.printed(chain.head()),
            "newest": newest,
            "newest_short": anchors.printed(newest.point) if newest else "",
            "anchors": sorted(kept.anchors, key=lambda a: a.at, reverse=True)[:20],
            "places": anchors.places(),
            "lost": kept.lost_places,
            "unreadable": kept.unreadable,
        }

    def post(self) -> HttpResponse:
        if self.request.POST.get("do") == "anchor":
            anchor = actions.keep_anchor(self.actor)
            return self.render({**self.context(), "kept": anchors.printed(anchor.point)})
        report = actions.verify_chain(self.actor)
        return self.render({**self.context(), "report": report})


urlpatterns = routes(AuditList, AuditChain)
