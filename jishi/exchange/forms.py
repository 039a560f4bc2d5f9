"""Forms of the exchange."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.pick import OrgField, OrgForm
from jishi.exchange.access import EXPORT, IMPORT
from jishi.exchange.reading.limits import MOST_FILE
from jishi.exchange.records.kind import kinds


def kind_choices() -> list[tuple[str, str]]:
    return [(code, kind.label) for code, kind in kinds().items()]


class ImportForm(OrgForm):
    """A file, or what was copied in Excel or WPS and pasted."""

    kind = forms.ChoiceField(label="这是什么表", required=False)
    org = OrgField(
        IMPORT,
        label="导入到哪个组织",
        help_text="表里的组织须是它或它的下级；表里没有写支部的，都算它的",
    )
    file = forms.FileField(
        label="选择文件", required=False,
        help_text="xlsx、xls、ods 或 csv；也可以把文件拖到这里",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt"}),
    )  # fmt: skip
    pasted = forms.CharField(
        label="或者粘贴表格", required=False, max_length=2_000_000,
        help_text="在 Excel 或 WPS 里选中（连表头），复制后粘贴到这里",
        widget=forms.Textarea(attrs={"rows": 4, "data-width": "wide", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("file", "kind", "org", "pasted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "自动识别"), *kind_choices()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if not file and not (data.get("pasted") or "").strip():
            self.add_error("file", "请选择文件，或粘贴表格")
        if file and file.size > MOST_FILE:
            self.add_error("file", f"文件超过 {MOST_FILE // 1024 // 1024} MB，请拆成几份导入")
        return data


class BlankForm(OrgForm):
    """The superior's own empty table, and who goes into it."""

    file = forms.FileField(
        label="上级发的空表", help_text="xlsx；只要有表头，格式、标题、签字栏都原样保留",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip
    org = OrgField(EXPORT, label="填哪个组织的人", help_text="连同它的下级")
    clear = forms.ChoiceField(
        label="身份证号和手机号", required=False,
        help_text="要明文，先在「党员」里申请明文导出，批准后在这里选",
    )  # fmt: skip
    field_order = ("file", "org", "clear")


class ExportForm(OrgForm):
    kind = forms.ChoiceField(label="导出什么表")  # the screen offers what the actor may see
    org = OrgField(EXPORT, label="哪个组织的", help_text="连同它的下级")
    format = forms.ChoiceField(
        label="格式", choices=(("xlsx", "Excel 工作簿（xlsx）"), ("csv", "csv 文本"))
    )
