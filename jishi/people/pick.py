"""Naming a person in a form: a box that finds them within reach and sends their code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse_lazy

from jishi.base.web.pick import OrgForm
from jishi.people.access import PERSON_VIEW
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.reach import visible


class PickWidget(forms.TextInput):
    """Found by name, pinyin or code; a code typed by hand names nothing out of reach."""

    template_name = "people/pick_widget.html"
    url: Any = ""
    what = ""
    actor: Actor | None = None

    def name_of(self, code: str) -> str:
        raise NotImplementedError

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        code = str(value or "")
        named = code and "\x00" not in code and self.actor is not None
        context["shown"] = self.name_of(code) if named else ""
        context["url"], context["what"] = self.url, self.what
        return context


class PersonWidget(PickWidget):
    url = reverse_lazy("person-box")
    what = "人员"

    def name_of(self, code: str) -> str:
        assert self.actor is not None
        rows = visible(self.actor, PERSON_VIEW, Person.objects.filter(code=code), via="org")
        found = rows.values_list("name", "org__short_name").first()
        return "，".join(found) if found else ""


class PersonForm(OrgForm):
    """A form that may name an organisation and a person within reach."""

    def __getitem__(self, name: str) -> forms.BoundField:
        widget = self.fields[name].widget if name in self.fields else None
        if isinstance(widget, PickWidget):
            widget.actor = getattr(self, "actor", None)
        return super().__getitem__(name)

    def pick_person(self, field: str) -> Person | None:
        code = str(self.cleaned_data.get(field) or "").strip()
        if not code:
            return None
        rows = Person.objects.filter(code=code, merged_into=None).select_related("org")
        found = visible(self.actor, PERSON_VIEW, rows, via="org").first()
        if found is None:
            raise forms.ValidationError("没有这个人，或不在您的范围内；请从列出的人里选")
        return found
