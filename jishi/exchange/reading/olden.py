"""The XML spreadsheets of 2003, which some older systems still write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from jishi.exchange.cells import EXACT, Broken, Cell, Day
from jishi.exchange.reading.delimited import decoded, too_wide
from jishi.exchange.reading.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from jishi.exchange.reading.sheet import Builder, Merge, Sheet, Workbook, trimmed
from jishi.exchange.reading.wire import Unreadable

_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_DAMAGED = Unreadable("damaged", "文件已损坏。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入")


@dataclass
class _Reader:
    sheets: list[Sheet] = field(default_factory=list)
    name: str = ""
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0
    type: str = ""
    text: list[str] | None = None
    cells: int = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        space, _, local = tag.rpartition(" ")
        if space != _SHEET:
            return
        said = {key.rpartition(" ")[2]: value for key, value in given.items()}
        if local == "Worksheet":
            self.name, self.rows, self.merges, self.row = said.get("Name", ""), {}, [], 0
            self.hidden, self.hidden_rows = False, set()
        elif local == "Row":
            self.row = _number(said.get("Index"), self.row + 1)
            self.column = 0
            if said.get("Hidden") == "1":
                self.hidden_rows.add(self.row)
            self.span = _number(said.get("Span"), 0)
        elif local == "Cell":
            self.column = _number(said.get("Index"), self.column + 1)
            across, down = _number(said.get("MergeAcross"), 0), _number(said.get("MergeDown"), 0)
            if across or down:
                self.merges.append(
                    Merge(self.row, self.column, self.row + down, self.column + across)
                )
            self.across = across
        elif local == "Data":
            self.type, self.text = said.get("Type", "String"), []
        self.cells += 1
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise too_wide()

    span = 0
    across = 0

    def end(self, tag: str) -> None:
        space, _, local = tag.rpartition(" ")
        if space != _SHEET:
            return
        if local == "Data" and self.text is not None:
            cell = _cell(self.type, "".join(self.text))
            if cell is not None:
                self.rows.setdefault(self.row, {})[self.column] = cell
            self.text = None
        elif local == "Cell":
            self.column += self.across
        elif local == "Row":
            self.row += self.span
        elif local == "Worksheet":
            self.sheets.append(self._sheet())

    def characters(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _sheet(self) -> Sheet:
        builder = Builder(self.name)
        for row in range(1, max(self.rows, default=0) + 1):
            cells = self.rows.get(row, {})
            builder.add([cells.get(c) for c in range(1, max(cells, default=0) + 1)])
        height, columns = trimmed(builder.columns())
        kept = tuple(m for m in self.merges if m.top <= height and m.left <= len(columns))
        return Sheet(
            self.name, height, columns, merges=kept, hidden_rows=frozenset(self.hidden_rows)
        )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _cell(kind: str, text: str) -> Cell:
    if not text.strip():
        return None
    try:
        if kind == "Number":
            value = float(text)
            return int(value) if value.is_integer() and abs(value) < EXACT else value
        if kind == "DateTime":
            return Day(dt.datetime.fromisoformat(text[:19]))
    except (ValueError, OverflowError):
        return text[:MOST_TEXT]
    if kind == "Boolean":
        return text.strip() == "1"
    return Broken("cell_error", f"单元格出错：{text[:20]}") if kind == "Error" else text[:MOST_TEXT]


def _forbidden(*_: Any) -> None:
    raise Unreadable("unsafe_container", "这个文件不能导入：含有外部实体声明")


def read_olden(data: bytes) -> Workbook:
    text, _ = decoded(data)
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbidden
    parser.EntityDeclHandler = _forbidden
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise _DAMAGED from None
    if not any(sheet.height for sheet in reader.sheets):
        raise Unreadable("empty_file", "工作簿里没有内容")
    return Workbook("", "xml", tuple(reader.sheets))
