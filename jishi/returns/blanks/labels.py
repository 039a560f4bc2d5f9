"""What stands beside and above each empty cell of a table: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jishi.returns.blanks.grid import Grid

_NUMBER = re.compile(r"[\d,.%—\-/\s]*")
_COLUMN_NUMBERS = re.compile(r"[甲乙丙丁栏次序号\d\s(（)）=+\-*/]+")
_ASIDE = re.compile(
    r"^(?:备注|说明|注|填表|填报|制表|审核|负责人|联系|电话|日期|单位负责|签[字章]|盖章)|[:：]$"
)
_UNIT = re.compile(r"单位\s*[:：]\s*([一-龥%％/]{1,4}?)(?:[、，,\s)）]|$)")


@dataclass(frozen=True)
class Empty:
    """An empty cell with the labels of its row and of its column, from outside in."""

    row: int
    column: int
    beside: tuple[str, ...]
    above: tuple[str, ...]


def title_of(grid: Grid) -> str:
    """The lines above the table: what it is called, of which period, in which unit."""
    found = []
    for row in range(1, min(grid.height, 6) + 1):
        texts = {t for c in range(1, grid.width + 1) if (t := grid.text(row, c))}
        if len(texts) > 1 and not any(grid.is_wide(row, c) for c in range(1, grid.width + 1)):
            break
        found += sorted(texts)
    return "\n".join(found)


def unit_of(grid: Grid) -> str:
    found = _UNIT.search("\n".join(grid.words.get((r, c), "") for r in range(1, 6)
                                   for c in range(1, grid.width + 1)))  # fmt: skip
    return found[1] if found else ""


def empty_cells(grid: Grid) -> Iterator[Empty]:
    body = _body(grid)
    columns = [c for c in range(2, grid.width + 1) if not _is_of_labels(grid, c, body)]
    for row in range(body, grid.height + 1):
        for column in columns:
            place = (row, column)
            if grid.text(row, column) or place in grid.covered:
                continue
            beside = _beside(grid, row, column)
            above = _above(grid, column, body)
            if beside and above and not _aside(beside) and not _aside(above):
                yield Empty(row, column, beside, above)


def _is_of_labels(grid: Grid, column: int, body: int) -> bool:
    rows = range(body, grid.height + 1)
    return sum(bool(grid.text(row, column)) for row in rows) * 2 > len(rows)


def _aside(labels: tuple[str, ...]) -> bool:
    return any(_ASIDE.search(label) for label in labels)


def _body(grid: Grid) -> int:
    """The first row with a label at its left and an empty cell under a head."""
    for row in range(2, grid.height + 1):
        if grid.is_wide(row, 1) or not grid.text(row, 1):
            continue
        empty = [c for c in range(2, grid.width + 1)
                 if not grid.text(row, c) and (row, c) not in grid.covered]  # fmt: skip
        heads = [c for c in empty if _above(grid, c, row)]
        if heads and len(heads) * 2 > grid.width - 2:
            return row
    return grid.height + 1


def _beside(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for left in range(1, column):
        text = grid.text(row, left)
        if text and not _NUMBER.fullmatch(text) and text not in found:
            found.append(text)
    return tuple(found)


def _above(grid: Grid, column: int, body: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in range(1, body):
        text = grid.text(row, column)
        says = text and not grid.is_wide(row, column) and not _COLUMN_NUMBERS.fullmatch(text)
        if says and text not in found:
            found.append(text)
    return tuple(found)
