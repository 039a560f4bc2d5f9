"""Choosing what to begin, and beginning it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import guarded
from jishi.people import queries as people_queries
from jishi.procedures.access import PROCEDURE_EDIT
from jishi.procedures.actions import open_procedure
from jishi.procedures.forms import OpenForm
from jishi.procedures.kinds import ProcedureKind, all_kinds
from jishi.procedures.screens.common import HOME, address
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.reach import first_place

MOST = 400  # names in one box; a branch has far fewer


@guarded(PROCEDURE_EDIT, "procedures/new/", "procedure-new", "发起程序")
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {"title": "发起程序", "crumbs": HOME, "kinds": list(all_kinds().values())}
    return render(request, "procedures/choose.html", context)


class OpenProcedure(FormScreen):
    path, name, title = "procedures/new/<slug:kind>/", "procedure-open", "发起"
    permission = PROCEDURE_EDIT
    submit, done = "发起", "已发起，接着办第一步"

    @property
    def kind(self) -> ProcedureKind:
        found = all_kinds().get(self.kwargs["kind"])
        if found is None:
            raise NotVisible
        return found

    @property
    def intro(self) -> str:  # type: ignore[override]
        return self.kind.help

    def page_title(self) -> str:
        return f"{self.title}：{self.kind.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*HOME, ("发起程序", reverse("procedure-new"))]

    def people(self) -> list[tuple[str, str]]:
        """Whom it may be about: those within reach who stand as the kind says."""
        kind = self.kind
        if kind.about != "person":
            return []
        rows = people_queries.people(self.actor, PROCEDURE_EDIT).select_related("org")
        if kind.starts:
            rows = rows.filter(standing__in=kind.starts)
        wanted = self.request.GET.get("person", "")
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
            rows = rows.filter(pk=int(wanted))
        return [
            (str(p.pk), f"{p.name}（{p.org.short_name}）") for p in rows.order_by("name")[:MOST]
        ]

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = OpenForm(
            data, files, initial=self.initial(), of=self.kind, people=self.people(),
            today=self.actor.today,
        )  # fmt: skip
        form.actor = self.actor
        return form

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {"person": self.request.GET.get("person", "")}
        org = first_place(self.actor, PROCEDURE_EDIT, only=True)
        if org is not None and self.kind.opened_at(org.kind):
            found["org"] = org.code
        return found

    def save(self, form: OpenForm, version: int) -> str:
        data = form.cleaned_data
        person, org = None, None
        if self.kind.about == "person":
            person = people_queries.person(self.actor, int(data["person"]), PROCEDURE_EDIT)
            org = person.org
        else:
            org = form.picked("org", PROCEDURE_EDIT)
        if org is None:
            raise Refused("请选择党组织", field="org")
        procedure = open_procedure(
            self.actor, org, self.kind.code, on=data["on"], person=person,
            title=data.get("title") or "", opening=form.opening(),
        )  # fmt: skip
        return address(procedure)


SCREENS = (choose, OpenProcedure)
