"""Cells of tables: lines whose cells are parted by tabs, under a line of heads."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_VALUE = re.compile(r"[\d,.%—\-/X×＿_ ]+|(?:增加|减少).*|持平|", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int
    head: str
    row: str  # what the first cell of its row says: mostly whose numbers these are


class Cells:
    def __init__(self, cells: list[Cell]) -> None:
        self.cells = cells
        self._starts = [cell.start for cell in cells]

    def at(self, place: int) -> Cell | None:
        number = bisect_right(self._starts, place) - 1
        found = self.cells[number] if number >= 0 else None
        return found if found and place < found.end else None


def table_cells(text: str) -> Cells:
    made: list[Cell] = []
    heads: list[str] = []
    place = 0
    for line in text.splitlines(keepends=True):
        start, place = place, place + len(line)
        pieces = line.rstrip("\r\n").split("\t")
        if len(pieces) < 2:
            heads = []
            continue
        if not heads or not any(_VALUE.fullmatch(piece.strip()) for piece in pieces[1:]):
            heads = pieces
            continue
        for number, piece in enumerate(pieces):
            end = start + len(piece)
            if number and piece.strip():
                head = heads[number] if number < len(heads) else ""
                made.append(Cell(start, end, head, pieces[0]))
            start = end + 1
    return Cells(made)
