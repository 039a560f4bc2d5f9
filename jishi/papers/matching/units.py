"""Which measure words may stand for the unit of an indicator, and how gladly."""

from __future__ import annotations

_LIKE: dict[str, str] = {
    "场": "次 场 场次 堂 节 期 轮 回 批次 遍 课 讲 户次",
    "名": "名 人 位 枚",
    "个": "个 家 支 所 处",
    "件": "件 个 条 项 起 例 桩 宗 件次",
    "期": "期 次 场 班 个 批 场次 批次 轮 堂",
    "元": "元",
    "人次": "人次 名 人",
    "人月": "人月 名 人 人次",
    "学时": "学时 个学时 课时 小时 个小时",
    "人学时": "人学时 学时",
    "对": "对 个 户 名 人 组 家 份",
    "处": "处 个 座 所 家 间",
    "户": "户 家 个",
    "天": "天 个工作日 工作日 小时",
    "平方米": "平方米 平米 ㎡",
    "分": "分",
    "次": "次 个 场 家",
    "人": "人 名 位",
    "笔": "笔 次",
    "项": "项 个 条 件",
    "%": "% ‰",
}
_HALF: dict[str, str] = {
    "场": "人次 个 户 家 名 人 件 位",  # 走访群众3650户, 谈心谈话12人次
    "名": "人次 个 对 份 户",
    "个": "次 名 人 场 座 间 份 点 户",
    "件": "次 名 人 人次 份 户 场 批",
    "期": "天 门",
    "户": "名 人",
    "处": "家 所 次",
    "次": "名 人 人次",
    "天": "",
    "人次": "个 场 次",
}
_ALIKE = {unit: frozenset(words.split()) for unit, words in _LIKE.items()}
_NEAR = {unit: frozenset(words.split()) for unit, words in _HALF.items()}
_MATTERS = ("problem", "finding", "visit_problem", "station", "request",
            "worker_request", "decision", "wish")  # fmt: skip
_BY_HEAD = ("activity.talk", "activity.lesson")  # 谈心谈话12人次, 讲党课5人次
_ONCE = ("activity.life_meeting", "activity.appraisal", "activity.democratic_meeting")
_PEOPLE = ("名", "人", "人次", "户", "位", "户次")
NOT_SAID, NEAR, NEVER = 0.85, 0.72, 0.0


def fits(said: str, unit: str, code: str = "") -> float:
    """How well the measure word of a text goes with the unit of an indicator."""
    heading = code.split(".")[0]
    if heading == "duty" and unit == "件" and said in ("次", "场", "场次", "堂", "期"):
        return 1.0
    if not said:
        return NOT_SAID if unit != "%" else 0.5
    if heading in (*_MATTERS, "venue") and said in _PEOPLE:
        return NEVER
    if heading == "decision" and said in ("件", "项", "条", "个"):
        return 1.0
    if heading == "activity" and unit == "场" and said in (*_PEOPLE, "个", "家"):
        if said == "个" and code in _ONCE:
            return NEAR
        return NEAR if code.startswith(_BY_HEAD) else NEVER  # those who came, not how often
    if said in _ALIKE.get(unit, frozenset((unit,))):
        return 1.0
    return NEAR if heading != "org" and said in _NEAR.get(unit, frozenset()) else NEVER
