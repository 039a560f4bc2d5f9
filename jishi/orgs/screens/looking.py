"""Looking at organisations: list, tree, one organisation; finding one in a form."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web import panels
from jishi.base.web.filters import Choice, Day, Search, Under
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.base.web.search import Hit, Source
from jishi.orgs import blocks, queries
from jishi.orgs.access import ORG_EDIT, ORG_VIEW
from jishi.tree.actor import Actor
from jishi.tree.kinds import KIND_CHOICES, SECTOR_CHOICES
from jishi.tree.models import Organisation
from jishi.tree.permissions import SELF, all_permissions
from jishi.tree.reach import reach

MOST_UNFOLDED = 300  # rows a branch of the picker's tree shows at once

GROUP = "组织与党员"


def url_of(org: Organisation) -> str:
    return reverse("org", args=[org.pk])


class OrgList(ListScreen[Organisation]):
    path, name, title = "orgs/", "orgs", "组织"
    permission = ORG_VIEW
    nav = Nav(GROUP, "组织", "network", 10, phone="组织")
    columns = (
        Column("code", "编码", phone="meta"),
        Column("short_name", "名称", link=url_of, phone="title"),
        Column("kind_label", "类型", phone="badge", tone=lambda org: "grey"),
        Column("sector_label", "领域"),
        Column("parent", "上级", value=lambda org: org.parent.short_name if org.parent else ""),
        Column("founded_on", "成立日期", phone="hide"),
        Column("closed_on", "撤销日期", phone="hide"),
    )
    filters = (
        Search("q", "名称"),
        Under("org", "所属组织", permission=ORG_VIEW),
        Choice(
            "kind",
            "类型",
            (("branches", "各类党支部"), *KIND_CHOICES),
            conditions={
                "branches": Q(kind__in=blocks.BRANCHES),
                **{code: Q(kind=code) for code, _ in KIND_CHOICES},
            },
        ),
        Choice("sector", "领域", SECTOR_CHOICES),
        Choice(
            "open", "状态", (("yes", "运行中"), ("no", "已撤销")),
            conditions={"yes": Q(closed_on__isnull=True), "no": Q(closed_on__isnull=False)},
        ),
        Day("founded", "成立于此日及以后", lookup="founded_on__gte"),
        Day("closed", "撤销于此日及以后", lookup="closed_on__gte"),
    )  # fmt: skip
    orders = (
        Order("tree", "按组织次序", ("line", "id")),
        Order("code", "按编码", ("code",)),
        Order("founded", "按成立先后", ("founded_on", "id")),
    )
    empty = "没有组织"
    empty_hint = "请先在「初始设置」里建立最上级组织"

    def rows(self) -> QuerySet[Organisation]:
        return queries.organisations(self.actor).select_related("parent")

    def actions(self) -> list[tuple[str, str, str]]:
        buttons = [
            ("组织树", reverse("org-tree"), "list-tree"),
            ("增减表", reverse("org-bridge"), "scale"),
        ]
        if reach(self.actor, ORG_EDIT):
            buttons.insert(0, ("成立组织", reverse("org-found"), "plus"))
        return buttons


class OrgTree(Screen):
    """The tree today or on a day, also against an earlier one; branches open on demand."""

    path, name, title = "orgs/tree/", "org-tree", "组织树"
    permission = ORG_VIEW
    template = "orgs/tree.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("组织", reverse("orgs"))]

    def context(self) -> dict[str, Any]:
        asked, today = self.request.GET, self.actor.today
        day, fault = asked_day(asked.get("on", ""), today)
        earlier, other_fault = asked_day(asked.get("against", ""), day)
        everything = asked.get("all") == "1"
        depth = 99 if everything else 1
        common = {
            "on": day,
            "fault": fault or other_fault,
            "today": today,
            "everything": everything,
            "against": earlier if earlier < day else None,
        }
        if earlier < day:
            compared = queries.tree_compared(self.actor, day, earlier, depth)
            return {**common, "tree": compared.tree, "compared": compared}
        return {**common, "tree": queries.tree_seen(self.actor, day, depth)}


def asked_day(raw: str, otherwise: date) -> tuple[date, str]:
    """The day asked for; a wrong one is said, and another is shown."""
    try:
        return (date.fromisoformat(raw) if raw else otherwise), ""
    except ValueError:
        return otherwise, f"日期须如 2026-05-01，现在按 {otherwise} 显示"


class OrgPage(Screen):
    path, name, title = "orgs/<int:pk>/", "org", "组织"
    permission = ORG_VIEW
    template = "orgs/page.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.org = queries.organisation(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.org.short_name

    def crumbs(self) -> list[tuple[str, str]]:
        return queries.crumbs(self.actor, self.org)

    def context(self) -> dict[str, Any]:
        wide, narrow = panels.panels(self.actor, "organisation", self.org, self.org)
        buttons = panels.buttons(self.actor, "organisation", self.org, self.org)
        return {"org": self.org, "wide": wide, "narrow": narrow, "buttons": buttons}


@guarded(SELF, "orgs/pick/", "org-pick", "选择组织")
def pick(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Options for the organisation box: only within reach of the permission the form needs."""
    wanted = request.GET.get("permission", ORG_VIEW.code)
    permission = all_permissions().get(wanted, ORG_VIEW)
    under = request.GET.get("under")
    if under is not None:  # a branch of the tree is opened
        number = int(under) if re.fullmatch("[0-9]{1,18}", under) else None
        found = queries.unfolded(actor, permission, number, MOST_UNFOLDED + 1)
        shown, more = found[:MOST_UNFOLDED], len(found) > MOST_UNFOLDED
        return render(request, "orgs/_pick_tree.html", {"orgs": shown, "more": more})
    found = queries.find(actor, request.GET.get("q", ""), 20, permission)
    return render(request, "orgs/_pick.html", {"orgs": found})


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    found = queries.find(actor, text, most)
    return [Hit(o.short_name, f"{o.kind_label} · {o.code}", url_of(o)) for o in found]


Source("组织", "network", ORG_VIEW, _hits, more="/orgs/")

urlpatterns = routes(OrgList, OrgTree, pick, OrgPage)
