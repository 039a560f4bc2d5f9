"""A table as words in rows and columns; what is merged says the same in every place it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jishi.exchange.cells import text_of
from jishi.exchange.reading.sheet import Sheet

MOST_CELLS = 20_000
Place = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True)
class Grid:
    """`spans` are the rectangles of merged cells: first place → last place."""

    name: str
    height: int
    width: int
    words: Mapping[Place, str]
    spans: Mapping[Place, Place] = field(default_factory=dict)
    covered: frozenset[Place] = frozenset()

    def text(self, row: int, column: int) -> str:
        return self.words.get((row, column), "")

    def is_wide(self, row: int, column: int) -> bool:
        """Part of what is merged over the whole width: a title, a remark."""
        return any(
            top <= row <= bottom and left == 1 and right >= self.width > 1
            for (top, left), (bottom, right) in self.spans.items()
            if left <= column <= right
        )


def made(
    name: str, height: int, width: int, texts: Mapping[Place, str],
    spans: Iterable[tuple[Place, Place]],
) -> Grid:  # fmt: skip
    words = {place: text for place, text in texts.items() if text}
    kept = {first: last for first, last in spans if first != last}
    covered: set[Place] = set()
    for (top, left), (bottom, right) in kept.items():
        said = words.get((top, left), "")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered.add((row, column))
                if said:
                    words[row, column] = said
    return Grid(name, height, width, words, kept, frozenset(covered))


def of_sheet(sheet: Sheet) -> Grid | None:
    """None: too large for a table that somebody fills by hand."""
    if sheet.height * sheet.width > MOST_CELLS:
        return None
    texts = {
        (row, column): text_of(cell).strip()
        for row, cells in sheet.rows()
        for column, cell in enumerate(cells, start=1)
    }
    spans = [((m.top, m.left), (m.bottom, m.right)) for m in sheet.merges]
    height = max([sheet.height, *(m.bottom for m in sheet.merges)])
    width = max([sheet.width, *(m.right for m in sheet.merges)])
    return made(sheet.name, height, width, texts, spans)
