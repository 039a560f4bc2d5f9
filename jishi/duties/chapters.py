"""What was owed in the year and what became of it: a chapter of the year book."""

from __future__ import annotations

from typing import Any

from jishi.base.web.chapters import Book, Chapter
from jishi.base.web.panels import Shown
from jishi.duties.access import DUTY_VIEW
from jishi.duties.queries.cells import Cell, cells
from jishi.duties.queries.declared import duties
from jishi.duties.rules.state import State
from jishi.kernel.period import Period
from jishi.tree.actor import Actor

MARKS = {
    State.FULFILLED: "✓", State.FULFILLED_LATE: "补", State.MISSED: "缺", State.EXCUSED: "免",
    State.NOT_APPLICABLE: "—", State.BEFORE_START: "前",
}  # fmt: skip


def _board(actor: Actor, book: Book) -> Shown | None:
    """Duties by the months in which they end."""
    found = cells(actor, book.org, Period.year(book.year), own=True)
    by_duty: dict[str, dict[int, list[Cell]]] = {}
    for _, own in found:
        for cell in own:
            month = min(12, max(1, cell.period.last.index - book.year * 12 + 1))
            by_duty.setdefault(cell.duty, {}).setdefault(month, []).append(cell)
    known = duties()
    rows: list[list[Any]] = [
        [known[code].title if code in known else code, *_months(months)]
        for code, months in by_duty.items()
        if any(MARKS.get(c.state) != "—" for each in months.values() for c in each)
    ]
    headers = ("应办事项", *(f"{n}月" for n in range(1, 13)))
    note = "✓ 按期办结　补 逾期办结　缺 未办　免 免予办理　前 启用前　— 不适用　空 未到期"
    return Shown(headers=headers, cells=rows, note=note, empty="没有应办事项")


def _months(months: dict[int, list[Cell]]) -> list[str]:
    return [
        "".join(MARKS.get(cell.state, "") for cell in months.get(number, ()))
        for number in range(1, 13)
    ]


Chapter("应办事项完成情况", DUTY_VIEW, _board, order=60)
