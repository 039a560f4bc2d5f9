"""Registering a case: choose its kind, then one form; the same form corrects it later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from jishi.activities.queries import activities
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import routes
from jishi.cases.access import CASE_EDIT, CASE_LISTS, CASE_VIEW, CLUE_EDIT
from jishi.cases.actions import Asking, Entry, open_case
from jishi.cases.actions.marks import amend
from jishi.cases.forms import CaseForm
from jishi.cases.kinds import CaseKind, all_kinds
from jishi.cases.kinds.kind import GROUPS
from jishi.cases.models import Case, CaseList
from jishi.cases.queries.again import could_be_again
from jishi.cases.queries.within import case as one_case
from jishi.cases.queries.within import cases
from jishi.cases.screens.common import CaseScreen, OfCases, address, home_of
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


class ChooseKind(OfCases):
    path, name, title = "cases/choose/", "case-choose", "登记问题或诉求"
    permission = CASE_EDIT
    template = "cases/choose.html"
    narrow = False

    def context(self) -> dict[str, Any]:
        kept = self.request.GET.urlencode()
        groups = [
            (
                label,
                [
                    (kind, reverse(self.to, args=[kind.code]) + (f"?{kept}" if kept else ""))
                    for kind in all_kinds().values()
                    if kind.group == code and kind.narrow is self.narrow
                ],
            )
            for code, label in GROUPS.items()
        ]
        return {"groups": [pair for pair in groups if pair[1]]}

    to = "case-new"


class NewCase(FormScreen):
    path, name, title = "cases/new/<slug:kind>/", "case-new", "登记"
    permission = CASE_EDIT
    submit, done = "登记", "已登记"
    narrow = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        kind = all_kinds().get(kwargs["kind"])
        if kind is None or kind.narrow is not self.narrow:
            raise NotVisible
        self.kind: CaseKind = kind

    def page_title(self) -> str:
        return f"登记{self.kind.title}"

    @property
    def intro(self) -> str:  # type: ignore[override]
        return self.kind.help

    def crumbs(self) -> list[tuple[str, str]]:
        return [("问题与诉求", reverse("cases")), ("登记", reverse("case-choose"))]

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        home = home_of(self.actor, self.permission)
        found: dict[str, Any] = {"home": home.code if home else ""}
        for name in ("home", "org", "title", "detail", "source", "person"):
            if asked.get(name):
                found[name] = asked[name][:200].replace("\x00", "")
        if self.kind.several_classes and asked.get("classes"):
            known = dict(self.kind.classes)
            found["classes"] = [code for code in asked.getlist("classes") if code in known]
        if asked.get("subject"):
            found["subject_org"] = asked["subject"][:32].replace("\x00", "")
        return found

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        lists = visible(
            self.actor, CASE_LISTS, CaseList.objects.filter(closed_on__isnull=True), via="org"
        )
        named = data or self.initial()
        form = CaseForm(
            self.kind, data, files, initial=self.initial(), permission=self.permission,
            relapses=could_be_again(self.actor, self.kind, named.get("subject_org", "")),
            lists=[] if self.kind.narrow else [(str(row.pk), row.title) for row in lists[:30]],
        )  # fmt: skip
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        origin = _activity(self.request, self.actor)
        entry = entry_of(self.actor, self.kind, form, self.permission, origin)
        return address(open_case(self.actor, entry))


class NewClue(NewCase):
    path, name, title = "cases/clues/new/<slug:kind>/", "clue-new", "登记线索"
    permission = CLUE_EDIT
    narrow = True

    def crumbs(self) -> list[tuple[str, str]]:
        return [("线索与谈话", reverse("clues"))]


def _activity(request: HttpRequest, actor: Actor) -> int | None:
    """The meeting or visit that it came up at, if the address names one within reach."""
    raw = request.GET.get("activity", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 18):
        return None
    found = activities(actor).filter(pk=int(raw)).first()
    return found.pk if found else None


def entry_of(
    actor: Actor, kind: CaseKind, form: CaseForm, permission: Permission,
    activity_id: int | None = None,
) -> Entry:  # fmt: skip
    data = form.cleaned_data
    home = form.picked("home", permission)
    if home is None:
        raise Refused("请选登记单位", field="home")
    person = None
    if data.get("person"):
        try:
            person = form.pick_person("person")
        except forms.ValidationError as fault:
            raise Refused(fault.messages[0], field="person", code="bad_person") from None
    lists = CaseList.objects.filter(pk__in=[int(n) for n in data.get("lists") or []])
    again = data.get("again_of")
    detail = data["detail"]
    asker = Asking(
        name=data.get("asker_name", ""), phone=data.get("asker_phone", ""),
        allegation=detail if kind.narrow else "",
    )  # fmt: skip
    return Entry(
        kind.code, data["title"], home, form.picked("org", CASE_VIEW),
        detail="" if kind.narrow else detail, classes=form.chosen_classes(),
        source=data.get("source", ""), level=data.get("level", ""),
        door=data.get("door") or "screen", grade=data.get("grade", ""),
        document=data.get("document", ""), payload=form.payload(), leader=data["leader"],
        handler=data["handler"], subject_org=form.picked("subject_org", CASE_VIEW), person=person,
        lists=list(visible(actor, CASE_LISTS, lists, via="org")),
        again_of=cases(actor).filter(pk=int(again)).first() if again else None, asker=asker,
        on=data.get("on"), activity_id=activity_id, files=data.get("files") or (),
    )  # fmt: skip


class AmendCase(CaseScreen, FormScreen):
    path, name, title = "cases/<int:pk>/change/", "case-change", "修改登记内容"
    permission = CASE_EDIT
    template = "web/form.html"

    def target(self) -> Case:
        return self.case

    def page_title(self) -> str:
        return f"{self.title}：{self.case.label}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.case.label, address(self.case))]

    def initial(self) -> dict[str, Any]:
        case = one_case(self.actor, self.case.pk)
        several = case.of_kind.several_classes
        return {
            "title": case.title, "detail": case.detail, "source": case.source,
            "classes": case.classes if several else case.class_code, "level": case.level,
            "document": case.document, "leader": case.leader, "handler": case.handler,
            **case.payload,
        }  # fmt: skip

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = CaseForm(self.case.of_kind, data, files, initial=self.initial(), fixed=True)
        form.actor = self.actor
        return form

    def save(self, form: Any, version: int) -> str:
        data, case = form.cleaned_data, self.case
        entry = Entry(
            case.kind, data["title"], case.home, detail=data["detail"],
            classes=form.chosen_classes(), source=data.get("source", ""),
            level=data.get("level", ""), document=data.get("document", ""),
            payload=form.payload(), leader=case.leader, handler=case.handler,
        )  # fmt: skip
        return address(amend(self.actor, case, version, entry))


urlpatterns = routes(ChooseKind, NewCase, AmendCase)
