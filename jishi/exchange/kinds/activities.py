"""组织生活: meetings held, as in 三会一课台账 and 主题党日活动登记表."""

from __future__ import annotations

from dataclasses import replace

from jishi.exchange.fields import (
    Field,
    choice,
    code,
    full_date,
    hours,
    integer,
    long_text,
    name,
    text,
)
from jishi.exchange.kinds.people import ORG

STAGES = {"held": "已登记", "archived": "已归档"}

activities_fields = (
    Field(
        "code", "编码", ("活动编码", "活动编号", "会议编号", "记录编号"), code, key=True,
        note="系统给的编码，新增时留空", example="",
    ),
    replace(
        ORG, label="党组织", required=False, example="下河村党支部",
        aliases=(
            "主办党组织", "召开党组织", "举办党组织", "开展党组织", "主办单位", "召开单位",
            "组织单位", *ORG.aliases, ORG.label,
        ),
    ),
    Field(
        "held_on", "日期",
        ("活动日期", "活动时间", "会议日期", "会议时间", "召开日期", "召开时间", "开展日期",
         "开展时间", "举办日期", "举办时间", "时间", "授课时间", "上课时间", "党课时间"),
        full_date, required=True, key=True, example="2026-05-10",
    ),
    Field(
        "kind", "类型",
        ("活动类型", "会议类型", "种类", "活动种类", "会议种类", "类别", "活动类别", "会议类别",
         "三会一课类型", "组织生活类型", "活动形式", "会议名称类型"),
        text(60), required=True, key=True, note="几项合并开展的用顿号隔开",
        example="主题党日、党课",
    ),
    Field(
        "title", "名称",
        ("活动名称", "会议名称", "主题", "活动主题", "会议主题", "党日主题", "党课题目", "题目",
         "课题", "标题"),
        text(80), key=True, example="学雷锋志愿服务",
    ),
    Field(
        "place", "地点",
        ("活动地点", "会议地点", "召开地点", "开展地点", "举办地点", "授课地点", "场所"),
        text(60), example="党员活动室",
    ),
    Field("chair", "主持人", ("会议主持人", "主持", "主持人姓名", "召集人"), name, personal=True,
          example="王小青"),
    Field("recorder", "记录人", ("会议记录人", "记录", "记录人姓名", "记录员"), name, personal=True,
          example="李田"),
    Field(
        "lecturer", "授课人",
        ("主讲人", "授课人姓名", "讲课人", "党课授课人", "主讲", "讲师", "授课教师"), name,
        personal=True, example="王小青",
    ),
    Field(
        "topics", "议题",
        ("会议议题", "主要议题", "议程", "会议议程", "活动议程"), long_text(2000),
        note="几个议题的用分号隔开", example="学习党章第一章；讨论村道硬化",
    ),
    Field("expected", "应到", ("应到人数", "应到会人数", "应参加人数", "应到党员", "应到党员数"),
          integer(0, 100_000), example="30"),
    Field(
        "present", "实到",
        ("实到人数", "实到会人数", "参加人数", "到会人数", "参会人数", "实到党员", "实到党员数",
         "参加党员数", "出席人数"),
        integer(0, 100_000), example="26",
    ),
    Field("guests", "列席", ("列席人数", "列席会议人数", "邀请列席人数"), integer(0, 100_000)),
    Field(
        "people", "到会人员",
        ("参加人员", "参会人员", "出席人员", "参加党员", "到会党员", "实到人员", "参加人员名单",
         "参会人员名单", "签到人员"),
        long_text(20_000), personal=True, note="写姓名，用顿号隔开；写了就按名单计数",
        example="王小青、李田",
    ),
    Field("hours", "学时", ("培训学时", "课时", "学时数"), hours, example="2"),
    Field("details", "要素", ("其他要素",), text(500),
          note="各种类自己的项目，如 召开形式：党员大会", example=""),
    Field(
        "minutes", "会议记录",
        ("主要内容", "会议内容", "活动内容", "记录内容", "内容", "会议主要内容", "活动主要内容",
         "会议情况", "活动情况", "内容摘要", "议定事项", "会议纪要"),
        long_text(20_000), personal=True, example="",
    ),
    Field("stage", "状态", ("记录状态",), choice(STAGES, {"归档": "archived"}), choices=STAGES,
          note="留空按已登记；写已归档的一并归档", example=""),
)  # fmt: skip
