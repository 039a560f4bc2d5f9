"""Forms about posts, links and units."""

from __future__ import annotations

from typing import Any

from django import forms

from jishi.base.web.forms import Form
from jishi.base.web.pick import OrgField
from jishi.people.pick import PersonWidget
from jishi.registers.access import LINK_EDIT, LINK_VIEW, UNIT_EDIT, UNIT_VIEW
from jishi.registers.actions import Terms, UnitRow
from jishi.registers.actions.links import Ends
from jishi.registers.models import Unit
from jishi.registers.pick import NamingForm, UnitWidget
from jishi.registers.unit_kinds import MODE_CHOICES, UNIT_KIND_CHOICES

DAY = {"type": "date"}


def day(label: str, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput(attrs=DAY)
    )


def words(label: str, most: int, help_text: str = "", hint: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"placeholder": hint} if hint else {})
    return forms.CharField(
        label=label, max_length=most, required=False, help_text=help_text, widget=widget
    )


class AppointForm(NamingForm):
    kind = forms.ChoiceField(label="职务或联系")
    org = OrgField(LINK_EDIT, label="在哪个党组织")
    person = forms.CharField(label="人员", required=False, widget=PersonWidget())
    unit = forms.CharField(
        label="单位", required=False, widget=UnitWidget(), help_text="指导员、兼职委员等填写"
    )
    partner_org = OrgField(
        LINK_VIEW, label="对方党组织", required=False, help_text="结对、共建、派出单位等填写"
    )
    partner = words("对方名称", 60, "不在系统里的单位、派出单位；联系户写户主姓氏或门牌")
    since = day("开始日期", help_text="批复或当选之日")
    due_on = day("期满日期", required=False, help_text="有任期、有协议的填写，到期前提醒")
    document = words(
        "批复文号", 60, "书记、副书记等没有文号的记为「待批复」", "如 青组发〔2026〕3号"
    )
    title = words("职务名称", 60, "与职务种类不同时填写，如 党委副书记、专职副书记")
    duties = words("职责或事项", 200)
    note = words("说明", 200)

    sections = [
        ("谁、在哪里、做什么", ["kind", "org", "person", "unit", "partner_org", "partner"]),
        ("起止和依据", ["since", "due_on", "document", "title", "duties", "note"]),
    ]

    def clean_person(self) -> Any:
        return self.pick_person("person")

    def clean_unit(self) -> Any:
        return self.pick_unit("unit")

    def terms(self) -> Terms:
        data = self.cleaned_data
        names = ("since", "due_on", "document", "title", "duties", "note")
        return Terms(**{name: data[name] for name in names})

    def ends(self) -> Ends:
        data = self.cleaned_data
        return Ends(data["unit"], data["partner_org"], data["partner"])


class EndForm(Form):
    until = day("结束日期", help_text="从这一天起不再担任；继任者可从同一天开始")
    reason = words("原因", 60, hint="如 换届、调离、辞职、期满")
    document = words("免职文号", 60)
    exception = words("例外原因", 120, "第一书记期满前离任等须写明")


class RenewForm(Form):
    due_on = day("新的期满日期")
    document = words("文号", 60)


class AmendForm(Form):
    document = words("批复文号", 60, hint="如 青组发〔2026〕3号")
    title = words("职务名称", 60)
    due_on = day("期满日期", required=False)
    duties = words("职责或事项", 200)
    exception = words("例外原因", 120, "如书记、主任没有一肩挑的原因")
    note = words("说明", 200)


class EntryForm(Form):
    on = day("日期")
    note = forms.CharField(
        label="内容", max_length=300, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不写群众的身份信息和健康情况",
    )  # fmt: skip


MAYBE = (("", "不清楚"), ("yes", "是"), ("no", "否"))
_SAID = {"yes": True, "no": False}


class UnitForm(NamingForm):
    org = OrgField(UNIT_EDIT, label="归口党组织", help_text="负责这家单位党建工作的党组织")
    name = forms.CharField(label="名称", max_length=120, help_text="与营业执照或登记证一致")
    kind = forms.ChoiceField(label="类别", choices=UNIT_KIND_CHOICES)
    industry = words("行业", 40, hint="如 物流、律师、餐饮")
    uscc = words("统一社会信用代码", 20, "十八位，录入时核对校验位")
    district = words("区划代码", 12, "6、9 或 12 位")
    head = words("负责人", 50)
    head_is_member = forms.ChoiceField(label="负责人是党员", choices=MAYBE, required=False)
    staff = forms.IntegerField(label="职工人数", min_value=0, max_value=999_999, required=False)
    members = forms.IntegerField(
        label="党员人数", min_value=0, max_value=99_999, required=False, help_text="排查所得"
    )
    full_members = forms.IntegerField(
        label="正式党员人数", min_value=0, max_value=99_999, required=False,
        help_text="应建未建只数正式党员",
    )  # fmt: skip
    has_mass_organisation = forms.BooleanField(label="有工会、共青团等群团组织", required=False)
    is_large = forms.BooleanField(label="规模大或跨区域（载体填写）", required=False)
    charter_has_party = forms.ChoiceField(label="党建写入章程", choices=MAYBE, required=False)
    surveyed_on = day("排查日期", required=False)
    opened_on = day("成立（开工）日期", required=False)
    ends_on = day("预计完工日期", required=False, help_text="工程项目填写")
    gap_reason = words("应建未建原因", 120)
    note = words("说明", 200)

    sections = [
        ("单位", ["org", "name", "kind", "industry", "uscc", "district", "head",
                  "head_is_member"]),
        ("排查情况", ["staff", "members", "full_members", "surveyed_on",
                      "has_mass_organisation", "charter_has_party", "is_large"]),
        ("其他", ["opened_on", "ends_on", "gap_reason", "note"]),
    ]  # fmt: skip

    def row(self) -> UnitRow:
        data = {name: value for name, value in self.cleaned_data.items() if name != "org"}
        for name in ("head_is_member", "charter_has_party"):
            data[name] = _SAID.get(data[name])
        return UnitRow(**data)


def unit_initial(unit: Unit) -> dict[str, Any]:
    said = {None: "", True: "yes", False: "no"}
    values = {name: getattr(unit, name) for name in UnitForm.base_fields if name != "org"}
    for name in ("head_is_member", "charter_has_party"):
        values[name] = said[values[name]]
    return {**values, "org": unit.org.code}


class CoverForm(NamingForm):
    covering = OrgField(UNIT_VIEW, label="覆盖它的党组织")
    mode = forms.ChoiceField(label="组建方式", choices=MODE_CHOICES)
    since = day("开始日期", help_text="以批复日期为准；原来的覆盖同日结束")
    document = words("批复文号", 60)
    note = words("说明", 200)


class UncoverForm(Form):
    until = day("结束日期")
    note = words("原因", 200, hint="如 党员流出、单位停业")


class CloseUnitForm(Form):
    on = day("注销日期")
