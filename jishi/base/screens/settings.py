"""`/settings/`: what may be set, what holds where and since when, and the forms to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from jishi.base import settings_tree
from jishi.base.access import SETTINGS_SET, SETTINGS_VIEW
from jishi.base.models import SettingValue
from jishi.base.settings_tree import Basis, Local, Setting
from jishi.base.web.forms import Form, FormScreen
from jishi.base.web.screen import Nav, Screen, routes
from jishi.kernel.clauses import all_clauses
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import can, reach, require, visible


def open_to(actor: Actor, which: Setting[Any]) -> bool:
    """Local numbers are for all who work here to see; those of the system for who may set them."""
    if actor.is_business:
        return which.who.business
    return bool(reach(actor, which.who))


def found(actor: Actor, code: str) -> Setting[Any]:
    which = settings_tree.all_settings().get(code)
    if which is None or not open_to(actor, which):
        raise NotVisible
    return which


def place_of(actor: Actor, pk: str) -> Organisation:
    """The organisation asked for, or the actor's own; for an administrator the uppermost."""
    within = visible(actor, SETTINGS_VIEW, Organisation.objects.order_by("path"))
    org = within.filter(pk=pk).first() if pk.isdigit() and len(pk) < 19 else None
    if pk and org is None:
        raise NotVisible
    org = org or within.first()
    if org is None:
        raise NotVisible
    return org


class SettingList(Screen):
    path, name, title = "settings/", "settings", "设置"
    permission = SETTINGS_VIEW
    nav = Nav("系统", "设置", "sliders-horizontal", 70)
    template = "settings/list.html"

    def context(self) -> dict[str, Any]:
        org = place_of(self.actor, "")
        shown = [s for s in settings_tree.all_settings().values() if open_to(self.actor, s)]
        shown.sort(key=lambda s: (s.group, s.label))
        rows = settings_tree.explain_all(shown, org, self.actor.today)
        names = _names(local for _, local in rows)
        return {
            "org": org,
            "groups": [
                (group, [(s, local, names.get(local.org_id or 0, "")) for s, local in items])
                for group, items in groupby(rows, key=lambda row: row[0].group)
            ],
        }


def _names(found: Any) -> dict[int, str]:
    wanted = {local.org_id for local in found if local.org_id is not None}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "short_name"))


@dataclass(frozen=True)
class Row:
    """One organisation with the value that holds there."""

    org: Organisation
    local: Local[Any]

    @property
    def own(self) -> bool:
        return self.local.org_id == self.org.pk


class SettingPage(Screen):
    path, name, title = "settings/<str:code>/", "setting", "设置"
    permission = SETTINGS_VIEW
    template = "settings/page.html"

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.which = found(actor, kwargs["code"])
        self.org = place_of(actor, request.GET.get("org", ""))

    def page_title(self) -> str:
        return self.which.label

    def crumbs(self) -> list[tuple[str, str]]:
        return [("设置", reverse("settings"))]

    def context(self) -> dict[str, Any]:
        values = settings_tree.in_force(self.which, self.actor.today)
        line = Organisation.objects.in_bulk(ids(self.org.path))
        below = self.org.children.filter(closed_on__isnull=True).order_by("place", "pk")
        children = visible(self.actor, SETTINGS_VIEW, below)
        own = SettingValue.objects.filter(code=self.which.code, org=self.org).order_by("-since")
        within = reach(self.actor, SETTINGS_VIEW)
        here = Row(self.org, values.at_org(self.org))
        return {
            "which": self.which,
            "clause": all_clauses().get(self.which.source),
            "org": self.org,
            "here": here,
            "origin": line.get(here.local.org_id or 0),
            "line": [
                (Row(line[i], values.at_org(line[i])), within.covers(line[i].path))
                for i in ids(self.org.path)
            ],
            "children": [Row(child, values.at_org(child)) for child in children],
            "dated": [(row, self._text(row), row.since > self.actor.today) for row in own],
            "may_set": bool(can(self.actor, self.which.who, self.org)),
        }

    def _text(self, row: SettingValue) -> str:
        value = settings_tree.stored(self.which, row.value)
        return "沿用上级" if value is None else self.which.text(value)


class BasisForm(Form):
    since = forms.DateField(label="自哪天起", widget=forms.DateInput(attrs={"type": "date"}))
    document = forms.CharField(
        label="依据文号", max_length=80, required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 青组发〔2026〕3号"}),
    )  # fmt: skip

    def basis(self) -> Basis:
        return Basis(self.cleaned_data["since"], self.cleaned_data["document"].strip())


def _field(which: Setting[Any]) -> forms.Field:
    label = f"{which.label}（{which.unit}）" if which.unit else which.label
    common: dict[str, Any] = {"label": label, "help_text": which.help}
    if which.choices is not None:
        return forms.ChoiceField(choices=list(which.choices.items()), **common)
    if which.kind is bool:
        return forms.ChoiceField(choices=[("true", "是"), ("false", "否")], **common)
    if which.kind is int:
        return forms.IntegerField(min_value=which.low, max_value=which.high, **common)
    if which.kind is Decimal:
        return forms.DecimalField(min_value=which.low, max_value=which.high, **common)
    return forms.CharField(max_length=100, **common)


class Changing(FormScreen):
    """A form about one setting at one organisation within reach."""

    permission = SETTINGS_SET

    def __init__(self, request: HttpRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(request, actor, **kwargs)
        self.which = found(actor, kwargs["code"])
        self.org = place_of(actor, str(kwargs["pk"]))
        require(actor, self.which.who, self.org)

    def target(self) -> settings_tree.Seen:
        return settings_tree.Seen(settings_tree.seen_version(self.which, self.org))

    def page_title(self) -> str:
        return f"{self.org.short_name}：{self.title}"

    def crumbs(self) -> list[tuple[str, str]]:
        return [("设置", reverse("settings")), (self.which.label, self.back())]

    def back(self) -> str:
        return f"{reverse('setting', args=[self.which.code])}?org={self.org.pk}"

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        form.fields["document"].required = bool(self.which.source)
        return form


class SetValue(Changing):
    path, name, title = "settings/<str:code>/<int:pk>/set/", "setting-set", "修改设置"
    form = BasisForm

    def make_form(self, data: Any = None, files: Any = None) -> Form:
        form = super().make_form(data, files)
        form.fields["value"] = _field(self.which)
        form.order_fields(["value", "since", "document"])
        return form

    def initial(self) -> dict[str, Any]:
        value = settings_tree.setting(self.which, self.org, self.actor.today)
        plain = str(value).lower() if isinstance(value, bool) else value
        return {"value": plain, "since": self.actor.today}

    def save(self, form: BasisForm, version: int) -> str:
        value = form.cleaned_data["value"]
        settings_tree.set_value(self.actor, self.which, self.org, value, form.basis(), version)
        return self.back()


class EndValue(Changing):
    path, name, title = "settings/<str:code>/<int:pk>/end/", "setting-end", "改为沿用上级"
    form = BasisForm
    submit = "沿用上级的值"

    def initial(self) -> dict[str, date]:
        return {"since": self.actor.today}

    def save(self, form: BasisForm, version: int) -> str:
        settings_tree.end_value(self.actor, self.which, self.org, form.basis(), version)
        return self.back()


urlpatterns = routes(SettingList, SettingPage, SetValue, EndValue)
