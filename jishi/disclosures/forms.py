"""What people type about a disclosure: the draft, the check, the release, the reason."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.files import MOST_BYTES
from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.base.web.several import SeveralFiles, SeveralWidget
from jishi.disclosures.access import DISCLOSURE_EDIT
from jishi.disclosures.actions import Draft
from jishi.disclosures.kinds import all_items
from jishi.disclosures.marks import AUDIENCES, FIELDS

PAPERS = "image/*,application/pdf,.docx,.xlsx"
WIDE = {"data-width": "wide"}


class PapersField(SeveralFiles):
    """Photographs and papers, handed on as (name, bytes)."""

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        kept = super().clean(data, initial)
        return [(one.name or "材料", one.read(MOST_BYTES + 1)) for one in kept]


def papers(label: str = "公开栏照片或材料") -> PapersField:
    return PapersField(
        label=label, required=False, help_text="只供内部核对，不在群众入口显示",
        widget=SeveralWidget({"accept": PAPERS, **WIDE}),
    )  # fmt: skip


def item_choices() -> list[Any]:
    return [("", "请选择")] + [
        (label, [(i.code, i.title) for i in all_items().values() if i.field == code])
        for code, label in FIELDS.items()
    ]


class DraftForm(OrgForm):
    org = OrgField(DISCLOSURE_EDIT, label="党组织")
    item = forms.ChoiceField(label="公开事项", choices=item_choices)
    period = forms.CharField(
        label="所属时期", max_length=16, required=False,
        help_text="定期公开的填写，如 2026Q3、2026-09、2026H1、2026",
    )  # fmt: skip
    happened_on = forms.DateField(
        label="事项日期", required=False, widget=forms.DateInput,
        help_text="随时、逐段、长期公开的填写",
    )  # fmt: skip
    title = forms.CharField(label="标题", max_length=80, widget=forms.TextInput(WIDE))
    text = forms.CharField(
        label="公开内容", max_length=4000, widget=forms.Textarea({"rows": 8}),
        help_text="不写身份证号、电话、银行卡号和门牌",
    )  # fmt: skip
    audience = forms.ChoiceField(
        label="公开范围", choices=list(AUDIENCES.items()), help_text="选“社会”的在群众入口显示"
    )
    place = forms.CharField(
        label="公开地点", max_length=60, required=False, help_text="如：村务公开栏"
    )
    sheets = papers()

    def row(self) -> Draft:
        return Draft(**{k: v for k, v in self.cleaned_data.items() if k not in ("org", "sheets")})


class ReviewForm(Form):
    classified = forms.ChoiceField(
        label="保密审查",
        choices=[("", "请选择"), ("0", "不涉密，可以公开"), ("1", "涉密或不宜公开")],
    )
    needed = forms.BooleanField(label="有必要公开，范围合适")
    exact = forms.BooleanField(label="内容已核实，准确")
    secrecy_by = forms.CharField(label="保密审查人", max_length=30)


class PublishForm(Form):
    days = forms.IntegerField(
        label="公开几天", min_value=1, max_value=3650, required=False, initial=30
    )
    place = forms.CharField(label="公开地点", max_length=60, required=False)
    sheets = papers()


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea({"rows": 3}))


class EvidenceForm(Form):
    sheets = papers()
