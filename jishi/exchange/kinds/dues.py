"""党费: the yearly bases, and what has been paid, as in 党费收缴台账."""

from __future__ import annotations

from dataclasses import replace

from jishi.exchange.fields import Field, choice, full_date, integer, money, name, text
from jishi.exchange.kinds.people import IDENTITY, ORG, PERSON_CODE, PERSON_NAME
from jishi.funds.kinds import GROUPS

CHOICES = {group.code: group.label for group in GROUPS.values()}
# 月薪制 and 在职 do not say of what kind; the scale is the same for all who draw a salary.
_GROUP_WORDS = {
    "公务员": "official", "机关": "official", "机关工勤": "organ_worker", "事业": "institution",
    "事业单位": "institution", "事业人员": "institution", "企业": "enterprise",
    "企业职工": "enterprise", "在职": "enterprise", "月薪制": "enterprise", "月薪": "enterprise",
    "按月领取工资": "enterprise", "在职党员": "enterprise", "工资收入": "enterprise",
    "年薪制": "yearly_pay", "年薪": "yearly_pay", "退休": "retired", "离休": "retired",
    "离退休党员": "retired", "农村党员": "farmer", "农民党员": "farmer", "务农": "farmer",
    "学生党员": "student", "下岗": "laid_off", "失业": "laid_off", "下岗失业党员": "laid_off",
    "低保": "low_income", "最低生活保障": "low_income", "抚恤救济": "on_relief",
    "个体": "self_employed", "个体户": "self_employed", "个体经营者": "self_employed",
    "私营企业主": "self_employed", "非公企业主": "self_employed",
}  # fmt: skip
_AMOUNT = (
    "月缴额", "月应交", "月交纳党费", "月交党费", "应交党费", "月应缴党费", "月缴纳额", "月交纳额",
    "每月应交党费", "每月党费", "月应交党费", "应缴党费", "月缴党费", "党费标准", "月党费",
    "每月应缴",
    "月应缴额", "交纳标准", "缴纳标准", "核定月交额", "每月交纳金额", "应缴月党费", "每月应交",
)  # fmt: skip
_MEMBER = (PERSON_CODE, PERSON_NAME, IDENTITY, ORG)

dues_bases_fields = (
    *_MEMBER,
    Field(
        "year", "年度", ("核定年度", "缴纳年度", "年份", "所属年度", "党费年度", "适用年度",
        "执行年度"),
        integer(1990, 2100), key=True, example="2026",
    ),
    Field(
        "group", "缴纳类别",
        ("交纳类别", "人员类别", "党员类别", "类别", "交费类别", "缴费类别", "党员类型", "收入类型",
         "缴费类型"),
        choice(CHOICES, _GROUP_WORDS), personal=True, example="事业单位人员", choices=CHOICES,
    ),
    Field(
        "base", "基数",
        ("缴费基数", "党费基数", "交纳基数", "缴纳基数", "核定基数", "月收入", "党费缴纳基数",
         "党费计算基数",
         "月工资", "计算基数", "工资基数", "月工资收入", "党费交纳基数", "工资总额", "税后收入",
         "交费基数",
         "月基数", "收入基数", "计费基数", "税后工资", "应发工资", "养老金"),
        money(), personal=True, example="5000.00",
    ),
    Field("monthly", "月交额", _AMOUNT, money(), personal=True, example="50.00"),
    Field(
        "reason", "核定原因",
        ("原因", "减免原因", "调整原因", "说明", "免交原因", "核定说明", "减免情况说明", "备注原因",
         "减免理由", "特殊情况说明"),
        text(120), personal=True, example="",
    ),
)  # fmt: skip

dues_payments_fields: tuple[Field, ...] = (
    *_MEMBER,
    Field(
        "paid_on", "缴纳日期",
        ("交纳日期", "缴费日期", "交费日期", "收款日期", "缴纳时间", "交纳时间", "缴费时间",
         "交费时间",
         "收缴日期", "收缴时间", "交款日期", "收款时间", "实缴日期", "上交日期", "交费年月日",
         "缴交日期"),
        full_date, example="2026-03-10",
    ),
    Field(
        "months", "所属月份",
        ("缴至", "月份", "缴费月份", "交费月份", "所属期", "缴纳月份", "交纳月份", "党费所属月份",
         "所属期间",
         "党费月份", "缴至月份", "交至", "交至月份", "所属时间", "缴纳期间", "缴费期间",
         "费用所属期",
         "缴纳所属月份", "党费所属期", "缴费区间", "所缴月份", "起止月份"),
        text(40), example="2026年1-3月",
    ),
    Field(
        "amount", "金额",
        ("缴纳金额", "交纳金额", "实缴金额", "实交金额", "缴费金额", "实交党费", "实缴党费",
         "交费金额",
         "党费金额", "收缴金额", "已交党费", "实收金额", "缴纳党费", "交纳党费", "实交", "实缴",
         "党费",
         "本次缴纳金额", "交款金额", "合计金额", "缴纳党费金额", "已缴金额", "交纳党费金额",
         "缴交金额"),
        money(), required=True, personal=True, example="150.00",
    ),
    Field(
        "payer", "代交人",
        ("代缴人", "代交人姓名", "代缴人姓名", "经手代交人", "代收代交人", "代交", "代缴"),
        name, personal=True, example="",
    ),
    Field(
        "receipt", "收据号",
        ("收据编号", "票据号", "收据", "凭证号", "收据号码", "票据编号", "收款收据号", "票号",
         "凭证编号",
         "收据单号", "流水号"),
        text(40), example="0001234",
    ),
)  # fmt: skip
dues_payments_fields = tuple(
    replace(field, key=True) if field.name in ("paid_on", "months") else field
    for field in dues_payments_fields
)
