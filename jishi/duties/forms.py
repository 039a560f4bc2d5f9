"""What people type about duties."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.duties.kinds.duty import LIVING, NEEDS, RHYTHM_LABELS, TOP
from jishi.tree.kinds import ORG_KINDS, SECTOR_CHOICES

OWING = (*TOP, "leading_group", "general_branch", *LIVING)


class ReasonForm(Form):
    reason = forms.CharField(
        label="免予办理的原因", max_length=120, help_text="写事，不写人和病情，例如：汛期统一推迟"
    )


class DoneForm(Form):
    on = forms.DateField(label="办结日期", widget=forms.DateInput)
    document = forms.CharField(label="文号或材料名称", max_length=60, required=False)
    note = forms.CharField(label="说明", max_length=120, required=False)


class OpeningForm(Form):
    on = forms.DateField(
        label="实际日期", widget=forms.DateInput, help_text="纸面记录上的日期；以后补登活动也行"
    )
    note = forms.CharField(
        label="凭什么认定", max_length=120, help_text="例如：支部工作手册第 12 页"
    )


class BackForm(Form):
    """Nothing to fill in: the button is the answer."""


class StartForm(Form):
    starts_on = forms.DateField(label="启用日期", widget=forms.DateInput)
    note = forms.CharField(label="说明", max_length=120, required=False)


class LocalForm(Form):
    title = forms.CharField(label="名称", max_length=30, help_text="例如：支部书记例会")
    source = forms.CharField(label="依据", max_length=80, help_text="文件名称和文号")
    org_kinds = forms.MultipleChoiceField(
        label="适用组织", widget=forms.CheckboxSelectMultiple,
        choices=[(code, ORG_KINDS[code].label) for code in OWING],
    )  # fmt: skip
    sectors = forms.MultipleChoiceField(
        label="只限这些领域", widget=forms.CheckboxSelectMultiple, choices=SECTOR_CHOICES,
        required=False, help_text="不选就是各领域都适用",
    )  # fmt: skip
    needs = forms.ChoiceField(
        label="前提", choices=[("", "没有前提"), *NEEDS.items()], required=False
    )
    rhythm = forms.ChoiceField(label="频次", choices=list(RHYTHM_LABELS.items()))
    evidence = forms.ChoiceField(label="以什么为凭")
    since = forms.DateField(label="自", widget=forms.DateInput)
    help = forms.CharField(label="办理说明", max_length=120, required=False)

    def offer(self, evidence: list[tuple[str, str]]) -> None:
        """What may be chosen depends on the office whose duty it is."""
        field: Any = self.fields["evidence"]
        field.choices = evidence


class EndForm(Form):
    until = forms.DateField(
        label="停止日期", widget=forms.DateInput, help_text="从这天起不再要求，以前的照样保留"
    )


class RemindForm(Form):
    """One click: the button is the answer."""


class PlanLineForm(Form):
    on = forms.DateField(label="计划日期", widget=forms.DateInput)
    title = forms.CharField(label="内容", max_length=80)


class DecideForm(Form):
    answer = forms.ChoiceField(
        label="审核结果", widget=forms.RadioSelect,
        choices=[("approve", "同意"), ("return", "退回修改")],
    )  # fmt: skip
    note = forms.CharField(
        label="审核意见", max_length=200, required=False, widget=forms.Textarea,
        help_text="退回时必须写",
    )  # fmt: skip
