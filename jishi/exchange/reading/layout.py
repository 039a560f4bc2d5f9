"""Where the header stands: titles above it, one row or several, merged or not.

`find_header` tries every run of one to four rows near the top and takes the one whose joined
headers name the most fields of a kind of table, data-like rows never counting as header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jishi.exchange.cells import Broken, Cell, Day, is_blank, text_of
from jishi.exchange.reading.headers import Lexicon, header_text, normal
from jishi.exchange.reading.sheet import Merge, Sheet

SEARCHED = 60
TALLEST = 4
LONGEST_HEADER = 40
_DATA = re.compile(
    r"\d{6,}[\dXx]?|\d{4}[-/.年]\d{1,2}.*|1[3-9]\d{9}|男|女|汉族?|\d+(?:\.\d+)?|[√×]|正式党员|预备党员"
)


@dataclass(frozen=True)
class Header:
    """The rows of a header and what stands above each column."""

    rows: tuple[int, ...]
    texts: tuple[str, ...]
    score: float


def grid(sheet: Sheet, first: int, last: int) -> dict[int, list[Cell]]:
    """Some rows with merged cells filled, as the eye sees them."""
    rows = {row: list(sheet.row(row)) for row in range(first, min(last, sheet.height) + 1)}
    for merge in sheet.merges:
        if merge.top > last or merge.bottom < first:
            continue
        value = sheet.cell(merge.top, merge.left)
        if is_blank(value) or merge.bottom - merge.top > TALLEST + 2:
            continue
        for row in range(max(first, merge.top), min(last, merge.bottom, sheet.height) + 1):
            for column in range(merge.left, min(merge.right, sheet.width) + 1):
                rows[row][column - 1] = value
    return rows


def is_data_like(cell: Cell) -> bool:
    if isinstance(cell, Day | Broken | bool | float | int):
        return True
    return isinstance(cell, str) and bool(_DATA.fullmatch(text_of(cell)))


def find_header(sheet: Sheet, lexicon: Lexicon) -> Header | None:
    """The best header for one kind of table, None where no two fields are named."""
    last = min(sheet.height, SEARCHED)
    filled = grid(sheet, 1, last + TALLEST)
    spread = {row: _is_spread(sheet, row, cells) for row, cells in filled.items()}
    best: Header | None = None
    for top in range(1, last + 1):
        if not spread[top]:
            continue
        for height in range(1, TALLEST + 1):
            rows = tuple(range(top, top + height))
            if rows[-1] > sheet.height or not _may_be_header(filled, rows, lexicon):
                break
            if _is_gap(filled, rows, lexicon):
                continue  # a middle level of the header, which ends further down
            found = _scored(filled, rows, lexicon)
            if found and (best is None or found.score > best.score + 1e-9):
                best = found
    return best and _widened(sheet, filled, best)


def _widened(sheet: Sheet, filled: dict[int, list[Cell]], header: Header) -> Header:
    """With the rows that its merged cells reach into, above and below."""
    top, bottom = header.rows[0], header.rows[-1]
    for merge in sheet.merges:
        if merge.bottom - merge.top < TALLEST and merge.right - merge.left < sheet.width / 2:
            if merge.top < header.rows[0] <= merge.bottom:
                top = min(top, merge.top)
            if merge.top <= header.rows[-1] < merge.bottom:
                bottom = max(bottom, merge.bottom)
    # A group above several columns, merged sideways, heads them too.
    above = filled.get(top - 1)
    if above and any(m.top == m.bottom == top - 1 and _is_group(m, sheet) for m in sheet.merges):
        top -= bool(_is_spread(sheet, top - 1, above))
    rows = tuple(range(top, min(bottom, max(filled)) + 1))
    return header if rows == header.rows else Header(rows, joined(filled, rows), header.score)


def _is_group(merge: Merge, sheet: Sheet) -> bool:
    return 0 < merge.right - merge.left < sheet.width / 2


def _is_spread(sheet: Sheet, row: int, cells: Sequence[Cell]) -> bool:
    """More than one different text: a title across the sheet is none."""
    return len({text_of(cell) for cell in cells if not is_blank(cell)}) >= 2 or sheet.width == 1


def _may_be_header(filled: dict[int, list[Cell]], rows: tuple[int, ...], lexicon: Lexicon) -> bool:
    """The newest row of the run looks like names of columns, not like somebody's data."""
    cells = [cell for cell in filled[rows[-1]] if not is_blank(cell)]
    if not cells:
        return False
    data = sum(is_data_like(cell) for cell in cells)
    long = sum(len(text_of(cell)) > LONGEST_HEADER for cell in cells)
    if long * 2 > len(cells):
        return False
    if data * 5 > len(cells) * 2:
        return False
    if len(rows) > 1:
        # A further row of the header adds names below merged ones, or stands under a group.
        named = sum(lexicon.best(text_of(cell)) >= 0.9 for cell in cells)
        return (named > 0 and data <= named) or _is_gap(filled, rows, lexicon)
    return True


def _is_gap(filled: dict[int, list[Cell]], rows: tuple[int, ...], lexicon: Lexicon) -> bool:
    """A sparse row below the first that names no column itself."""
    cells = [cell for cell in filled[rows[-1]] if not is_blank(cell)]
    return (
        len(rows) > 1
        and len(cells) * 3 <= len(filled[rows[0]]) + 2
        and not any(is_data_like(cell) for cell in cells)
        and all(lexicon.best(text_of(cell)) < 0.9 for cell in cells)
    )


def joined(filled: dict[int, list[Cell]], rows: tuple[int, ...]) -> tuple[str, ...]:
    """One text per column. In upper rows a blank cell belongs to the group on its left."""
    width = len(filled[rows[0]])
    parts: list[list[Cell]] = [[] for _ in range(width)]
    for place, row in enumerate(rows):
        group: Cell = None
        for column in range(width):
            cell = filled[row][column]
            below = any(not is_blank(filled[lower][column]) for lower in rows[place + 1 :])
            if not is_blank(cell):
                group = cell
            elif not below or any(not is_blank(c) for c in parts[column]):
                group = None
            parts[column].append(cell if not is_blank(cell) else group)
    return tuple(header_text(column) for column in parts)


def _scored(
    filled: dict[int, list[Cell]], rows: tuple[int, ...], lexicon: Lexicon
) -> Header | None:
    texts = joined(filled, rows)
    best: dict[str, float] = {}
    unknown = 0
    for text in texts:
        hits = lexicon.hits(text)
        if not hits:
            unknown += bool(text)
            continue
        field, score = max(hits.items(), key=lambda item: item[1])
        best[field] = max(best.get(field, 0), score)
    if len(best) < 2 and not (best and len([t for t in texts if t]) <= 2):
        return None
    score = sum(best.values()) - 0.02 * unknown - 0.05 * (len(rows) - 1)
    return Header(rows, texts, score)


def same_header(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two sheets have the same columns, so that one goes on in the other."""
    return [normal(text) for text in first if text] == [normal(text) for text in second if text]
