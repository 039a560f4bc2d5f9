"""Forms about members who are away or lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.people.access import MOBILE_EDIT
from jishi.people.actions.mobility import Away, Contact, Guest
from jishi.people.forms.transfer import TakerWidget, day, named_taker
from jishi.people.rules.mobility import CREDENTIALS, HOWS, REASONS, SPELL_KINDS
from jishi.tree.models import Organisation

HOW_CHOICES = list(HOWS.items())
LEAVING = [(k.code, k.label) for k in SPELL_KINDS.values() if not k.guest]


class ContactForm(Form):
    on = day("联系日期")
    how = forms.ChoiceField(label="方式", choices=HOW_CHOICES)
    by = forms.CharField(label="联系人", max_length=50)
    note = forms.CharField(label="情况", max_length=100, required=False)

    def contact(self) -> Contact:
        return Contact(**{n: self.cleaned_data[n] for n in ("on", "how", "by", "note")})


class AwayForm(OrgForm):
    left_on = day("外出日期")
    where = forms.CharField(
        label="去向", max_length=40, help_text="写到县（市、区）或国家，不写详细地址"
    )
    fixed = forms.BooleanField(label="地点相对固定", required=False, initial=True)
    months = forms.IntegerField(label="预计外出几个月", min_value=1, max_value=600, initial=12)
    reason = forms.ChoiceField(label="原因", choices=list(REASONS.items()))
    credential = forms.ChoiceField(
        label="凭证", choices=list(CREDENTIALS.items()),
        help_text="半年以内用证明信，地点不定用活动证，三个月以内可以不开",
    )  # fmt: skip
    permit_number = forms.CharField(label="活动证编号", max_length=30, required=False)
    host_name = forms.CharField(
        label="流入地党组织", max_length=120, required=False, help_text="不在本系统的写名称"
    )
    contact_name = forms.CharField(label="联系人", max_length=50, help_text="本支部谁负责联系")

    def away(self, **more: Any) -> Away:
        data = self.cleaned_data
        names = (
            "left_on", "where", "fixed", "months", "reason", "credential", "permit_number",
            "host_name", "contact_name",
        )  # fmt: skip
        return Away(**{name: data[name] for name in names if name in data}, **more)


class LeavingForm(AwayForm):
    kind = forms.ChoiceField(label="类型", choices=LEAVING)
    host = forms.CharField(
        label="流入地党委", required=False, widget=TakerWidget(MOBILE_EDIT),
        help_text="在本系统里的，登记后对方就能看到并安排参加组织生活",
    )  # fmt: skip
    last_on = day("最近联系日期")
    how = forms.ChoiceField(label="联系方式", choices=HOW_CHOICES)
    sections = (
        ("去向", ("kind", "left_on", "where", "fixed", "months", "reason")),
        ("凭证和流入地", ("credential", "permit_number", "host", "host_name")),
        ("联系", ("contact_name", "last_on", "how")),
    )

    def clean_host(self) -> Organisation | None:
        return named_taker(self, "host")

    def contact(self) -> Contact:
        data = self.cleaned_data
        return Contact(data["last_on"], data["how"], data["contact_name"])


class GuestForm(AwayForm):
    """Somebody from elsewhere: a name and how to reach them, no more."""

    host = OrgField(MOBILE_EDIT, label="接纳的党组织")
    guest_name = forms.CharField(label="姓名", max_length=50)
    guest_phone = forms.RegexField(
        r"^1\d{10}$", label="手机号", required=False, error_messages={"invalid": "手机号须 11 位"}
    )
    home_name = forms.CharField(label="组织关系所在党组织", max_length=120)
    host_name = None  # type: ignore[assignment]  # the host is one of ours
    sections = (
        ("本人", ("guest_name", "guest_phone", "home_name")),
        ("流入", ("host", "left_on", "where", "fixed", "months", "reason")),
        ("凭证和联系", ("credential", "permit_number", "contact_name")),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["left_on"].label, self.fields["where"].label = "流入日期", "来自"
        self.fields["where"].help_text = "原籍县（市、区），不写详细地址"

    def guest(self) -> Guest:
        data = self.cleaned_data
        return Guest(data["guest_name"], data["home_name"], data["guest_phone"])

    def contact(self, today: date) -> Contact:
        data = self.cleaned_data
        return Contact(today, "visit", data["contact_name"], "登记流入")


class PlaceForm(OrgForm):
    branch = OrgField(MOBILE_EDIT, label="参加组织生活的支部")


class OnForm(Form):
    on = day("日期")


class EndForm(Form):
    on = day("返回日期")
    note = forms.CharField(label="说明", max_length=100, required=False)


class LostForm(Form):
    since = day("失联自", help_text="最后一次有联系的日期")
    note = forms.CharField(label="说明", max_length=100, required=False)


class FoundForm(Form):
    on = day("找到日期")
    note = forms.CharField(label="说明", max_length=100, required=False)
