"""An audit line in words: what was done, and each change as 「简称：甲 → 乙」.

Labels come from the models (`verbose_name`, choices); facts that are not fields have theirs in
`FACTS`. Personal fields say only that they changed: the value was never in the line.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from jishi.kernel.money import yuan

FACTS = {
    "on": "日期",
    "since": "自",
    "until": "至",
    "document": "文号",
    "note": "说明",
    "name": "名称",
    "reason": "原因",
    "purpose": "用途",
    "role": "角色",
    "count": "数量",
    "filters": "条件",
    "rows": "行数",
    "file": "文件",
    "setting": "设置",
    "result": "结果",
    "account": "账号",
    "kind": "事项",
    "meeting": "会议",
    "items": "项目",
    "by": "按",
    "shared": "共享",
    "made_at": "备份时间",
    "added": "增加",
    "after": "恢复到",
    "elected_on": "选举日期",
    "ends_on": "届满日期",
    "into": "到",
    "source": "来自",
    "moved": "随之转移",
    "made": "新增",
    "altered": "变更",
    "approved": "同意",
    "balance": "结余",
    "browser": "浏览器",
    "changed_rows": "变更",
    "clear": "明文栏目",
    "collected": "实收",
    "counts": "数量",
    "days": "天数",
    "demo": "演示",
    "devices": "设备",
    "digest": "文件摘要",
    "dropped": "取消",
    "duty": "职责",
    "erased": "删除",
    "failures": "失败次数",
    "fen": "金额",
    "field": "栏目",
    "first": "起始编号",
    "where": "位置",
    "fields": "栏目",
    "files": "文件数",
    "fund": "账目",
    "group": "类别",
    "host": "协办",
    "kept": "没有撤销",
    "login": "登录名",
    "month": "月份",
    "months": "月份",
    "number": "编号",
    "other": "对方",
    "owner": "归属",
    "pages": "页数",
    "batch": "批次",
    "receipt": "收据",
    "receipts": "收据",
    "refused": "退回",
    "same": "没有变化",
    "sent": "上缴",
    "slot": "周期",
    "stand_in": "代班",
    "standing": "状态",
    "subtree": "含下级",
    "successor": "接替",
    "title": "名称",
    "use": "用途",
    "values": "值数",
    "year": "年度",
}
MONEY = ("fen", "balance", "collected", "sent")  # kept in fen, said in yuan
# What objects are called, where the model's own `verbose_name` is not Chinese.
KINDS = {
    "organisation": "组织",
    "grant": "授权",
    "account": "账号",
    "audithead": "审计链",
    "settingvalue": "设置",
    "storedfile": "附件",
    "job": "任务",
    "installation": "系统",
    "handover": "移交",
    "behalfentry": "代填",
    "apitoken": "接口令牌",
    "secondfactor": "第二道验证",
    "person": "人员",
    "savedsearch": "常用查找",
    "clearexport": "明文导出",
    "correctionrequest": "更正申请",
}
HIDDEN = "已改（不显示内容）"


@cache
def model_of(kind: str) -> type[Model] | None:
    """The model behind an object kind, if it still exists."""
    return next((m for m in apps.get_models() if m._meta.model_name == kind), None)


def kind_label(kind: str) -> str:
    model = model_of(kind)
    label = str(model._meta.verbose_name) if model else ""
    return KINDS.get(kind, kind) if label.isascii() else label


def kind_named(label: str) -> str:
    """The kind that people call so; its own name otherwise."""
    return next((kind for kind, known in KINDS.items() if known == label), label)


def _field(kind: str, name: str) -> Any:
    model = model_of(kind)
    if model is None:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def field_label(kind: str, name: str) -> str:
    field = _field(kind, name)
    label = str(getattr(field, "verbose_name", "") or "")
    return label if label and not label.isascii() else FACTS.get(name, name)


def value_text(kind: str, name: str, value: Any) -> str:
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if name in MONEY and isinstance(value, int):
        return f"{yuan(value)} 元"
    if isinstance(value, list):
        return "、".join(value_text(kind, name, v) for v in value)
    if isinstance(value, dict):
        return "，".join(f"{k} {v}" for k, v in value.items())
    choices = getattr(_field(kind, name), "choices", None)
    return str(dict(choices).get(value, value)) if choices else str(value)


Change = tuple[str, str | None, str | None]  # label, old, new; both None for a personal field


def parts(kind: str, detail: str) -> tuple[list[Change], list[str]]:
    """The content of a line: its changes, and the other facts as 「文号：青组〔2026〕3号」."""
    try:
        facts = json.loads(detail)
    except ValueError:
        return [], ["内容读不出"]
    if not isinstance(facts, dict):
        return [], [str(facts)]
    changes: list[Change] = []
    for name, pair in (facts.pop("changed", None) or {}).items():
        old, new = (value_text(kind, name, v) for v in pair) if pair else (None, None)
        changes.append((field_label(kind, name), old, new))
    return changes, [
        f"{FACTS.get(name) or field_label(kind, name)}：{value_text(kind, name, value)}"
        for name, value in facts.items()
        if value not in (None, "", [], {})
    ]


def sentence(change: Change) -> str:
    label, old, new = change
    return f"{label}：{HIDDEN}" if old is None and new is None else f"{label}：{old} → {new}"


def summary(kind: str, detail: str) -> str:
    """All of it on one line, for lists and exports."""
    changes, facts = parts(kind, detail)
    return "；".join([*map(sentence, changes), *facts])
