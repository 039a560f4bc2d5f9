"""Standards as text and on paper, and an office's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Nav, Screen
from jishi.registers.venue_kinds import VENUE_KINDS
from jishi.standards.access import STANDARD_RUN, STANDARD_SET, STANDARD_VIEW
from jishi.standards.actions import local as actions
from jishi.standards.kinds import Standard, all_standards
from jishi.standards.kinds.schemes import SCHEMES
from jishi.standards.kinds.standard import ABOUT, PERIODS
from jishi.standards.local_forms import StandardForm, initial_of
from jishi.standards.models import LocalStandard
from jishi.standards.queries import declared as queries
from jishi.standards.screens.common import GROUP, HOME
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.kinds import ORG_KINDS, SECTORS
from jishi.tree.reach import first_place, may, reach

Shown = tuple[Standard, str, str, LocalStandard | None]  # for whom, how often, whose own
LIST = ("标准", "/standards/catalogue/")


def for_whom(standard: Standard) -> str:
    """党支部、联合党支部的书记（村、社区）."""
    kinds = "、".join(ORG_KINDS[code].label for code in standard.org_kinds)
    sectors = "、".join(SECTORS[code] for code in standard.sectors)
    where = f"{kinds}（{sectors}）" if kinds and sectors else kinds or sectors
    if standard.about == "venue":
        return "、".join(VENUE_KINDS[code] for code in standard.venue_kinds)
    return f"{where}书记" if standard.about == "secretary" else where


class Catalogue(Screen):
    path, name, title = "standards/catalogue/", "standard-catalogue", "标准"
    permission = STANDARD_VIEW
    nav = Nav(GROUP, "标准", "book-open", 20)
    template = "standards/catalogue.html"

    def crumbs(self) -> list[tuple[str, str]]:
        return HOME

    def context(self) -> dict[str, Any]:
        own = [(row, queries.declared(row)) for row in queries.local_standards(self.actor)]
        shown: list[Shown] = [(each, for_whom(each), PERIODS[each.period], None)
                 for each in all_standards().values()]  # fmt: skip
        shown += [(each, for_whom(each), PERIODS[each.period], row) for row, each in own]
        return {
            "shown": shown,
            "may_set": bool(reach(self.actor, STANDARD_SET)),
        }


class StandardText(Screen):
    path, name, title = "standards/catalogue/<str:code>/", "standard-text", "标准"
    permission = STANDARD_VIEW
    template = "standards/standard.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.standard = queries.standard(actor, kwargs["code"][:60])

    def page_title(self) -> str:
        return self.standard.title

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, LIST]

    def get(self) -> HttpResponse:
        if self.request.GET.get("format") == "print":
            paper = {"title": self.standard.title, **self.context()}
            return render(self.request, "standards/standard_paper.html", paper)
        return self.render(self.context())

    def context(self) -> dict[str, Any]:
        standard, row = self.standard, None
        if standard.owner:
            row = queries.local_standards(self.actor).filter(code=standard.code).first()
        return {
            "standard": standard,
            "row": row,
            "whom": for_whom(standard),
            "about": ABOUT[standard.about],
            "period": PERIODS[standard.period],
            "scheme": SCHEMES[standard.scheme],
            "vetoes": self.vetoes(),
            "may_set": row is not None and may(self.actor, STANDARD_SET, row.org),
            "may_run": bool(reach(self.actor, STANDARD_RUN)),
            "back": reverse("standard-text", args=[standard.code]),
        }

    def vetoes(self) -> list[tuple[str, str, bool]]:
        """Each with the best grade it still allows."""
        grades = SCHEMES[self.standard.scheme].grades
        return [
            (each.title, grades[min(each.best, len(grades)) - 1].label, each.bars)
            for each in self.standard.vetoes
        ]


class NewStandard(FormScreen):
    path, name, title = "standards/own/new/", "standard-new", "制定本地标准"
    permission = STANDARD_SET
    form = StandardForm
    template = "standards/own.html"
    done = "已制定"
    intro = "能从记录算出的就选一种数据来源，不再要材料；考评项尽量少。"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, LIST]

    def initial(self) -> dict[str, Any]:
        org = first_place(self.actor, STANDARD_SET)
        return {
            "org": org.code if org else "", "org_kinds": ["branch", "joint_branch"],
            "period": "year", "scheme": "four",
        }  # fmt: skip

    def save(self, form: Any, version: int) -> str:
        org = form.cleaned_data["org"]
        if org is None:
            raise Refused("请选择党组织", field="org")
        row = actions.add_standard(self.actor, org, form.terms())
        return reverse("standard-text", args=[row.code])


class OfOwn(FormScreen):
    permission = STANDARD_SET

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.row: LocalStandard = queries.local_standard(actor, kwargs["pk"])

    def target(self) -> Any:
        return self.row

    def page_title(self) -> str:
        return f"{self.title}：{self.row.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, LIST, (self.row.title, reverse("standard-text", args=[self.row.code]))]


class AmendStandard(OfOwn):
    path, name, title = "standards/own/<int:pk>/amend/", "standard-amend", "修订"
    template = "standards/own.html"
    done = "已修订；进行中的考评仍按原来的版本"
    intro = "修订后是新的一版；进行中的考评仍按原来的版本。"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = StandardForm(data, files, initial=initial_of(self.row), fixed=True)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        row = actions.amend_standard(self.actor, self.row, version, form.terms())
        return reverse("standard-text", args=[row.code])


class EndStandard(OfOwn):
    path, name, title = "standards/own/<int:pk>/end/", "standard-end", "停用"
    submit, danger = "停用", True
    confirm = "停用后不能再用它开展考评，进行中的不受影响。确定吗？"
    done = "已停用"
    drafts = False

    def save(self, form: Any, version: int) -> str:
        actions.end_standard(self.actor, self.row, version)
        return LIST[1]


SCREENS = (Catalogue, StandardText, NewStandard, AmendStandard, EndStandard)
