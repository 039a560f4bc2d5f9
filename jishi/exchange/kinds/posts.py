"""任职: who holds which post, as in 班子成员名册 and 村两委成员名册."""

from __future__ import annotations

from dataclasses import replace

from jishi.exchange.fields import Field, full_date, name, partial_date, text
from jishi.exchange.kinds.organisations import ORG_CODE
from jishi.exchange.kinds.people import IDENTITY, ORG, PHONE

_OFFICE = (
    "任职党组织", "任职单位", "任职组织", "班子名称", "党组织名称", "所在村", "村社区",
    "村（社区）",
    "村名", "村别", "单位名称", "所属村", "村（社区）名称", "组织名称", "行政村", "单位",
    "所在单位",
)  # fmt: skip

posts_fields = (
    replace(ORG_CODE, name="code", label="编码", key=False, required=False),
    Field(
        "org", "任职党组织",
        (*_OFFICE, "党组织", *ORG.aliases, ORG.label), ORG.parse, required=True,
        example="青禾县柳溪镇下河村党支部",
    ),
    Field(
        "person", "姓名",
        ("任职人", "任职人员", "任职人姓名", "干部姓名", "成员姓名", "名字", "当选人", "书记姓名",
         "委员姓名",
         "党员姓名", "人员姓名", "任职者", "班子成员", "现任人选"),
        name, required=True, key=True, personal=True, example="王小青",
    ),
    IDENTITY,
    Field(
        "post", "职务",
        ("党内职务", "担任职务", "职务名称", "现任职务", "所任职务", "任职", "岗位", "党组织职务",
         "职位",
         "现任党内职务", "支部职务", "党内职务名称", "任职职务", "村两委职务", "担任党内职务",
         "当选职务",
         "分工职务", "班子职务", "两委职务"),
        text(40), required=True, key=True, example="书记",
    ),
    Field(
        "since", "任职日期",
        ("任职时间", "任职起始日期", "任职开始日期", "任职起始时间", "起始日期", "任职起止时间起",
         "当选时间",
         "当选日期", "任现职时间", "开始日期", "何时任职", "任职年月", "任现职务时间", "任职起",
         "任职开始时间", "到任时间", "到任日期", "自何时任职"),
        partial_date, example="2021-03-10",
    ),
    Field(
        "until", "离任日期",
        ("离任时间", "免职日期", "免职时间", "任职结束日期", "任职结束时间", "结束日期", "任职止",
         "卸任时间",
         "卸任日期", "届满日期", "任职终止日期", "离职日期", "离职时间"),
        full_date, example="",
    ),
    Field(
        "document", "任免文号",
        ("任职文号", "任职文件", "批复文号", "文号", "任命文号", "任免文件", "任职批复文号",
         "任职文件号"),
        text(60), example="柳党〔2021〕8号",
    ),
    PHONE,
)  # fmt: skip
