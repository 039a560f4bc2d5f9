"""A table with a row for each organisation below: its rows become one that repeats, and the whole.

As an office wrote it, every row names one of them; filled for the paper's own organisation alone,
all would say the same. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from jishi.figures.declared import all_indicators
from jishi.papers.linking.numbers import numbers
from jishi.papers.template.chips import Chip, split
from jishi.papers.template.shape import CELLS, text_of
from jishi.tree.errors import Refused

SURE = 0.6
WHOLE = "合计"
_WHOLE = re.compile(r"[合总小]\s*计|总数|全[县市区镇乡街系].{0,4}")
_SHARE = re.compile(r"[%％]|率|占比|比例|比重")
_SERIAL = re.compile(r"序\s*号|编\s*号")
Rows = list[list[str]]


def repeated(
    blocks: Sequence[Mapping[str, Any]], place: int, names: Collection[str]
) -> dict[str, Any]:
    """The table at that place with one row for all whose names it says, and one for the whole."""
    body = blocks[place]
    rows = [text_of(piece).split(CELLS) for piece in body["text"]]
    width = max(map(len, rows))
    rows = [[*map(str.strip, row), *[""] * (width - len(row))] for row in rows]
    column = max(range(width), key=lambda c: sum(row[c] in names for row in rows))
    named = [n for n, row in enumerate(rows) if n and row[column] in names]
    if len(named) < 2:
        raise Refused("表里没有两行以上写着下级组织的名称，不能改成每个下级一行")
    chips = _chips(blocks, place, rows, named)
    if not chips:
        raise Refused("表里还没有取来的数，请先把文中的数换成取来的数")
    one = [chips.get(c, "") for c in range(width)]
    one[column] = "{org}"
    if column and _SERIAL.fullmatch(rows[0][0]):
        one[0] = "{nth}"
    whole = [n for n, row in enumerate(rows) if any(map(_WHOLE.fullmatch, row[: column + 1]))]
    made: list[Any] = []
    for n, row in enumerate(rows):
        if n == named[0]:
            made.append({"text": CELLS.join(one), "each": ["children"]})
        elif n in whole:
            made.append(CELLS.join(chips.get(c, cell) for c, cell in enumerate(row)))
        elif n not in named:
            made.append(body["text"][n])
    if not whole:
        last = [WHOLE if c == column else chips.get(c, "") for c in range(width)]
        made.append(CELLS.join(last))
    return {**body, "text": made}


def _chips(
    blocks: Sequence[Mapping[str, Any]], place: int, rows: Rows, named: Sequence[int]
) -> dict[int, str]:
    """What most of these rows say in each column: a figure looked up already, or surely meant."""
    found: dict[int, Counter[str]] = {}
    for n in named:
        for column, chip in _said(rows[n]):
            found.setdefault(column, Counter())[chip] += 1
    for number in numbers(blocks):
        if number.block == place and number.piece in named and number.sure >= SURE:
            column, code = number.before.count(CELLS), number.candidates[0].code
            is_share = all_indicators()[code].unit == "%"
            if is_share == bool(_SHARE.search(rows[0][column])):  # the head says which it is
                found.setdefault(column, Counter())[str(Chip(code, form="number"))] += 1
    return {column: counts.most_common(1)[0][0] for column, counts in found.items()}


def _said(row: Sequence[str]) -> Iterator[tuple[int, str]]:
    for column, cell in enumerate(row):
        chips = [part for part in split(cell) if isinstance(part, Chip)]
        if any(not chip.is_word for chip in chips):
            yield column, cell
