"""A kind's own items as fields of a form."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.kernel.items import Field


def form_field(field: Field) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "required": False, "help_text": field.help}
    if field.type == "choice":
        return forms.ChoiceField(choices=[("", "—"), *field.choices], **common)
    if field.type == "flag":
        return forms.BooleanField(**common)
    if field.type in ("number", "person"):
        return forms.IntegerField(min_value=0, max_value=field.most, **common)
    if field.type == "date":
        return forms.DateField(widget=forms.DateInput, **common)
    return forms.CharField(max_length=field.most, **common)
