"""Forms of a letter's way."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm, OrgWidget
from jishi.people.access import TRANSFER_RECEIVE
from jishi.people.actions import Particulars, Place
from jishi.people.actions.reception import Arrival, Incoming
from jishi.people.actions.transfer import Again, Wanted
from jishi.people.kinds import COUNTED, SEXES, STANDINGS
from jishi.people.queries.transfer import taker
from jishi.people.rules.transfer import DISTANCES, MOST_DAYS, REASONS, RETURNS
from jishi.tree.models import Organisation

REASON_CHOICES = list(REASONS.items())
DISTANCE_CHOICES = list(DISTANCES.items())
STANDING_CHOICES = [(code, STANDINGS[code].label) for code in COUNTED]


class MonthInput(forms.TextInput):
    """A month, as the browser picks it."""

    input_type = "month"

    def format_value(self, value: Any) -> str | None:
        return value.strftime("%Y-%m") if isinstance(value, date) else value


class MonthField(forms.DateField):
    """A month; kept as its first day."""

    widget = MonthInput

    def __init__(self, **more: Any) -> None:
        super().__init__(input_formats=["%Y-%m", "%Y年%m月"], **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def days(label: str = "有效期（天）") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=MOST_DAYS, help_text=f"最长 {MOST_DAYS} 天",
        error_messages={"max_value": f"有效期最长 {MOST_DAYS} 天（R-REL-06）"},
    )  # fmt: skip


def paid_to() -> MonthField:
    return MonthField(label="党费交至", help_text="接收方从下一个月起收")


class TakerWidget(OrgWidget):
    """A box that finds committees letters may be addressed to, whatever the reach."""

    template_name = "people/taker_widget.html"

    def _name_of(self, code: str) -> str:
        if not code or "\x00" in code or self.actor is None:
            return ""
        found = taker(code, self.actor.today)
        return found.short_name if found else ""


def named_taker(form: OrgForm, field: str) -> Organisation | None:
    """The committee whose code stands in the field, none for an empty one."""
    code = str(form.cleaned_data.get(field) or "").strip()[:32].replace("\x00", "")
    if not code:
        return None
    found = taker(code, form.actor.today)
    if found is None:
        raise forms.ValidationError("没有这个党委，请从列表里选择")
    return found


class RequestForm(OrgForm):
    to = forms.CharField(
        label="接收党委", required=False, widget=TakerWidget(TRANSFER_RECEIVE),
        help_text="在本系统里的，输入名称查找",
    )  # fmt: skip
    to_name = forms.CharField(
        label="县外接收单位", max_length=120, required=False,
        help_text="不在本系统的，写介绍信抬头，如 云州市桐溪区委组织部",
    )  # fmt: skip
    distance = forms.ChoiceField(label="远近", choices=DISTANCE_CHOICES)
    reason = forms.ChoiceField(label="转移原因", choices=REASON_CHOICES)
    paid_to = paid_to()
    on = day("申请日期")
    note = forms.CharField(label="说明", max_length=100, required=False)

    def clean_to(self) -> Organisation | None:
        return named_taker(self, "to")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        inside, outside = data.get("to"), (data.get("to_name") or "").strip()
        if "to" in data and bool(inside) == bool(outside):
            self.add_error("to", "接收党委和县外接收单位，填其中一项")
        return data

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            data["to_name"], data["reason"], data["paid_to"], data["on"], to_org=data["to"],
            distance="county" if data["to"] else data["distance"], note=data["note"],
        )  # fmt: skip


class IssueForm(Form):
    on = day("开具日期")
    days = days()


class ReceiveForm(OrgForm):
    on = day("报到日期", help_text="本人持信报到的那一天，组织关系从这一天起转入")
    branch = OrgField(TRANSFER_RECEIVE, label="编入支部")
    checked = forms.BooleanField(label="已审查入党材料（预备党员必须）", required=False)

    def arrival(self) -> Arrival:
        data = self.cleaned_data
        return Arrival(data["on"], data["branch"], data["checked"])


class SendBackForm(Form):
    reason = forms.ChoiceField(label="退回理由", choices=list(RETURNS.items()))
    note = forms.CharField(label="说明", max_length=100, required=False)
    on = day("退回日期")


class OnForm(Form):
    on = day("日期")


class FileReceiptForm(Form):
    received_on = day("对方接收日期", help_text="回执上写的日期，从这一天起不再计入本支部")
    on = day("收到回执日期")


class ReasonForm(Form):
    reason = forms.CharField(label="理由", max_length=100)


class ReissueForm(Form):
    lost = forms.BooleanField(label="原介绍信遗失（已报告）", required=False)
    statement = forms.CharField(
        label="支部说明", max_length=200, widget=forms.Textarea,
        help_text="为什么没有按期报到，或怎样遗失的",
    )  # fmt: skip
    talked = forms.BooleanField(label="已对本人批评教育")
    on = day("补开日期")
    days = days("新的有效期（天）")

    def again(self) -> Again:
        return Again(**self.cleaned_data)


class TakeInForm(ReceiveForm):
    """A letter from outside: what stands on it, whom it brings, and where to."""

    committee = OrgField(TRANSFER_RECEIVE, label="接收党委")
    from_name = forms.CharField(label="转出方", max_length=120, help_text="介绍信上开具的党委")
    number = forms.CharField(label="介绍信编号", max_length=40)
    issued_on = day("开具日期")
    days = days()
    paid_to = paid_to()
    reason = forms.ChoiceField(label="转移原因", choices=REASON_CHOICES)
    distance = forms.ChoiceField(label="远近", choices=DISTANCE_CHOICES[1:])
    name = forms.CharField(label="姓名", max_length=50)
    sex = forms.ChoiceField(label="性别", choices=[(c, SEXES[c]) for c in ("1", "2", "0")])
    identity = forms.CharField(
        label="身份证号", max_length=18, required=False,
        help_text="以前转出过的人据此认出来，不会重复登记",
    )  # fmt: skip
    born_on = day("出生日期", required=False)
    phone = forms.CharField(label="手机号", max_length=11, required=False)
    standing = forms.ChoiceField(label="党员状态", choices=STANDING_CHOICES, initial="full")
    joined_on = day("入党日期")
    full_on = day("转正日期", required=False, help_text="预备党员不填")
    sections = (
        ("介绍信", ("from_name", "number", "issued_on", "days", "paid_to", "reason", "distance")),
        ("党员", (
            "name", "sex", "identity", "born_on", "phone", "standing", "joined_on", "full_on",
        )),
        ("接收", ("committee", "branch", "on", "checked")),
    )  # fmt: skip

    def incoming(self) -> Incoming:
        data = self.cleaned_data
        names = ("from_name", "number", "issued_on", "days", "paid_to", "reason", "distance")
        return Incoming(**{name: data[name] for name in names})

    def who(self) -> Particulars:
        names = ("name", "sex", "identity", "born_on", "phone")
        return Particulars(**{name: self.cleaned_data[name] for name in names})

    def place(self) -> Place:
        data = self.cleaned_data
        return Place(data["standing"], data["joined_on"], full_on=data["full_on"], since=data["on"])
