"""Demonstration sites with their quota; naming and taking off."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from jishi.base.web.filters import Choice, Under
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.actions import sites as actions
from jishi.standards.forms import EndSiteForm, SiteForm
from jishi.standards.models import Site
from jishi.standards.models.outcome import SITE_LEVELS
from jishi.standards.queries import sites as queries
from jishi.standards.screens.common import GROUP, HOME
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.reach import reach

LIST = ("示范点", "/standards/sites/")


class SiteList(ListScreen[Site]):
    path, name, title = "standards/sites/", "sites", "示范点"
    permission = STANDARD_VIEW
    nav = Nav(GROUP, "示范点", "award", 40)
    template = "standards/sites.html"
    columns = (
        Column("org", "党组织", value=lambda s: s.org.short_name, phone="title",
               link=lambda s: reverse("org", args=[s.org_id])),
        Column("level_label", "级别", phone="badge", tone=lambda s: "green"),
        Column("since", "命名日期"),
        Column("reason", "命名理由"),
        Column("document", "文号", phone="hide"),
        Column("until", "调整日期"),
        Column("end_reason", "调整原因"),
        Column("act", "办理", value=lambda s: "" if s.until else "调整",
               link=lambda s: "" if s.until else reverse("site-end", args=[s.pk])),
    )  # fmt: skip
    filters = (
        Under("org", "党组织", permission=STANDARD_VIEW, via="org"),
        Choice("level", "级别", list(SITE_LEVELS.items())),
        Choice("open", "状态", (("yes", "在列"), ("no", "已调整")),
               conditions={"yes": Q(until=None), "no": Q(until__isnull=False)}),
    )  # fmt: skip
    orders = (Order("new", "最近命名", ("-since", "-id")),)
    empty = "还没有命名示范点"
    empty_hint = "县级按党组织总数的 1%，乡镇（街道）按 3%，名额自动算出"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def rows(self) -> QuerySet[Site]:
        return queries.sites(self.actor)

    def shown_columns(self) -> Any:
        may_run = bool(reach(self.actor, STANDARD_RUN))
        return [column for column in self.columns if may_run or column.name != "act"]

    def quotas(self) -> list[queries.Quota]:
        return queries.quotas(self.actor)

    def actions(self) -> list[tuple[str, str, str]]:
        if not reach(self.actor, STANDARD_RUN):
            return []
        return [("命名示范点", reverse("site-new"), "plus")]


class NameSite(FormScreen):
    path, name, title = "standards/sites/new/", "site-new", "命名示范点"
    permission = STANDARD_RUN
    form = SiteForm
    submit, done = "命名", "已命名"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, LIST]

    def initial(self) -> dict[str, Any]:
        return {"since": self.actor.today, "level": "street"}

    def save(self, form: Any, version: int) -> str:
        data = dict(form.cleaned_data)
        org = data.pop("org")
        if org is None:
            raise Refused("请选择党组织", field="org")
        actions.name_site(self.actor, org, data.pop("level"), **data)
        return LIST[1]


class EndSite(FormScreen):
    path, name, title = "standards/sites/<int:pk>/end/", "site-end", "调整示范点"
    permission = STANDARD_RUN
    form = EndSiteForm
    submit, danger = "移出示范点", True
    confirm = "移出后历史仍可查。确定吗？"
    done = "已调整"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.site = queries.site(actor, kwargs["pk"])

    def target(self) -> Any:
        return self.site

    def page_title(self) -> str:
        return f"{self.title}：{self.site.org.short_name}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, LIST]

    def initial(self) -> dict[str, Any]:
        return {"on": self.actor.today}

    def save(self, form: Any, version: int) -> str:
        actions.end_site(self.actor, self.site, version, **form.cleaned_data)
        return LIST[1]


SCREENS = (SiteList, NameSite, EndSite)
