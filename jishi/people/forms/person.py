"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField, OrgForm
from jishi.kernel.codes import EDUCATION, NATIONS
from jishi.kernel.identity import Identity, tidy
from jishi.kernel.partial import NotADate, PartialDate, read_partial
from jishi.people.access import PERSON_EDIT, STANDING_EDIT
from jishi.people.actions import Basis, Particulars, Place
from jishi.people.kinds import CATEGORIES, OCCUPATIONS, STANDINGS
from jishi.people.models import SanctionKind
from jishi.people.rules.numbers import kind_of_number
from jishi.people.rules.sanctions import EFFECT

UNSAID = [("", "未填")]


class PartialDateField(forms.CharField):
    """A date known to the day, the month or the year, in any usual writing (R-FMT-20)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "如 1975-03-08；只知道年月的填 1975-03")
        super().__init__(max_length=30, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_partial(text)
        except NotADate as fault:
            raise forms.ValidationError(fault.message) from None

    def run_validators(self, value: Any) -> None:
        """`to_python` has said all there is to say."""


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


class PersonBasisForm(OrgForm):
    """When, by which meeting or document."""

    on = forms.DateField(label="日期", widget=date_input(), help_text="会议或批复的日期")
    meeting = forms.CharField(
        label="会议", max_length=80, required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 2026年6月支部党员大会"}),
    )  # fmt: skip
    document = forms.CharField(
        label="批复文号", max_length=60, required=False,
        widget=forms.TextInput(attrs={"placeholder": "如 青组发〔2026〕3号"}),
    )  # fmt: skip

    def basis(self) -> Basis:
        data = self.cleaned_data
        return Basis(data["on"], data["meeting"], data["document"], data.get("note", ""))


class ParticularsForm(OrgForm):
    """Who somebody is."""

    name = forms.CharField(label="姓名", max_length=50)
    identity = forms.CharField(
        label="身份证号", max_length=30, required=False,
        help_text="填了会核对校验位、出生日期和性别；加密保存",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    sex = forms.ChoiceField(label="性别", choices=[("0", "未填"), ("1", "男"), ("2", "女")])
    born_on = PartialDateField(label="出生日期", required=False)
    nation = forms.ChoiceField(label="民族", choices=[*UNSAID, *NATIONS.items()], required=False)
    phone = forms.CharField(
        label="手机号", max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    education = forms.ChoiceField(
        label="学历", choices=[*UNSAID, *EDUCATION.items()], required=False
    )
    work_place = forms.CharField(label="工作单位及职务", max_length=80, required=False)
    occupation = forms.ChoiceField(
        label="职业", choices=[*UNSAID, *OCCUPATIONS.items()], required=False,
        help_text="离退休的选离退休，不按原职业",
    )  # fmt: skip
    category = forms.ChoiceField(
        label="党员类别", choices=[*UNSAID, *CATEGORIES.items()], required=False
    )

    def clean_identity(self) -> str:
        return tidy(self.cleaned_data["identity"])

    def clean_phone(self) -> str:
        kind, number = kind_of_number(self.cleaned_data["phone"])
        if number and kind != "phone":
            raise forms.ValidationError("手机号应为 11 位数字")
        return number

    def clean(self) -> dict[str, Any]:
        """The number fills in what was left open."""
        data = super().clean() or self.cleaned_data
        said = Identity.of(data.get("identity", ""))
        if said is not None:
            if data.get("sex") == "0":
                data["sex"] = said.sex
            if not data.get("born_on") and "born_on" not in self.errors:
                data["born_on"] = PartialDate(said.born_on)
        return data

    def values(self) -> dict[str, Any]:
        """The columns of a person that this form fills."""
        found: dict[str, Any] = {
            name: self.cleaned_data[name]
            for name in ("name", "identity", "sex", "nation", "phone", "education", "work_place",
                         "occupation", "category")
            if name in self.cleaned_data
        }  # fmt: skip
        for name, exact in (("born_on", "born_precision"), ("joined_on", "joined_precision"),
                            ("full_on", "full_precision")):  # fmt: skip
            if name in self.cleaned_data:
                given: PartialDate | None = self.cleaned_data[name]
                found[name] = given.date if given else None
                found[exact] = given.precision if given else "day"
        return found


class RegisterForm(ParticularsForm):
    org = OrgField(PERSON_EDIT, label="所在党组织")
    standing = forms.ChoiceField(
        label="状态",
        choices=[(s.code, s.label) for s in STANDINGS.values()
                 if s.code in ("full", "probationary", "none")],
    )  # fmt: skip
    joined_on = PartialDateField(
        label="入党日期", required=False, help_text="支部大会接收为预备党员的日期"
    )
    full_on = PartialDateField(label="转正日期", required=False, help_text="党龄从这一天算起")
    document = forms.CharField(label="依据", max_length=60, required=False)
    sections = (
        ("在哪里", ("org", "standing", "joined_on", "full_on", "document")),
        ("本人", ("name", "identity", "sex", "born_on", "nation", "phone")),
        ("学习和工作", ("education", "work_place", "occupation", "category")),
    )

    def who(self) -> Particulars:
        found = self.values()
        return Particulars(
            **{k: v for k, v in found.items() if k in Particulars.__dataclass_fields__}
        )

    def place(self) -> Place:
        found = self.values()
        dates = {
            k: found[k] for k in ("joined_on", "joined_precision", "full_on", "full_precision")
        }
        return Place(self.cleaned_data["standing"], **dates)


class CorrectForm(ParticularsForm, PersonBasisForm):
    shows_since = forms.DateField(
        label="亮明身份自", required=False, widget=date_input(),
        help_text="本人同意亮明党员身份的日期；不愿亮明的留空",
    )  # fmt: skip
    joined_on = PartialDateField(label="入党日期", required=False)
    full_on = PartialDateField(label="转正日期", required=False)
    note = forms.CharField(
        label="更正依据", max_length=200, required=False,
        help_text="更正姓名、性别、出生日期、身份证号须写，如「户口本」",
    )  # fmt: skip
    sections = (
        ("本人", ("name", "identity", "sex", "born_on", "nation", "phone")),
        ("学习和工作", ("education", "work_place", "occupation", "category", "shows_since")),
        ("党籍日期（由上级党组织更正）", ("joined_on", "full_on")),
        ("依据", ("note", "on", "meeting", "document")),
    )

    def values(self) -> dict[str, Any]:
        found = {**super().values(), "shows_since": self.cleaned_data["shows_since"]}
        for name in ("identity", "phone"):
            if not found[name]:
                found.pop(name)  # left empty: as it was
        return found


class StandingForm(PersonBasisForm):
    until = forms.DateField(label="期限至", widget=date_input(), required=False)
    for_life = forms.BooleanField(label="终身不得重新入党", required=False)
    field_order = ("on", "meeting", "document", "until", "for_life")


class SanctionForm(Form):
    kind = forms.ChoiceField(
        label="处分种类", choices=[(k.value, k.label) for k in SanctionKind if k.value in EFFECT]
    )
    since = forms.DateField(label="处分决定日期", widget=date_input())
    document = forms.CharField(
        label="处分文号", max_length=60, help_text="只登记种类、日期和文号，不写案情"
    )


class GroupForm(PersonBasisForm):
    group = forms.ChoiceField(label="党小组", required=False)
    field_order = ("group", "on", "meeting", "document")


class TakePartForm(PersonBasisForm):
    host = OrgField(
        STANDING_EDIT,
        label="参加组织生活的支部",
        required=False,
        help_text="留空表示回到组织关系所在支部",
    )
    field_order = ("host", "on", "meeting", "document")


class LinkForm(Form):
    account = forms.ChoiceField(label="账号", help_text="只列出姓名相同、还没有对应到人的账号")


class LookupForm(Form):
    number = forms.CharField(
        label="身份证号、手机号或编码", max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip


class SearchForm(Form):
    name = forms.CharField(label="名称", max_length=40)
    share = forms.BooleanField(label="本组织的人都能用", required=False)
