"""Tables of a .docx as grids, and numbers put into their empty cells, in its own XML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from jishi.base.zipgate import part, zip_gate
from jishi.papers.opening.flow import Cell, Table
from jishi.papers.opening.limits import MOST_UNPACKED
from jishi.papers.opening.listening import tag_end
from jishi.papers.opening.wordtext import read_word
from jishi.returns.blanks.grid import MOST_CELLS, Grid, Place, made

_LOOK = re.compile(rb"<(\w+:)?rPr\b[^>]*>.*?</(?:\w+:)?rPr>", re.S)
Edit = tuple[int, int, bytes]


def tables(data: bytes) -> list[Grid]:
    return [_grid(number, table) for number, table in enumerate(_tables(data), 1)]


def written(data: bytes, texts: Sequence[Mapping[Place, str]]) -> dict[str, bytes]:
    """The parts that change, with these texts in the first table, the second…"""
    edits: dict[str, list[tuple[Cell, str]]] = {}
    for table, said in zip(_tables(data), texts, strict=True):
        for row, cells in enumerate(table.rows, 1):
            for cell in cells:
                if (text := said.get((row, cell.column))) is not None and cell.first:
                    edits.setdefault(cell.part, []).append((cell, text))
    with zip_gate(data, MOST_UNPACKED) as box:
        return {name: _put(part(box, name), each) for name, each in edits.items()}


def _tables(data: bytes) -> list[Table]:
    return [t for t in read_word(data).tables if sum(map(len, t.rows)) <= MOST_CELLS]


def _put(xml: bytes, cells: Sequence[tuple[Cell, str]]) -> bytes:
    edits = [_edit(xml, *cell.first, text) for cell, text in cells if cell.first]
    for start, end, new in sorted(edits, reverse=True):
        xml = xml[:start] + new + xml[end:]
    return xml


def _edit(xml: bytes, start: int, end: int, text: str) -> Edit:
    """A run before the end of the paragraph, in the look that its mark has."""
    whole = xml[start:end]
    tag = whole[: tag_end(whole, 0)]
    name = tag[1:].split(b">")[0].split()[0].rstrip(b"/")
    prefix = name[:-1]  # of <w:p
    look = _LOOK.search(whole)
    said = escape(text).encode()
    words = b"<%bt>%b</%bt>" % (prefix, said, prefix)
    run = b"<%br>%b%b</%br>" % (prefix, look[0] if look else b"", words, prefix)
    closing = b"</%b>" % name
    if tag.endswith(b"/>"):
        return start, end, tag[:-2] + b">" + run + closing
    return end - len(closing), end - len(closing), run


def _grid(number: int, table: Table) -> Grid:
    texts: dict[Place, str] = {}
    spans: list[tuple[Place, Place]] = []
    open_: dict[int, tuple[int, int]] = {}  # column → first row of what is merged downwards, width
    width = 0
    for row, cells in enumerate(table.rows, 1):
        for cell in cells:
            width = max(width, cell.column + cell.span - 1)
            if cell.merged == "continue" and cell.column in open_:
                continue
            _close(open_, cell.column, row, spans)
            texts[row, cell.column] = "".join(cell.words).strip()
            open_[cell.column] = (row, cell.span)
    for column in list(open_):
        _close(open_, column, len(table.rows) + 1, spans)
    return made(f"表{number}", len(table.rows), width, texts, spans)


def _close(
    open_: dict[int, tuple[int, int]], column: int, row: int, spans: list[tuple[Place, Place]]
) -> None:
    if column in open_:
        first, span = open_.pop(column)
        spans.append(((first, column), (row - 1, column + span - 1)))
