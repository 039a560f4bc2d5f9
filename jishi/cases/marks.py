"""Closed words of the case table."""

from __future__ import annotations

from collections.abc import Mapping

STATES = {
    "registered": "待分办",
    "assigned": "待签收",
    "working": "办理中",
    "submitted": "待销号",
    "struck_off": "已销号",
    "refused": "不予受理",
    "merged": "已合并",
}
OPEN = ("registered", "assigned", "working", "submitted")
ENDED = ("struck_off", "refused", "merged")
TONES = {
    "registered": "amber", "assigned": "blue", "working": "blue", "submitted": "amber",
    "struck_off": "green", "refused": "grey", "merged": "grey",
}  # fmt: skip
# How a record came in.
DOORS = {
    "screen": "其他", "phone": "电话", "counter": "窗口", "visit": "走访", "portal": "网上",
    "hotline": "热线转办", "activity": "会议或活动", "import": "导入",
}  # fmt: skip
BY_HAND = ("phone", "counter", "visit", "hotline", "activity", "screen")  # for whoever registers
LOOKED = {"": "未回头看", "kept": "巩固", "relapsed": "反弹"}
SATISFACTION = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
UNSATISFIED = 2  # what saying that it is not solved counts as
SATISFIED = 4  # from here up the resident counts as satisfied (R-HOT-03)


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(words.items())
