"""Forms about organisations. Hard rules are the action's; soft ones remark here, and are obeyed
or answered with a reason in 「说明」.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm, OrgWidget
from jishi.kernel.verdict import OK, Verdict, all_of
from jishi.orgs import rules
from jishi.orgs.access import ORG_EDIT, ORG_MOVE
from jishi.orgs.actions import Basis, Founding
from jishi.tree.kinds import APPROVER_CHOICES, KIND_CHOICES, ORG_KINDS, SECTOR_CHOICES


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
        return Basis(
            data["on"], data.get("document", ""), data.get("note", ""),
            data.get("approved_by", ""), data.get("existing", False),
        )  # fmt: skip

    def remarks(self) -> Verdict:
        """What the soft rules say to the values entered."""
        return OK

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            said = self.remarks()
            if said.refused:
                self.add_error(None, "；".join(str(r) for r in said.refusals))
            elif said.warned and not data.get("note"):
                self.add_error("note", f"{said.text}。确需这样的，请在这里写明理由")
        return data


class ApprovedForm(BasisForm):
    """Also who approved."""

    approved_by = forms.ChoiceField(
        label="批准机关",
        choices=[("", "未填"), *APPROVER_CHOICES],
        required=False,
        help_text="村党委、流动党员党组织须由县级以上党委批准",
    )


class FoundForm(ApprovedForm):
    parent = OrgField(ORG_EDIT, label="上级组织")
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
    applied_on = forms.DateField(
        label="申请日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="基层单位提出申请的日期，一般一个月内批复",
    )
    existing = forms.BooleanField(label="系统启用前就有的组织（批复在档案里）", required=False)
    field_order = (
        "parent", "code", "name", "short_name", "kind", "sector", "applied_on", "on", "document",
        "approved_by", "note", "existing",
    )  # fmt: skip

    def remarks(self) -> Verdict:
        data = self.cleaned_data
        named = rules.in_full_form(data["name"], data["kind"])
        if data["existing"] or not ORG_KINDS[data["kind"]].is_level:
            return named
        return all_of(
            rules.approved_in_time(data.get("applied_on"), data["on"], data["document"]), named
        )


class RenameForm(BasisForm):
    name = forms.CharField(label="全称", max_length=120, help_text="与公章一致")
    short_name = forms.CharField(label="简称", max_length=60)
    field_order = ("name", "short_name", "on", "document", "note")
    kind, old_name = "branch", ""  # set by the screen

    def remarks(self) -> Verdict:
        name = self.cleaned_data["name"]
        return OK if name == self.old_name else rules.in_full_form(name, self.kind)


class RekindForm(ApprovedForm):
    kind = forms.ChoiceField(label="类型", choices=KIND_CHOICES)
    sector = forms.ChoiceField(label="领域", choices=SECTOR_CHOICES)
    field_order = ("kind", "sector", "on", "document", "approved_by", "note")


class MoveForm(BasisForm):
    parent = OrgField(ORG_MOVE, label="新的上级组织")
    field_order = ("parent", "on", "document", "note")


class CloseForm(BasisForm):
    field_order = ("on", "document", "note")


class ReopenForm(BasisForm):
    note = forms.CharField(label="为什么当时撤错了", max_length=200)
    field_order = ("on", "document", "note")


OTHERS = 4  # organisations that one merger form takes; more merge by a second act


class MergeForm(ApprovedForm):
    """Which organisations, and which of them goes on."""

    way = forms.ChoiceField(
        label="合并方式",
        widget=forms.RadioSelect,
        initial="here",
        choices=[
            ("here", "其他组织并入本组织"),
            ("there", "本组织并入下面第一个组织"),
            ("new", "全部合并，新设一个组织"),
        ],
    )
    parent = forms.CharField(label="新组织的上级", required=False, widget=OrgWidget(ORG_MOVE))
    code = forms.RegexField(
        r"^[0-9A-Za-z-]{2,32}$",
        label="新组织编码",
        required=False,
        error_messages={"invalid": "编码只能用数字、字母和短横，2 至 32 位"},
    )
    name = forms.CharField(label="新组织全称", max_length=120, required=False)
    short_name = forms.CharField(label="新组织简称", max_length=60, required=False)
    kind = forms.ChoiceField(label="新组织类型", choices=KIND_CHOICES, required=False)
    sector = forms.ChoiceField(label="新组织领域", choices=SECTOR_CHOICES, required=False)
    sections: ClassVar = [
        ("哪些组织合并", ["way", *(f"with_{n}" for n in range(1, OTHERS + 1))]),
        ("依据", ["on", "document", "approved_by", "note"]),
        ("新设的组织（只在新设时填）", ["parent", "code", "name", "short_name", "kind", "sector"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OTHERS + 1):
            label = "与之合并的组织" if number == 1 else f"第 {number} 个"
            self.fields[f"with_{number}"] = forms.CharField(
                label=label, required=number == 1, widget=OrgWidget(ORG_MOVE)
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        others = []
        for number in range(1, OTHERS + 1):
            try:
                org = self.pick(f"with_{number}", ORG_MOVE)
            except forms.ValidationError as fault:
                self.add_error(f"with_{number}", fault)
                continue
            if org is not None and org not in others:
                others.append(org)
        data["others"] = others
        if data.get("way") == "new":
            self._clean_new(data)
        return data

    def _clean_new(self, data: dict[str, Any]) -> None:
        for field in ("parent", "code", "name", "short_name"):
            if not data.get(field) and field not in self.errors:
                self.add_error(field, "新设组织须填这一项")
        try:
            data["under"] = self.pick("parent", ORG_MOVE)
        except forms.ValidationError as fault:
            self.add_error("parent", fault)

    def founding(self) -> Founding:
        return founding_of(self.cleaned_data)


class SplitForm(ApprovedForm):
    """The new organisation, and which of the children go to it."""

    code = FoundForm.base_fields["code"]
    name = forms.CharField(label="新组织全称", max_length=120, help_text="与公章一致")
    short_name = forms.CharField(label="新组织简称", max_length=60)
    kind = forms.ChoiceField(label="类型", choices=KIND_CHOICES)
    sector = forms.ChoiceField(label="领域", choices=SECTOR_CHOICES)
    children = forms.MultipleChoiceField(
        label="划到新组织的下级", required=False, widget=forms.CheckboxSelectMultiple
    )
    sections: ClassVar = [
        ("新设的组织", ["code", "name", "short_name", "kind", "sector", "children"]),
        ("依据", ["on", "document", "approved_by", "note"]),
    ]

    def remarks(self) -> Verdict:
        return rules.in_full_form(self.cleaned_data["name"], self.cleaned_data["kind"])

    def founding(self) -> Founding:
        return founding_of(self.cleaned_data)


def founding_of(data: dict[str, Any]) -> Founding:
    return Founding(data["code"], data["name"], data["short_name"], data["kind"], data["sector"])


class ElectForm(Form):
    elected_on = forms.DateField(
        label="选举日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="新一届选举产生之日，任期从这天起算",
    )
    document = forms.CharField(
        label="批复文号", max_length=60, required=False, help_text="提前换届必须填"
    )
    note = forms.CharField(label="说明", max_length=200, required=False)


class ExtendForm(Form):
    until = forms.DateField(
        label="延期至",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="最迟到原届满日后一年",
    )
    document = forms.CharField(label="批准延期的文号", max_length=60)
    note = forms.CharField(label="延期原因", max_length=200)
