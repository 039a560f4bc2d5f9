"""Dues in the year book: what was received, month by month."""

from __future__ import annotations

from typing import Any

from jishi.base.web.chapters import Book, Chapter
from jishi.base.web.panels import Shown
from jishi.funds.access import FUND_VIEW
from jishi.funds.queries.shares import received_by_month
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.tree.actor import Actor


def _dues(actor: Actor, book: Book) -> Shown:
    first, last = Month.of(book.year, 1), Month.holding(book.last)
    by_month = received_by_month(book.org, first.index, last.index)
    cells: list[list[Any]] = [
        [f"{Month(index).number}月", *(yuan(fen) if fen else "" for fen in by_month.get(index, ()))]
        for index in range(first.index, last.index + 1)
    ]
    cells = [[*row, *[""] * (3 - len(row))] for row in cells]
    totals = [sum(fen[at] for fen in by_month.values()) for at in (0, 1)]
    cells.append(["合计", *map(yuan, totals)])
    note = "单位：元，本组织实收；逐人明细见党费收缴登记表，留存见账目。"
    return Shown(headers=("月份", "经常性党费", "其他党费"), cells=cells, note=note)


Chapter("党费收缴", FUND_VIEW, _dues, order=70)
