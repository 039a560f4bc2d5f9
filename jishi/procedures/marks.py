"""Fixed vocabularies: who acts, states of a procedure, types of items, papers."""

from __future__ import annotations

BY = {"branch": "本组织", "superior": "上级党委", "county": "县级组织部门"}
STATES = {
    "running": "办理中",
    "done": "办结",
    "refused": "未通过",
    "cancelled": "取消资格",
    "withdrawn": "终止",
}
ENDS = tuple(code for code in STATES if code != "running")
STATE_TONES = {
    "running": "blue", "done": "green", "refused": "red", "cancelled": "red", "withdrawn": "grey",
}  # fmt: skip
PAPERS = {
    "talk": "谈话记录",
    "publicity": "公示",
    "decision": "支部大会决议",
    "approval": "审批意见",
    "filing": "备案报告",
    "list": "归档目录",
    "count": "计票单",
}


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    return list(table.items())
