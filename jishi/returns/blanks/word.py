"""Tables of a .docx as grids, and numbers put into their empty cells, in its own XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from jishi.base.zipgate import part, zip_gate
from jishi.papers.opening.limits import MOST_UNPACKED
from jishi.returns.blanks.grid import MOST_CELLS, Grid, Place, made

MAIN = "word/document.xml"
_WORDS = "wordprocessingml/2006/main"
_LOOK = re.compile(rb"<(\w+:)?rPr\b[^>]*>.*?</(?:\w+:)?rPr>", re.S)


@dataclass
class _Cell:
    column: int
    span: int = 1
    merged: str = ""  # restart, continue
    words: list[str] = field(default_factory=list)
    first: tuple[int, int] | None = None  # its first paragraph in the bytes


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)


def tables(data: bytes) -> list[Grid]:
    with zip_gate(data, MOST_UNPACKED) as box:
        box.getinfo(MAIN)
        return [_grid(number, table) for number, table in enumerate(_read(part(box, MAIN)), 1)]


def written(data: bytes, number: int, texts: Mapping[Place, str]) -> bytes:
    """The document's own XML with these texts in the table of that number."""
    with zip_gate(data, MOST_UNPACKED) as box:
        return put(part(box, MAIN), number, texts)


def put(xml: bytes, number: int, texts: Mapping[Place, str]) -> bytes:
    table = _read(xml)[number - 1]
    edits: list[tuple[int, int, bytes]] = []
    for row, cells in enumerate(table.rows, 1):
        for cell in cells:
            text = texts.get((row, cell.column))
            if text is not None and cell.first is not None:
                edits.append(_edit(xml, *cell.first, text))
    for start, end, new in sorted(edits, reverse=True):
        xml = xml[:start] + new + xml[end:]
    return xml


def _edit(xml: bytes, start: int, end: int, text: str) -> tuple[int, int, bytes]:
    """A run before the end of the paragraph, in the look that its mark has."""
    whole = xml[start:end]
    tag = re.match(rb"<(\w+:)?p\b[^>]*?(/?)>", whole)
    assert tag is not None
    prefix = tag[1] or b""
    look = _LOOK.search(whole)
    p, said = prefix, escape(text).encode()
    words = b"<" + p + b"t>" + said + b"</" + p + b"t>"
    run = b"<" + p + b"r>" + (look[0] if look else b"") + words + b"</" + p + b"r>"
    closing = b"</%bp>" % prefix
    if tag[2]:
        return start, end, whole[: tag.end() - 2] + b">" + run + closing
    return end - len(closing), end - len(closing), run


def _grid(number: int, table: _Table) -> Grid:
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


def _read(xml: bytes) -> list[_Table]:
    reader = _Reader(xml)
    reader.parser.Parse(xml, True)
    return [t for t in reader.found if sum(map(len, t.rows)) <= MOST_CELLS]


class _Reader:
    """Listens to the parser; a table within a cell is part of that cell's words."""

    def __init__(self, xml: bytes) -> None:
        self.xml, self.found = xml, list[_Table]()
        self.depth = 0  # of tables
        self.table, self.cell = _Table(), _Cell(0)
        self.column, self.paragraph, self.is_text = 1, -1, False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, name: str, given: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if _WORDS not in space:
            return
        said = next((v for k, v in given.items() if k.endswith(" val")), "")
        if local == "tbl":
            self.depth += 1
            if self.depth == 1:
                self.table = _Table()
        if self.depth != 1:
            self.is_text = local == "t" and self.depth > 1
            return
        if local == "tr":
            self.table.rows.append([])
            self.column = 1
        elif local == "tc":
            self.cell = _Cell(self.column)
            self.table.rows[-1].append(self.cell)
        elif local == "gridBefore" and said.isdigit():
            self.column += int(said)
        elif local == "gridSpan" and said.isdigit():
            self.cell.span = int(said)
        elif local == "vMerge":
            self.cell.merged = said or "continue"
        elif local == "p":
            self.paragraph = self.parser.CurrentByteIndex
        self.is_text = local == "t"

    def characters(self, data: str) -> None:
        if self.is_text and self.depth:
            self.cell.words.append(data)

    def end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if _WORDS not in space:
            return
        self.is_text = False
        if local == "tbl":
            self.depth -= 1
            if self.depth == 0:
                self.found.append(self.table)
        elif self.depth == 1 and local == "tc":
            self.column += self.cell.span
        elif self.depth == 1 and local == "p" and self.cell.first is None:
            tag = self.xml.index(b">", self.paragraph) + 1
            alone = self.xml[tag - 2 : tag] == b"/>"
            at = self.parser.CurrentByteIndex
            end = tag if alone else self.xml.index(b">", at) + 1
            self.cell.first = (self.paragraph, end)
