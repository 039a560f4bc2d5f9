"""Forms of figures: closing a period, reopening it; a dashboard of one's own."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.arranging import RowsField, rows_in
from jishi.base.web.forms import Form
from jishi.base.web.periods import PeriodField
from jishi.base.web.pick import OrgField, OrgForm
from jishi.figures.access import FIGURE_VIEW, PERIOD_CLOSE
from jishi.figures.boards import Tile
from jishi.figures.boards.span import FIRST, span_choices
from jishi.figures.designing import faults_of, rows_of, tiles_of, told


class CloseForm(OrgForm):
    org = OrgField(PERIOD_CLOSE, label="党组织", help_text="连同所有下级一起封存")
    period = PeriodField(label="时期")


class ReopenForm(Form):
    reason = forms.CharField(
        label="重开的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="封存的数留着备查；重开后数字又随记录变化，可再封存一次",
    )  # fmt: skip


class BoardForm(OrgForm):
    title = forms.CharField(label="看板名称", max_length=40)
    org = OrgField(FIGURE_VIEW, label="看哪个党组织", required=False,
                   help_text="不填就是自己的党组织；打开后随时可换")  # fmt: skip
    span = forms.ChoiceField(label="看哪个时期", choices=span_choices(), initial=FIRST)
    lines = RowsField(label="放些什么")

    sections = (("", ["title"]), ("", ["org", "span"]), ("", ["lines"]))

    def clean_lines(self) -> list[Tile]:
        rows = rows_in(self.cleaned_data["lines"])
        faults = faults_of(rows)
        if faults:
            raise forms.ValidationError(faults)
        return tiles_of(rows)

    def worded(self, name: str, value: Any) -> str:
        if name == "lines":
            return told(rows_in(value) if isinstance(value, str) else rows_of(value or ()))
        return super().worded(name, getattr(value, "code", value))


class DropForm(Form):
    pass
