"""Fixed vocabularies: stages, marks of attendance, reasons of absence, files, grades."""

from __future__ import annotations

STAGES = {"planned": "已安排", "held": "已登记", "archived": "已归档", "cancelled": "已取消"}
COUNTING = ("held", "archived")  # what took place and stands

MARKS = {"present": "到会", "leave": "请假", "absent": "缺席"}
ROLES = {"member": "应到", "guest": "列席", "lecturer": "授课"}
# A closed list: nothing of anybody's health is written down (R-LIFE-28, R-EDU-11).
REASONS = {
    "": "未注明",
    "away": "外出务工、流动",
    "duty": "公务、值班",
    "physical": "身体原因",
    "aged": "年老行动不便",
    "family": "家中有事",
    "other": "其他",
}
COUNTED_BY = {"list": "按名单", "typed": "按纸质记录填写"}
SOURCES = {
    "screen": "本系统登记",
    "api": "接口",
    "import": "导入",
    "paper": "纸质记录扫描",
    "opening": "启用前补录",
}
FILE_KINDS = {
    "photo": "活动照片",
    "minutes": "会议记录",
    "attendance": "签到表",
    "notice": "会议通知",
    "course": "教材课件",
    "other": "其他材料",
}
GRADES = {
    "excellent": "优秀",
    "qualified": "合格",
    "basic": "基本合格",
    "unqualified": "不合格",
}  # R-LIFE-22

# What a training class teaches, for the ledger of classes by topic.
SYLLABUS = {
    "theory": "党的创新理论",
    "rules": "党章党规党纪",
    "branch": "党支部工作条例",
    "members": "党员教育管理",
    "rural": "农村基层组织工作",
    "enterprise": "国有企业基层组织工作",
    "organ": "机关基层组织工作",
    "emergency": "应急处突",
    "policy": "形势政策",
    "skills": "业务能力、实用技术",
    "other": "其他",
}


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    return list(table.items())
