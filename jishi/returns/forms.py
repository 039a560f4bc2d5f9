"""Forms of returns: a round, a sheet, a workbook, a correction, a table of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer

from jishi.base.clock import now
from jishi.base.web.arranging import RowsField, rows_in
from jishi.base.web.forms import Form
from jishi.base.web.periods import PeriodField
from jishi.base.web.pick import OrgField, OrgForm
from jishi.returns.access import RETURN_RUN, RETURN_SET
from jishi.returns.actions.sheets import Answers
from jishi.returns.designing import faults_of, lines_of, rows_of, told
from jishi.returns.queries.filling import FilledLine
from jishi.returns.tables.table import LENGTHS, ReturnLine
from jishi.tree.kinds import ORG_KINDS, SECTORS

_BEGAN = Signer(salt="return-began")


def field_name(code: str) -> str:
    return f"v_{code.replace('.', '_')}"


class RoundForm(OrgForm):
    org = OrgField(RETURN_RUN, label="由哪个党组织布置")
    table = forms.ChoiceField(label="报表")
    period = PeriodField(label="时期", help_text="月报选月，季报选季度，半年报选半年，年报选年")
    due_on = forms.DateField(
        label="报送期限", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="不填按表样：时期结束后若干天",
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=200, required=False)


class SheetForm(Form):
    """Only what is asked: numbers, texts, and a word on what looks odd."""

    def __init__(self, *args: Any, lines: Sequence[FilledLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [each for each in lines if each.is_asked or each.line.kind == "text"]
        for each in self.lines:
            self.fields[field_name(each.line.code)] = _box(each)
        self.fields["note"] = forms.CharField(
            label="说明", required=False, max_length=300,
            help_text="与上期相差很大的数，在这里写明原因",
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
        self.fields["began"] = forms.CharField(
            required=False,
            widget=forms.HiddenInput,
            max_length=80,
            initial=_BEGAN.sign(str(int(now().timestamp()))),
        )

    def answers(self) -> Answers:
        data = self.cleaned_data
        values = {each.line.code: data.get(field_name(each.line.code)) for each in self.lines}
        return Answers(values, data.get("note", ""), _seconds(data.get("began", "")))


def _box(each: FilledLine) -> forms.Field:
    line = each.line
    if line.kind == "text":
        rows = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(
            label=line.title, required=False, max_length=line.most, help_text=line.help, widget=rows
        )
    item = line.item
    before = "" if each.before is None else f"上期 {each.before:,}"
    return forms.IntegerField(
        label=f"{line.title}（{item.unit}）", required=False, min_value=item.low,
        max_value=item.high, help_text="；".join(filter(None, (line.help or item.help, before))),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def _seconds(began: str) -> int:
    """How long the page was open; a stamp that is not ours counts for nothing."""
    try:
        return int(now().timestamp()) - int(_BEGAN.unsign(began))
    except (BadSignature, ValueError):
        return 0


class UploadForm(Form):
    file = forms.FileField(
        label="填好的表格", help_text="用本页导出的表格填写，可在 WPS 里离线填",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv"}),
    )  # fmt: skip


class CorrectForm(Form):
    line = forms.ChoiceField(label="哪一项")
    now = forms.IntegerField(
        label="更正为", widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(
        label="更正的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class TableForm(OrgForm):
    org = OrgField(RETURN_SET, label="由哪个党组织设计")
    title = forms.CharField(label="报表名称", max_length=60)
    source = forms.CharField(label="依据", max_length=120, help_text="文号或制度名称")
    length = forms.TypedChoiceField(
        label="多久报一次", choices=list(LENGTHS.items()), coerce=int, initial=1
    )
    days = forms.IntegerField(label="时期结束后几天内报", min_value=0, max_value=90, initial=5)
    org_kinds = forms.MultipleChoiceField(
        label="由哪类党组织填报", choices=[(c, k.label) for c, k in ORG_KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label="限哪些领域", choices=list(SECTORS.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="不选就是所有领域",
    )  # fmt: skip
    lines = RowsField(label="表里有什么")

    sections = (
        ("", ["title", "org", "source", "length", "days"]),
        ("由谁填", ["org_kinds", "sectors"]),
        ("", ["lines"]),
    )

    def clean_lines(self) -> tuple[ReturnLine, ...]:
        rows = rows_in(self.cleaned_data["lines"])
        faults = faults_of(rows)
        if faults:
            raise forms.ValidationError(faults)
        return tuple(lines_of(rows))

    def worded(self, name: str, value: Any) -> str:
        if name == "lines":
            return told(rows_in(value) if isinstance(value, str) else rows_of(value or ()))
        return super().worded(name, getattr(value, "code", value))
