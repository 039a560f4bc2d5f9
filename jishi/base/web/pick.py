"""Naming an organisation in a form: a box that finds it, and a form held to one's reach."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


class OrgWidget(forms.TextInput):
    """A box that finds organisations by name, pinyin or code; sends the code."""

    template_name = "web/pick_widget.html"
    actor: Actor | None = None  # set by the form: a code typed by hand names nothing out of reach

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["shown"] = self._name_of(str(value or "")) or value or ""
        context["permission"] = self.permission.code
        return context

    def _name_of(self, code: str) -> str:
        if not code or "\x00" in code or self.actor is None:
            return ""
        within = visible(self.actor, self.permission, Organisation.objects.filter(code=code))
        return within.values_list("short_name", flat=True).first() or ""


class OrgField(forms.CharField):
    """An organisation within reach of the permission, which box and check share."""

    actor: Actor  # set by the form

    def __init__(self, permission: Permission, **terms: Any) -> None:
        super().__init__(widget=OrgWidget(permission), max_length=32, **terms)
        self.permission = permission

    def clean(self, value: Any) -> Any:
        return within_reach(self.actor, super().clean(value), self.permission)


def within_reach(actor: Actor, code: str, permission: Permission) -> Organisation | None:
    if not code:
        return None
    found = visible(actor, permission, Organisation.objects.filter(code=code)).first()
    if found is None:
        raise forms.ValidationError("没有这个组织，或不在您的办理范围内")
    return found


class OrgForm(Form):
    """A form that names an organisation within the actor's reach."""

    def __getitem__(self, name: str) -> forms.BoundField:
        field = self.fields.get(name)
        for part in (field, field and field.widget):
            if isinstance(part, OrgField | OrgWidget):
                part.actor = getattr(self, "actor", None)
        return super().__getitem__(name)

    def pick(self, field: str, permission: Permission) -> Organisation | None:
        """Where the permission depends on the rest of the form."""
        return within_reach(self.actor, str(self.cleaned_data.get(field) or "").strip(), permission)

    def picked(self, field: str, permission: Permission) -> Organisation | None:
        """The same after validation."""
        try:
            return self.pick(field, permission)
        except forms.ValidationError as fault:
            raise Refused(fault.messages[0], field=field, code="bad_org") from None
