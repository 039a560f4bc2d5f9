"""Forms of standards: a round, self-check, acceptance, appeal, sheets, vetoes, talks, sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.kernel.period import Period, PeriodError
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.actions.assessing import Answer, Judgement, SelfCheck, Upload
from jishi.standards.actions.grading import Sheets
from jishi.standards.kinds.standard import EVIDENCE, Standard
from jishi.standards.models.outcome import SITE_LEVELS
from jishi.standards.queries.proving import Judged, Proven


def day(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def long_text(label: str, most: int, required: bool = True, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget
    )


def document(required: bool = True, label: str = "文号") -> forms.CharField:
    hint = {"placeholder": "如 青组〔2026〕9号"}
    return forms.CharField(
        label=label, max_length=60, required=required, widget=forms.TextInput(attrs=hint)
    )


class RoundForm(OrgForm):
    org = OrgField(STANDARD_RUN, label="由哪个党组织开展")
    standard = forms.ChoiceField(label="标准")
    period = forms.CharField(
        label="考评时期", max_length=20, help_text="年度写 2026，半年写 2026H1，季度写 2026Q2"
    )
    check_until = day("自查截止")
    mend_until = day("补正截止", help_text="到这一天为止补上的记录都算；过后定格")
    title = forms.CharField(
        label="名称", max_length=80, required=False, help_text="不填用时期和标准的名称"
    )
    document = document(required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"])
        except PeriodError as fault:
            raise forms.ValidationError(str(fault)) from None


def _points(criterion: Any, label: str, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=criterion.points, max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5", "min": "0"}),
    )  # fmt: skip


class CheckForm(Form):
    """A question at a time: points, what stands behind them, a photograph."""

    def __init__(self, *args: Any, proven: Proven, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proven = proven
        self.asked = [each for each in proven.lines if each.criterion.asked]
        for each in self.asked:
            code, worth = each.criterion.code, each.criterion.points
            self.fields[f"{code}_points"] = _points(each.criterion, f"自评分（满分 {worth:f}）")
            self.fields[f"{code}_note"] = forms.CharField(
                label="说明", required=False, max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            if each.criterion.evidence in ("file", "both"):
                self.fields[f"{code}_file"] = forms.FileField(
                    label="照片或文件", required=False,
                    widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
                )  # fmt: skip

    def questions(self) -> list[tuple[Judged, str, list[Any]]]:
        found = []
        for each in self.asked:
            names = [f"{each.criterion.code}_{what}" for what in ("points", "note", "file")]
            boxes = [self[name] for name in names if name in self.fields]
            found.append((each, EVIDENCE[each.criterion.evidence], boxes))
        return found

    def check(self) -> SelfCheck:
        data, uploads, answers = self.cleaned_data, [], {}
        for each in self.asked:
            code = each.criterion.code
            answers[code] = Answer(data.get(f"{code}_points"), data.get(f"{code}_note", ""))
            sent = data.get(f"{code}_file")
            if sent:
                uploads.append(Upload(code, sent, sent.name))
        return SelfCheck(answers, uploads)


class AcceptForm(Form):
    """Every criterion with what was counted or said of it; other points need a reason."""

    def __init__(self, *args: Any, proven: Proven, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proven = proven
        for each in proven.lines:
            code = each.criterion.code
            self.fields[f"{code}_points"] = _points(
                each.criterion, "验收分", required=each.criterion.asked
            )
            self.fields[f"{code}_reason"] = forms.CharField(
                label="扣分原因", required=False, max_length=200
            )
            self.fields[f"{code}_mend_by"] = day("整改期限", required=False)

    def rows(self) -> list[tuple[Judged, list[Any]]]:
        return [
            (each, [self[f"{each.criterion.code}_{w}"] for w in ("points", "reason", "mend_by")])
            for each in self.proven.lines
        ]

    def judgements(self) -> Mapping[str, Judgement]:
        data = self.cleaned_data
        return {
            each.criterion.code: Judgement(
                data.get(f"{each.criterion.code}_points"),
                data.get(f"{each.criterion.code}_reason", ""),
                data.get(f"{each.criterion.code}_mend_by"),
            )
            for each in self.proven.lines
        }


class ReasonForm(Form):
    reason = long_text("原因", 300)


class ConfirmForm(Form):
    rows = forms.TypedMultipleChoiceField(
        label="选中的", coerce=int, error_messages={"required": "请至少选一个"},
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, listed: Sequence[Proven], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [  # type: ignore[attr-defined]
            (each.assessment.pk, each.assessment.subject) for each in listed
        ]


class AppealForm(Form):
    criteria = forms.MultipleChoiceField(
        label="有异议的考评项", widget=forms.CheckboxSelectMultiple
    )
    ground = long_text("理由", 400, help_text="写明依据哪条记录")

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.title}（{each.points:f} 分）") for each in standard.criteria
        ]


class ReviewForm(Form):
    answer = long_text("复核意见", 400)

    def __init__(self, *args: Any, lines: Sequence[Judged], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for each in lines:
            label = f"{each.criterion.title}（原 {each.points:f}，满分 {each.criterion.points:f}）"
            self.fields[f"{each.criterion.code}_points"] = _points(each.criterion, label, True)

    def points(self) -> dict[str, Decimal]:
        return {
            each.criterion.code: self.cleaned_data[f"{each.criterion.code}_points"]
            for each in self.lines
        }


_COUNTS = (
    ("issued", "发出"), ("returned", "收回"), ("valid", "有效"), ("good", "好"),
    ("fair", "较好"), ("ordinary", "一般"), ("poor", "差"),
)  # fmt: skip


class SheetsForm(Form):
    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = standard.sides
        self.sections = []
        for side in standard.sides:
            names = []
            for code, label in _COUNTS:
                name = f"{side.code}_{code}"
                self.fields[name] = forms.IntegerField(
                    label=label, min_value=0, max_value=100_000,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )  # fmt: skip
                names.append(name)
            self.sections.append((f"{side.title}（权重 {side.weight}%）", names))

    def sheets(self) -> dict[str, Sheets]:
        return {
            side.code: Sheets(
                **{code: self.cleaned_data[f"{side.code}_{code}"] for code, _ in _COUNTS}
            )
            for side in self.sides
        }


class VetoForm(Form):
    item = forms.ChoiceField(label="否决情形")
    ground = long_text("事实", 300)
    document = document(label="认定文号")

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (each.code, each.title) for each in standard.vetoes
        ]


class GradeForm(Form):
    document = document(label="评定文号")


class TalkForm(Form):
    talker = forms.CharField(label="约谈人", max_length=60)
    on = day("约谈日期")
    record = long_text("约谈记录", 600, help_text="谈了哪些问题、限期怎么改")


class FollowForm(Form):
    on = day("回看日期")
    follow_up = long_text("整改情况", 600)


class WaiveForm(Form):
    reason = long_text("免予约谈的原因", 200)
    document = document(label="批准文号")


class SiteForm(OrgForm):
    org = OrgField(STANDARD_VIEW, label="党组织")
    level = forms.ChoiceField(label="级别", choices=list(SITE_LEVELS.items()))
    since = day("命名日期")
    reason = long_text("命名理由", 200, help_text="如 考评得分、培育情况、周边学了什么")
    document = document(required=False)


class EndSiteForm(Form):
    on = day("调整日期")
    reason = long_text("调整原因", 200)
