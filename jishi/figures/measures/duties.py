"""Duties due, met, met late, left open, excused; all of them and by family."""

from jishi.figures.columns import Columns, Mask
from jishi.figures.conditions import among, both, holds, lacks
from jishi.figures.declared import Measure, Where
from jishi.figures.tables.duties import DUE

FAMILIES = {
    "assembly": "党员大会", "committee": "支委会", "group": "党小组会", "lesson": "党课",
    "theme_day": "主题党日", "life_meeting": "组织生活会", "appraisal": "民主评议",
    "talk": "谈心谈话", "dues": "党费收缴", "training": "教育培训",
}  # fmt: skip
_OWED = lacks("excused")


def _duty(code: str, title: str, where: Where, also: tuple[str, ...] = ()) -> Measure:
    return Measure(
        code=f"duty.{code}",
        title=title,
        source="R-LIFE-01",
        table=DUE,
        unit="件",
        where=where,
        also=also,
    )


def _past(rows: Columns, on: int) -> Mask:
    """Due before the day: what is due on it may still be met."""
    return rows["day"] < on


ALL = _duty("due", "到期的应办事项", _OWED)
MET = _duty("met", "已完成的应办事项", both(_OWED, holds("met")))
LATE = _duty("late", "逾期完成的应办事项", both(_OWED, holds("late")))
OPEN = _duty(
    "open", "过期未完成的应办事项", both(_OWED, lacks("met"), _past), also=("未完成应办事项",)
)
EXCUSED = _duty("excused", "免予办理的事项", holds("excused"))
DUE_BY = {
    code: _duty(f"{code}_due", f"到期的{label}", both(_OWED, among("family", code)))
    for code, label in FAMILIES.items()
}
MET_BY = {
    code: _duty(f"{code}_met", f"已完成的{label}", both(_OWED, holds("met"), among("family", code)))
    for code, label in FAMILIES.items()
}
OF_FAMILIES = (*DUE_BY.values(), *MET_BY.values())
