"""Ticking several: sent out together, urged together, put on a list together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jishi.base.once import run_once
from jishi.base.web import filters
from jishi.base.web.forms import Form, FormScreen, sent_version
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.press import press
from jishi.base.web.screen import Nav, guarded, routes
from jishi.cases import queries
from jishi.cases.access import CASE_DIRECT, CASE_LISTS, CASE_VIEW
from jishi.cases.actions.lists import add_to_list, close_list, draw_list, take_off_list
from jishi.cases.actions.many import assign_many, chase_many
from jishi.cases.forms import ListForm
from jishi.cases.models import Case, CaseList
from jishi.cases.queries import counts
from jishi.cases.queries import within as conditions
from jishi.cases.screens.common import CaseRows, OfCases, Standing, home_of
from jishi.cases.screens.ledger import FILTERS, columns
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import may, visible

MOST = 100


class ManyCases(OfCases):
    path, name, title = "cases/many/", "case-many", "批量办理"
    permission = CASE_DIRECT
    template = "cases/many.html"

    def context(self) -> dict[str, Any]:
        rows = queries.cases(self.actor, CASE_DIRECT).filter(conditions.OPEN_ONES)
        narrowed, chosen = filters.apply(self.actor, FILTERS, self.request.GET.get, rows)
        ready = Standing(self.actor)
        found = queries.shown(narrowed).order_by("due_on", "pk")
        return {
            "rows": [ready(row) for row in found[:MOST]],
            "total": narrowed.count(),
            "most": MOST,
            "chosen": [one for one in chosen if one.raw],
            "lists": list(open_lists(self.actor)[:30]),
            "permission_code": CASE_DIRECT.code,
            "back": self.request.GET.urlencode(),
        }

    def post(self) -> HttpResponse:
        sent = self.request.POST
        pks = [int(raw) for raw in sent.getlist("case") if raw.isdigit() and len(raw) < 18]
        do = sent.get("do", "")

        def act() -> str:
            if do == "assign":
                org = _org(self.actor, sent.get("org", ""))
                who = sent.get("leader", "")[:30], sent.get("handler", "")[:30]
                return assign_many(self.actor, pks, org, *who).text
            if do == "chase":
                return chase_many(self.actor, pks).text
            if do == "list":
                raw = sent.get("list", "")
                list_ = open_lists(self.actor).filter(pk=int(raw) if raw.isdigit() else 0).first()
                if list_ is None:
                    raise Refused("请选清单", field="list")
                return f"列入《{list_.title}》{add_to_list(self.actor, list_, pks)} 件"
            raise Refused("没有这种批量办理", code="bad_do")

        payload = [self.request.path, do, pks, sent.get("org", ""), sent.get("list", "")]
        try:
            said = run_once(self.actor, sent.get("_once", ""), payload, act)
            messages.success(self.request, said)
        except Refused as refusal:
            messages.error(self.request, refusal.message)
        return HttpResponseRedirect(self.request.get_full_path())


def _org(actor: Actor, code: str) -> Organisation:
    rows = visible(actor, CASE_DIRECT, Organisation.objects.filter(closed_on__isnull=True))
    found = rows.filter(code=code[:32].replace("\x00", "")).first() if code else None
    if found is None:
        raise Refused("请选责任单位；只能分办给您范围内的单位", field="org", code="bad_org")
    return found


def open_lists(actor: Actor) -> QuerySet[CaseList]:
    return visible(actor, CASE_LISTS, CaseList.objects.filter(closed_on__isnull=True), via="org")


# --- lists ---------------------------------------------------------------------------------------


def list_address(row: CaseList) -> str:
    return reverse("case-list", args=[row.pk])


class CaseLists(ListScreen[CaseList]):
    path, name, title = "cases/lists/", "case-lists", "问题清单"
    permission = CASE_VIEW
    nav = Nav("问题与诉求", "问题清单", "list-checks", order=13)
    orders = (Order("new", "最近建立", ("-made_on", "-pk")),)
    columns = (
        Column("title", "清单", link=list_address, phone="title"),
        Column("org", "建立单位", value=lambda row: row.org.short_name),
        Column("document", "文号", phone="hide"),
        Column("made_on", "建立日期"),
        Column(
            "state", "状态", value=lambda row: "已结束" if row.closed_on else "进行中",
            tone=lambda row: "grey" if row.closed_on else "blue", phone="badge",
        ),
    )  # fmt: skip
    empty = "还没有问题清单"
    empty_hint = "巡察、督查、主题教育等各建一张清单；一个问题可以列在几张清单上，只登一次。"

    def rows(self) -> QuerySet[CaseList]:
        rows = CaseList.objects.select_related("org")
        return visible(self.actor, CASE_VIEW, rows, via="org")

    def actions(self) -> list[tuple[str, str, str]]:
        if home_of(self.actor, CASE_LISTS) is None:
            return []
        return [("建立清单", reverse("case-list-new"), "plus")]


class NewList(FormScreen):
    path, name, title = "cases/lists/new/", "case-list-new", "建立问题清单"
    permission = CASE_LISTS
    submit, done = "建立", "已建立"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("问题清单", reverse("case-lists"))]

    def initial(self) -> dict[str, Any]:
        home = home_of(self.actor, CASE_LISTS)
        return {"org": home.code if home else ""}

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = ListForm(CASE_LISTS, data, files, initial=self.initial())
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        org = form.picked("org", CASE_LISTS)
        if org is None:
            raise Refused("请选建立单位", field="org")
        made = draw_list(self.actor, org, form.cleaned_data["title"], form.cleaned_data["document"])
        return reverse("case-list", args=[made.pk])


def list_of(actor: Actor, pk: int, permission: Any = CASE_VIEW) -> CaseList:
    rows = CaseList.objects.select_related("org")
    found = visible(actor, permission, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


class ListPage(CaseRows):
    """The cases of one list that are within reach, with how many are settled."""

    path, name, title = "cases/lists/<int:pk>/", "case-list", "问题清单"
    permission = CASE_VIEW
    template = "cases/list.html"
    filters = FILTERS[:3]
    orders = (Order("due", "期限最近", ("due_on", "pk")),)
    columns = columns()
    wide = True
    empty = "清单上还没有问题"
    empty_hint = "登记问题时勾选列入，或在「批量办理」里选中后列入。"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.list = list_of(actor, kwargs["pk"])

    def page_title(self) -> str:
        return self.list.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [("问题清单", reverse("case-lists"))]

    def rows(self) -> QuerySet[Case]:
        return queries.shown(queries.cases(self.actor).filter(listings__list=self.list))

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().render(
            {
                **context,
                "list": self.list,
                "counts": counts.counted(self.actor, self.rows()),
                "may_close": may(self.actor, CASE_LISTS, self.list.org)
                and self.list.closed_on is None,
            },
            status,
        )


@guarded(CASE_LISTS, "cases/lists/<int:pk>/close/", "case-list-close", "结束清单")
def close(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    row = list_of(actor, pk, CASE_LISTS)

    def do() -> str:
        close_list(actor, row, sent_version(request) or 0)
        return "清单已结束"

    return press(request, do, reverse("case-list", args=[pk]))


@guarded(CASE_LISTS, "cases/lists/<int:pk>/off/<int:other>/", "case-list-off", "移出清单")
def take_off(request: HttpRequest, actor: Actor, pk: int, other: int) -> HttpResponse:
    row, which = list_of(actor, pk, CASE_LISTS), queries.case(actor, other)

    def do() -> str:
        take_off_list(actor, row, which)
        return "已移出清单"

    return press(request, do, reverse("case-list", args=[pk]))


urlpatterns = routes(ManyCases, CaseLists, NewList, ListPage, close, take_off)
