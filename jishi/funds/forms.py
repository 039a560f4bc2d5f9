"""Forms about dues. Money is typed in yuan and becomes fen; months are typed as 2026-05."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgForm
from jishi.funds.actions import Line, PaymentRow
from jishi.funds.kinds import (
    ARREARS_REASONS,
    ENCLOSURES,
    GROUP_CHOICES,
    GROUPS,
    MOST_FEN,
    PAYMENT_KINDS,
    USES,
)
from jishi.funds.rules.brackets import base_of, items_in_order
from jishi.kernel.money import FEN, yuan
from jishi.kernel.period import Month, Period, PeriodError
from jishi.tree.errors import insist

_MONEY = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,2})?")
DAY = {"type": "date"}


class MoneyField(forms.Field):
    """Yuan with at most two places, as fen."""

    def __init__(self, **terms: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **terms})

    def to_python(self, value: Any) -> Any:
        typed = "" if value is None else str(value)[:40]
        text = unicodedata.normalize("NFKC", typed).replace(",", "").strip()
        if not text:
            return None
        if not _MONEY.fullmatch(text):
            raise forms.ValidationError("金额须是不超过两位小数的数字，如 15 或 15.50")
        whole, _, part = text.partition(".")
        fen = int(whole) * FEN + int(part.ljust(2, "0") or 0)
        if fen > MOST_FEN:
            raise forms.ValidationError("金额太大，请核对")
        return fen

    def prepare_value(self, value: Any) -> Any:
        return yuan(value).replace(",", "") if isinstance(value, int) else value


class MonthField(forms.Field):
    def __init__(self, **terms: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "如 2026-05"})
        widget.input_type = "month"
        super().__init__(**{"widget": widget, **terms})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()[:20]
        return month_of(text) if text else None


def month_of(text: str) -> Month:
    try:
        period = Period.parse(text)
    except PeriodError:
        raise forms.ValidationError("月份须如 2026-05") from None
    if period.length != 1:
        raise forms.ValidationError("请填一个月份，如 2026-05")
    return period.first


def day(label: str, **terms: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), **terms)


def words(label: str, most: int = 80, **terms: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **{"required": False, **terms})


class MonthListForm(Form):
    """The list of a month: who is ticked has paid."""

    payers = forms.TypedMultipleChoiceField(coerce=int, required=False)
    paid_on = day("交纳日期")
    quarterly = forms.BooleanField(label="一次交齐本季度", required=False)
    consent = words("支部同意按季交的会议")
    opinion = words("上级意见（补交六个月以前的才需要）")


class PayForm(Form):
    """One receipt of regular dues."""

    first = MonthField(label="从哪个月")
    last = MonthField(label="到哪个月")
    amount = MoneyField(label="实收金额（元）", help_text="默认是这些月份的应交合计，自愿可以多交")
    paid_on = day("交纳日期")
    payer = words("代交人", 50, help_text="亲属或其他党员代交的填姓名，本人交的不填")
    quarterly = forms.BooleanField(label="按季度交（须支部同意）", required=False)
    consent = words("支部同意按季交的会议")
    opinion = words("上级意见", help_text="补交六个月以前的党费须有上级意见")
    card = words("流动党员活动证号", 30, help_text="流入地收款时登记")
    bank_serial = words("银行流水号", 40, help_text="转账的只记流水号，不记账号")
    note = words("备注", 120)
    sections = (
        ("", ("first", "last", "amount", "paid_on", "payer", "note")),
        ("特殊情况", ("quarterly", "consent", "opinion", "card", "bank_serial")),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and not first <= last < first.plus(24):
            self.add_error("last", "截止月份须在起始月份以后的两年之内")
        return data

    def row(self, person_id: int, org_id: int) -> PaymentRow:
        data = self.cleaned_data
        return PaymentRow(
            person_id, data["paid_on"], data["amount"], data["first"], data["last"],
            org_id=org_id, payer=data["payer"], quarterly=data["quarterly"],
            consent=data["consent"], opinion=data["opinion"], card=data["card"],
            bank_serial=data["bank_serial"], note=data["note"],
        )  # fmt: skip


class GiveForm(Form):
    """Large dues, or special ones."""

    kind = forms.ChoiceField(
        label="种类", choices=[(c, t) for c, t in PAYMENT_KINDS.items() if c != "regular"]
    )
    amount = MoneyField(label="金额（元）", help_text="一次多交 1000.00 元以上的是大额党费")
    paid_on = day("交纳日期")
    purpose = words("用途", 60, help_text="特殊党费写明用途，如抗洪救灾")
    enclosed = forms.MultipleChoiceField(
        label="大额党费所附材料", choices=list(ENCLOSURES.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    bank_serial = words("银行流水号", 40)
    note = words("备注", 120)

    def row(self, person_id: int, org_id: int) -> PaymentRow:
        data = self.cleaned_data
        return PaymentRow(
            person_id, data["paid_on"], data["amount"], kind=data["kind"], org_id=org_id,
            purpose=data["purpose"], enclosed=tuple(data["enclosed"]),
            bank_serial=data["bank_serial"], note=data["note"],
        )  # fmt: skip


class ReasonForm(Form):
    """Why something is taken back."""

    reason = words("原因", 120, required=True)


class SerialForm(Form):
    serial = words("银行流水号", 40, required=True)


ITEMS = 4


class BaseForm(Form):
    """The amount of a member: a base, or the items it is made of; only their sum is kept."""

    group = forms.ChoiceField(label="类别", choices=GROUP_CHOICES)
    start = MonthField(label="从哪个月起")
    base = MoneyField(
        label="计算基数（元）", required=False, help_text="农民、学生等按固定数额交的不填"
    )
    item1 = MoneyField(label="第一项", required=False)
    item2 = MoneyField(label="第二项", required=False)
    item3 = MoneyField(label="第三项", required=False)
    item4 = MoneyField(label="第四项", required=False)
    monthly = MoneyField(
        label="核定月交额（元）", required=False, help_text="不填就按计算结果；自愿可以多交"
    )
    reason = words("变动原因", 120, help_text="年内已核定过的，改动须填原因")
    basis = words("核定依据", 80, help_text="如 1月10日支委会")
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("group", "start", "base", "monthly")),
        ("按项目加总（填了基数就不用填）", ("item1", "item2", "item3", "item4")),
        ("", ("reason", "basis")),
    )

    def name_items(self, group: str) -> None:
        """The items that count for this group, by name; those it does not have are left out."""
        counts = GROUPS[group].counts if group in GROUPS else ()
        for number in range(1, ITEMS + 1):
            if number <= len(counts):
                self.fields[f"item{number}"].label = counts[number - 1]
            else:
                del self.fields[f"item{number}"]
        if not counts:
            self.sections = (BaseForm.sections[0], BaseForm.sections[2])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        items = tuple(data.get(f"item{n}") for n in range(1, ITEMS + 1))
        given = tuple(item for item in items if item is not None)
        group = data.get("group")
        if group and given and not self.errors:
            insist(items_in_order(group, given), "item1")
            if data.get("base") is None:
                data["base"] = base_of(group, given)
        if group and not GROUPS[group].has_base:
            data["base"] = None
        return data


class CopyForm(Form):
    basis = words("核定依据", 80, required=True, help_text="如 1月10日支委会")


class ReliefForm(Form):
    first = MonthField(label="从哪个月")
    last = MonthField(label="到哪个月", help_text="一次最多十二个月")
    monthly = MoneyField(label="每月交（元）", help_text="免交填 0")
    reason = words("困难情况", 120, required=True)
    meeting = words("支部研究的会议", 80, required=True, help_text="如 5月8日支委会")


class DecideForm(Form):
    """The superior's word, yes or no."""

    decision = forms.ChoiceField(
        label="意见", choices=(("yes", "批准"), ("no", "不批准")), widget=forms.RadioSelect
    )
    document = words("批准文号或意见", 60)

    @property
    def approved(self) -> bool:
        return bool(self.cleaned_data["decision"] == "yes")


class ArrearsForm(Form):
    reason = forms.ChoiceField(label="原因", choices=list(ARREARS_REASONS.items()))
    justified = forms.BooleanField(
        label="有正当理由", required=False, help_text="有正当理由的不提示按程序处理，仍须补交"
    )
    agreed_on = day("约定补交日期", required=False)
    note = words("说明", 120)


class EntryForm(OrgForm):
    """A line in the book."""

    kind = forms.ChoiceField(
        label="种类",
        choices=(
            ("remit", "上缴上级"), ("allocate", "下拨下级"), ("interest", "利息"),
            ("granted", "系统外上级下拨"), ("opening", "期初结余"),
        ),
    )  # fmt: skip
    fund = forms.ChoiceField(label="科目", choices=list(PAYMENT_KINDS.items()))
    amount = MoneyField(label="金额（元）")
    on = day("日期")
    other = forms.ChoiceField(label="下拨给", required=False, help_text="只有下拨才选")
    first = MonthField(label="所属期起月", required=False)
    last = MonthField(label="所属期止月", required=False)
    document = words("凭证号", 60)
    serial = words("银行流水号", 40)
    note = words("摘要", 120)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if bool(first) != bool(last) or (first and last and last < first):
            self.add_error("last", "所属期的起止月份要都填，或都不填")
        return data

    def line(self) -> Line:
        data = self.cleaned_data
        period = Period(data["first"], data["last"]) if data["first"] else None
        return Line(
            data["kind"], data["on"], data["amount"], data["fund"], period, data["note"],
            data["document"], data["serial"],
        )  # fmt: skip


class ReceiveForm(Form):
    amount = MoneyField(label="实收金额（元）")
    on = day("收到日期")


class CloseForm(Form):
    month = MonthField(label="结哪个月的账")


class KeepersForm(Form):
    accountant = forms.TypedChoiceField(label="会计", coerce=int, required=False, empty_value=None)
    cashier = forms.TypedChoiceField(label="出纳", coerce=int, required=False, empty_value=None)


class SpendingForm(Form):
    holder = forms.TypedChoiceField(label="由哪一级列支", coerce=int)
    use = forms.ChoiceField(label="类别", choices=list(USES.items()))
    purpose = words("用途", 120, required=True)
    amount = MoneyField(label="金额（元）")
    meeting = words("集体研究的会议", 80, required=True)


class PaySpendingForm(Form):
    on = day("支付日期")
    document = words("凭证号", 60, required=True)
    serial = words("银行流水号", 40)
