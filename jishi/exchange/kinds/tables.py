"""Every kind of table that can be recognised."""

from __future__ import annotations

from jishi.exchange.fields import KindOfTable
from jishi.exchange.kinds.activities import activities_fields
from jishi.exchange.kinds.cases import cases_fields
from jishi.exchange.kinds.dues import dues_bases_fields, dues_payments_fields
from jishi.exchange.kinds.hotline import hotline_fields
from jishi.exchange.kinds.members import members_fields
from jishi.exchange.kinds.organisations import organisations_fields
from jishi.exchange.kinds.posts import posts_fields
from jishi.exchange.kinds.units import units_fields

TABLES = (
    KindOfTable(
        "organisations", "党组织", organisations_fields,
        ("党组织信息", "党组织名册", "党组织花名册", "党组织统计", "组织设置", "党组织情况",
         "支部名册",
         "党组织一览", "党组织基本信息", "党组织"),
        telling=("kind", "parent", "founded_on", "elected_on", "closed_on", "short_name"),
    ),
    KindOfTable(
        "members", "党员", members_fields,
        ("党员花名册", "党员名册", "党员信息", "党员基本信息", "党员情况", "在册党员", "党员登记",
         "党员"),
        telling=("joined_on", "full_on", "standing", "classes", "takes_part_at"),
    ),
    KindOfTable(
        "posts", "任职", posts_fields,
        ("班子", "两委", "任职", "成员名册", "书记", "委员", "干部名册", "职务", "干部花名册"),
        telling=("post", "since", "until"),
    ),
    KindOfTable(
        "units", "单位", units_fields,
        ("两新", "企业", "社会组织", "单位", "摸排", "非公", "市场主体", "机构"),
        telling=("uscc", "staff", "mode", "covering_org", "industry", "charter",
        "legal_person_is_member"),
    ),
    KindOfTable(
        "dues_bases", "党费基数", dues_bases_fields,
        ("党费核定", "党费基数", "核定表", "缴纳基数", "党费标准", "基数"),
        telling=("base", "monthly"),
    ),
    KindOfTable(
        "dues_payments", "党费收缴", dues_payments_fields,
        ("党费收缴", "党费缴纳", "党费交纳", "收缴台账", "党费台账", "缴费明细", "收缴明细",
         "党费收支"),
        telling=("amount", "paid_on", "months", "receipt"),
    ),
    KindOfTable(
        "activities", "组织生活", activities_fields,
        ("三会一课", "组织生活", "主题党日", "活动台账", "活动登记", "会议台账", "会议登记", "党课",
         "活动记录", "会议记录", "学习登记"),
        telling=("held_on", "chair", "recorder", "lecturer", "topics", "expected", "present",
                 "people", "guests", "minutes"),
    ),
    KindOfTable(
        "cases", "问题与诉求", cases_fields,
        ("问题清单", "问题台账", "整改台账", "整改清单", "销号台账", "诉求台账", "问题整改",
         "整顿台账", "问题与诉求", "心愿台账"),
        telling=("subject", "leader", "struck", "looked", "source", "level", "title", "items"),
    ),
    KindOfTable(
        "hotline", "热线工单", hotline_fields,
        ("热线", "12345", "工单", "接诉即办", "市民服务", "诉求工单", "转办单"),
        telling=("words", "class", "called", "satisfaction", "phone", "name", "limit"),
    ),
)  # fmt: skip
BY_CODE = {table.code: table for table in TABLES}
