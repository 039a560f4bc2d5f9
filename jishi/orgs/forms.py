"""Forms about organisations."""

from __future__ import annotations

from django import forms

from jishi.base.web.pick import OrgForm, OrgWidget
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.orgs.actions import Basis
from jishi.tree.kinds import KIND_CHOICES, SECTOR_CHOICES
from jishi.tree.models import Organisation


class BasisForm(OrgForm):
    """On which day and by which document."""

    on = forms.DateField(
        label="生效日期", widget=forms.DateInput(attrs={"type": "date"}), help_text="以批复日期为准"
    )
    document = forms.CharField(
        label="批复文号",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 青组发〔2026〕3号"}),
    )
    note = forms.CharField(label="说明", max_length=200, required=False)

    def basis(self) -> Basis:
        data = self.cleaned_data
        return Basis(data["on"], data["document"], data["note"])


class FoundForm(BasisForm):
    parent = forms.CharField(label="上级组织", widget=OrgWidget(ORG_EDIT))
    code = forms.RegexField(
        r"^[0-9A-Za-z-]{2,32}$",
        label="编码",
        help_text="数字、字母或短横，2 至 32 位，全县不重复；按文字保存，前面的 0 不会丢",
        error_messages={"invalid": "编码只能用数字、字母和短横，2 至 32 位"},
    )
    name = forms.CharField(label="全称", max_length=120, help_text="与公章一致")
    short_name = forms.CharField(label="简称", max_length=60, help_text="列表和树上显示")
    kind = forms.ChoiceField(label="类型", choices=KIND_CHOICES)
    sector = forms.ChoiceField(label="领域", choices=SECTOR_CHOICES)
    field_order = ("parent", "code", "name", "short_name", "kind", "sector", "on", "document")

    def clean_parent(self) -> Organisation | None:
        return self.pick("parent", ORG_EDIT)


class RenameForm(BasisForm):
    name = forms.CharField(label="全称", max_length=120, help_text="与公章一致")
    short_name = forms.CharField(label="简称", max_length=60)
    field_order = ("name", "short_name", "on", "document", "note")


class RekindForm(BasisForm):
    kind = forms.ChoiceField(label="类型", choices=KIND_CHOICES)
    sector = forms.ChoiceField(label="领域", choices=SECTOR_CHOICES)
    field_order = ("kind", "sector", "on", "document", "note")


class MoveForm(BasisForm):
    parent = forms.CharField(label="新的上级组织", widget=OrgWidget(ORG_MOVE))
    field_order = ("parent", "on", "document", "note")

    def clean_parent(self) -> Organisation | None:
        return self.pick("parent", ORG_MOVE)


class CloseForm(BasisForm):
    field_order = ("on", "document", "note")
