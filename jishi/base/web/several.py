"""Several files of one box, in the order in which they were chosen."""

from __future__ import annotations

from typing import Any

from django import forms


class SeveralWidget(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    widget = SeveralWidget

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = list(data) if isinstance(data, list | tuple) else [data]
        kept = [super(SeveralFiles, self).clean(each, initial) for each in chosen or [None]]
        return [each for each in kept if each]
