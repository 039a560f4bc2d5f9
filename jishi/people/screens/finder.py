"""The finder and its roster: people by what they are, columns as wanted, searches kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from jishi.base.pinyin import fold
from jishi.base.web import filters as filtering
from jishi.base.web.forms import FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, guarded, routes
from jishi.base.web.search import Hit, Source
from jishi.people import blocks, finder, queries
from jishi.people.access import PERSON_EDIT, PERSON_MERGE, PERSON_VIEW
from jishi.people.actions import searches
from jishi.people.forms import person as forms
from jishi.people.models import Person, SavedSearch
from jishi.people.search import default_standing, found_by
from jishi.tree.actor import Actor
from jishi.tree.reach import reach

GROUP = "组织与党员"
HOME = [("党员", "/people/")]
MOST_ON_PAPER = 2000
PAPER_ORDER = ("org__line", "org_id", "name", "id")  # as the tree is drawn


class Finder(ListScreen[Person]):
    path, name, title = "people/", "people", "党员"
    permission = PERSON_VIEW
    template = "people/finder.html"
    nav = Nav(GROUP, "党员", "users", 20, phone="党员")
    orders = (
        # By path, not by line: the same index that cuts the list to one's reach gives the order.
        Order("org", "按组织、姓名", ("org__path", "name", "id")),
        Order("name", "按姓名", ("search_text", "id")),
        Order("joined", "入党从早到晚", ("joined_on", "id")),
        Order("newest", "入党从晚到早", ("-joined_on", "-id")),
    )
    empty = "还没有党员"
    empty_hint = "请先登记，或从名册导入"

    def rows(self) -> QuerySet[Person]:
        people = default_standing(queries.people(self.actor), self.request.GET)
        return finder.with_needs(people, self.shown_columns(), self.actor.today)

    def used_filters(self) -> Sequence[filtering.Filter]:
        return finder.filters()

    def shown_columns(self) -> Sequence[Column]:
        return finder.chosen_columns(self.request.GET.getlist("col"), self.actor.today)

    def actions(self) -> list[tuple[str, str, str]]:
        kept = self.query()
        with_query = f"?{kept}" if kept else ""
        buttons = [
            ("按号码查人", reverse("person-lookup"), "scan-search"),
            ("打印花名册", f"{reverse('people-print')}{with_query}", "printer"),
            ("存为常用查找", f"{reverse('search-save')}{with_query}", "bookmark"),
        ]
        if reach(self.actor, PERSON_EDIT):
            buttons.insert(0, ("登记人员", reverse("person-register"), "user-plus"))
            ask = f"{reverse('clear-ask')}{with_query}"
            buttons.append(("申请明文导出", ask, "file-lock"))
        if reach(self.actor, PERSON_MERGE):
            buttons.append(("疑似重复", reverse("duplicates"), "copy"))
        return buttons

    def context(self) -> dict[str, Any]:
        wanted = {column.name for column in self.shown_columns()}
        return {
            "searches": queries.saved_searches(self.actor),
            "choices": [(c.name, c.label, c.name in wanted) for c in finder.columns()],
            "kept_columns": self.request.GET.getlist("col"),
            "kept": [(k, v) for k, v in self.request.GET.items() if k not in ("col", "at")],
        }

    def render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return super().render({**context, **self.context()}, status)


@guarded(PERSON_VIEW, "people/print/", "people-print", "党员花名册")
def roster(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list on paper, in the usual columns of a roster, one organisation after another."""
    rows = found_by(actor, request.GET)
    people = list(rows.order_by(*PAPER_ORDER)[: MOST_ON_PAPER + 1])
    context = {
        "title": "党员花名册", "people": people[:MOST_ON_PAPER], "total": len(people),
        "cut": len(people) > MOST_ON_PAPER, "most": MOST_ON_PAPER, "day": actor.today,
        "back": f"{reverse('people')}?{request.GET.urlencode()}",
    }  # fmt: skip
    return render(request, "people/roster.html", context)


class Lookup(FormScreen):
    """Whose number is this? Asked by POST, found by the blind index, written down."""

    path, name, title = "people/lookup/", "person-lookup", "按号码查人"
    permission = PERSON_VIEW
    form = forms.LookupForm
    submit = "查找"
    done = ""
    drafts = False
    intro = "输入完整的身份证号、手机号或编码，只在您的范围内查找；查找会留痕，号码不会留在网址里。"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def save(self, form: forms.LookupForm, version: int) -> str:
        return finder.url_of(searches.look_up(self.actor, form.cleaned_data["number"]))


class SaveSearch(FormScreen):
    path, name, title = "people/searches/new/", "search-save", "存为常用查找"
    permission = PERSON_VIEW
    form = forms.SearchForm
    done = "已存，在党员列表上方一点就用"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def save(self, form: forms.SearchForm, version: int) -> str:
        searches.save_search(
            self.actor, form.cleaned_data["name"], _kept(self.request.GET),
            share=form.cleaned_data["share"],
        )  # fmt: skip
        return f"{reverse('people')}?{_kept(self.request.GET)}"


def _kept(asked: QueryDict) -> str:
    copy = asked.copy()
    for name in ("at", "format"):
        copy.pop(name, None)
    return copy.urlencode()


class ForgetSearch(FormScreen):
    path, name, title = "people/searches/<int:pk>/forget/", "search-forget", "删除常用查找"
    permission = PERSON_VIEW
    submit = "删除"
    danger = True
    done = "已删除"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def target(self) -> SavedSearch:
        return queries.own_search(self.actor, self.kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.title}：{self.target().name}"

    def save(self, form: Any, version: int) -> str:
        searches.forget_search(self.actor, self.kwargs["pk"], version)
        return reverse("people")


def _hits(actor: Actor, text: str, most: int) -> list[Hit]:
    rows = queries.people(actor).select_related("org")
    for word in fold(text).replace("\x00", "").split()[:6]:
        rows = rows.filter(search_text__contains=word)
    found = rows.order_by("name", "id")[:most]
    return [
        Hit(p.name, f"{p.org.short_name} · {p.standing_label}", finder.url_of(p)) for p in found
    ]


Source("党员", "users", PERSON_VIEW, _hits, more="/people/")

__all__ = ["blocks", "urlpatterns"]

urlpatterns = routes(Finder, roster, Lookup, SaveSearch, ForgetSearch)
