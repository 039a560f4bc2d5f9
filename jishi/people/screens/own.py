"""One's own record: see, show in clear, take a copy, ask for a correction, who looked."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jishi.base.web import export
from jishi.base.web.download import download
from jishi.base.web.filters import Choice
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.lists import Column, ListScreen
from jishi.base.web.paging import Order
from jishi.base.web.screen import Nav, Screen, guarded, routes
from jishi.people import finder, queries
from jishi.people.access import PERSON_EDIT, PERSON_OWN
from jishi.people.actions import own
from jishi.people.fields import ITEMS, MEMBERSHIP
from jishi.people.models import CorrectionRequest, CorrectionState
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible

SECONDS = 30
_TONES = {"waiting": "amber", "accepted": "green", "declined": "red", "procedure": "blue"}


class OwnPerson(Screen):
    path, name, title = "me/person/", "own-person", "我的党员资料"
    permission = PERSON_OWN
    template = "people/own.html"
    nav = Nav("工作台", "我的党员资料", "id-card", 40)

    def crumbs(self) -> list[tuple[str, str]]:
        return [("我的账号", "/me/")]

    def context(self) -> dict[str, Any]:
        if not queries.has_own_record(self.actor):
            return {"person": None}
        person = queries.own_person(self.actor)
        requests = [
            (c.asked_at, ITEMS[c.field].label, c.get_state_display(), _TONES[c.state], c.answer)
            for c in queries.own_corrections(self.actor)
        ]
        return {
            "person": person,
            "facts": queries.facts(person, self.actor.today),
            "numbers": [
                ("identity", "身份证号", str(person.identity)),
                ("phone", "手机号", str(person.phone)),
            ],
            "changes": [
                (c.on, c.get_kind_display(), f"{c.meeting} {c.document}".strip(), "")
                for c in queries.changes(person)
            ],
            "looks": queries.own_looks(self.actor),
            "requests": requests,
            "labels": {"identity": "身份证号", "phone": "手机号"},
        }


@guarded(PERSON_OWN, "me/person/show/<slug:field>/", "own-person-show", "查看本人号码")
def show(request: HttpRequest, actor: Actor, field: str) -> HttpResponse:
    if field not in ("identity", "phone"):
        raise NotVisible
    person = queries.own_person(actor)
    url = reverse("own-person-show", args=[field])
    context: dict[str, Any] = {"url": url, "entry": ITEMS[field], "value": getattr(person, field)}
    if request.method != "POST":
        return render(request, "reveal/_masked.html", context)
    clear = own.show_own(actor, field)
    return render(request, "reveal/_shown.html", {**context, "clear": clear, "seconds": SECONDS})


@guarded(PERSON_OWN, "me/person/copy/", "own-person-copy", "导出本人资料")
def copy(request: HttpRequest, actor: Actor) -> HttpResponse:
    """POST alone: a copy holds the numbers in clear and is noted."""
    if request.method != "POST":
        queries.own_person(actor)
        return render(request, "people/copy.html", {"title": "导出本人资料", "crumbs": _BACK})
    facts = own.copy_own(actor)
    name = f"本人资料_{actor.today.isoformat()}"
    if request.POST.get("kind") == "json":
        text = json.dumps([{"item": k, "value": v} for k, v in facts], ensure_ascii=False, indent=1)
        return download(text, f"{name}.json", "application/json; charset=utf-8")
    return download(export.to_xlsx("本人资料", ["项目", "内容"], facts), f"{name}.xlsx")


_BACK = [("我的党员资料", "/me/person/")]


class CorrectionForm(Form):
    field = forms.ChoiceField(
        label="要更正的项目", choices=[(i.name, i.label) for i in ITEMS.values()]
    )
    value = forms.CharField(label="应为", max_length=80)
    reason = forms.CharField(
        label="说明", max_length=200, required=False, help_text="如「户口本上的日期」"
    )


class AskCorrection(FormScreen):
    path, name, title = "me/person/correct/", "own-person-correct", "申请更正"
    permission = PERSON_OWN
    form = CorrectionForm
    submit = "提交"
    done = "已提交给支部，办好会通知您"
    drafts = False
    intro = "入党、转正日期属于党籍事项，支部会按组织程序办理。"

    def crumbs(self) -> list[tuple[str, str]]:
        return _BACK

    def save(self, form: CorrectionForm, version: int) -> str:
        data = form.cleaned_data
        own.ask_correction(self.actor, data["field"], data["value"], data["reason"])
        return reverse("own-person")


class Corrections(ListScreen[CorrectionRequest]):
    path, name, title = "people/corrections/", "corrections", "更正申请"
    permission = PERSON_EDIT
    columns = (
        Column(
            "person", "申请人", value=lambda c: c.person.name, phone="title",
            link=lambda c: reverse("correction", args=[c.pk]),
        ),
        Column("field", "项目", value=lambda c: ITEMS[c.field].label),
        Column("org", "所在组织", value=lambda c: c.person.org.short_name),
        Column(
            "state", "状态", value=lambda c: c.get_state_display(), phone="badge",
            tone=lambda c: _TONES[c.state],
        ),
        Column("asked_at", "申请时间"),
    )  # fmt: skip
    filters = (Choice("state", "状态", CorrectionState.choices),)
    orders = (Order("new", "从新到旧", ("-id",)),)
    empty = "没有更正申请"
    exports = False

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党员", "/people/")]

    def rows(self) -> QuerySet[CorrectionRequest]:
        return queries.corrections(self.actor)


class AnswerForm(Form):
    decision = forms.ChoiceField(
        label="办理", widget=forms.RadioSelect, choices=[("accept", "采纳"), ("decline", "不采纳")]
    )
    answer = forms.CharField(label="答复", max_length=200, required=False)


class AnswerCorrection(FormScreen):
    path, name, title = "people/corrections/<int:pk>/", "correction", "更正申请"
    permission = PERSON_EDIT
    template = "people/correction.html"
    form = AnswerForm
    submit = "办理"
    done = "已办理，本人会收到通知"
    drafts = False

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.asked = queries.correction(actor, kwargs["pk"])

    def target(self) -> CorrectionRequest:
        return self.asked

    def crumbs(self) -> list[tuple[str, str]]:
        return [("党员", "/people/"), ("更正申请", "/people/corrections/")]

    def context(self) -> dict[str, Any]:
        asked, item = self.asked, ITEMS[self.asked.field]
        wanted = queries.wanted_value(asked)
        return {
            "asked": asked,
            "item": item,
            "now": item.shown(queries.present_value(asked)),
            "wanted": item.mask(wanted) if item.mask else wanted,
            "membership": item.needs == MEMBERSHIP,
            "open": asked.state == CorrectionState.WAITING,
            "person_url": finder.url_of(asked.person),
        }

    def save(self, form: AnswerForm, version: int) -> str:
        data = form.cleaned_data
        own.answer_correction(
            self.actor, self.asked, version,
            accept=data["decision"] == "accept", answer=data["answer"],
        )  # fmt: skip
        return reverse("corrections")


urlpatterns = routes(OwnPerson, show, copy, AskCorrection, Corrections, AnswerCorrection)
