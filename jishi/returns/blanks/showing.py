"""A bound table as the page shows it: the grid with what would be put in, and what is left."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jishi.returns.blanks.binding import Bound, Sheet
from jishi.returns.blanks.writing import shown


@dataclass(frozen=True)
class ShownCell:
    text: str
    rows: int
    columns: int
    tone: str = ""  # filled, doubtful, left
    about: str = ""


@dataclass(frozen=True)
class ShownSheet:
    name: str
    rows: list[list[ShownCell]]
    left: list[tuple[str, int]]  # why, and how many cells


def shown_sheet(sheet: Sheet) -> ShownSheet:
    grid, bound = sheet.grid, {(c.row, c.column): c for c in sheet.cells}
    rows = []
    for row in range(1, grid.height + 1):
        line = []
        for column in range(1, grid.width + 1):
            if (row, column) in grid.covered:
                continue
            bottom, right = grid.spans.get((row, column), (row, column))
            size = (bottom - row + 1, right - column + 1)
            cell = bound.get((row, column))
            line.append(_cell(sheet, cell, size) if cell else ShownCell(
                grid.text(row, column), *size))  # fmt: skip
        rows.append(line)
    why = Counter(f"{c.wording.replace('｜', ' ')}：{c.left}" for c in sheet.left)
    return ShownSheet(grid.name, rows, sorted(why.items()))


def _cell(sheet: Sheet, cell: Bound, size: tuple[int, int]) -> ShownCell:
    if cell.number is None or cell.figure is None or cell.org is None:
        return ShownCell("", *size, "left", cell.left)
    choice = sheet.wordings[cell.wording]
    tone = "filled" if choice is not None and choice.is_sure else "doubtful"
    about = f"{cell.figure.indicator.title} · {cell.org.short_name} · {cell.figure.period.label}"
    return ShownCell(shown(cell), *size, tone, about)
