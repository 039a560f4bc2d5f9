"""Naming a unit in a form, and a form held to one's reach for persons and units."""

from __future__ import annotations

from django import forms
from django.urls import reverse_lazy

from jishi.people.pick import PersonForm, PickWidget
from jishi.registers.access import UNIT_VIEW
from jishi.registers.models import Unit
from jishi.tree.reach import visible


class UnitWidget(PickWidget):
    url = reverse_lazy("unit-box")
    what = "单位"

    def name_of(self, code: str) -> str:
        assert self.actor is not None
        rows = visible(self.actor, UNIT_VIEW, Unit.objects.filter(code=code), via="org")
        return rows.values_list("name", flat=True).first() or ""


class NamingForm(PersonForm):
    """A form that may name an organisation, a person and a unit within reach."""

    def pick_unit(self, field: str) -> Unit | None:
        code = str(self.cleaned_data.get(field) or "").strip()
        if not code:
            return None
        rows = Unit.objects.filter(code=code).select_related("org")
        found = visible(self.actor, UNIT_VIEW, rows, via="org").first()
        if found is None:
            raise forms.ValidationError("没有这家单位，或不在您的范围内；请从列出的单位里选")
        return found
