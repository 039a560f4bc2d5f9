"""What meetings decided to be done, and members appraised."""

from jishi.activities.marks import GRADES
from jishi.figures.columns import Columns, Mask
from jishi.figures.conditions import among, before, holds
from jishi.figures.declared import Measure
from jishi.figures.tables.activities import APPRAISED, DECIDED_ITEMS, FINISHED_ITEMS, OPEN_ITEMS


def _item(code: str, title: str, **more: object) -> Measure:
    return Measure(code=f"decision.{code}", title=title, source="R-LIFE-18", unit="件", **more)  # type: ignore[arg-type]


def _confirmed(rows: Columns, on: int) -> Mask:
    return ~rows.is_in("confirmed", "")


DECIDED = _item("decided", "议定事项", table=DECIDED_ITEMS, also=("研究决定事项", "作出决议"))
DECIDED_DONE = _item("decided_done", "议定后已办结的事项", table=DECIDED_ITEMS, where=holds("done"))
DONE = _item("done", "办结议定事项", table=FINISHED_ITEMS)
DONE_LATE = _item("done_late", "逾期办结的议定事项", table=FINISHED_ITEMS, where=holds("late"))
OPEN = _item("open", "未办结的议定事项", table=OPEN_ITEMS)
OVERDUE = _item("overdue", "超过期限的议定事项", table=OPEN_ITEMS, where=before("due"))
APPRAISALS = Measure(
    code="appraisal.members", title="参加民主评议的党员", source="R-LIFE-21", table=APPRAISED,
    unit="名",
    also=("参加评议党员",),
)  # fmt: skip
CONFIRMED = Measure(
    code="appraisal.confirmed", title="已审定等次的党员", source="R-LIFE-21", table=APPRAISED,
    unit="名", where=_confirmed,
)  # fmt: skip
BY_GRADE = tuple(
    Measure(
        code=f"appraisal.{grade}", title=f"评为{label}的党员", source="R-LIFE-22", table=APPRAISED,
        unit="名", where=among("confirmed", grade),
    )
    for grade, label in GRADES.items()
)  # fmt: skip
