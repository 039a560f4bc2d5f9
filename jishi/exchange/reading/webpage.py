"""A web page saved as .xls, as older systems export: its tables, spans as merged cells.

Nothing of the page runs or is fetched; scripts and styles are skipped, all tables stand below each
other in one sheet, as a spreadsheet program shows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jishi.exchange.cells import Cell
from jishi.exchange.reading.delimited import decoded, too_wide
from jishi.exchange.reading.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from jishi.exchange.reading.sheet import Builder, Merge, Sheet, Workbook, trimmed
from jishi.exchange.reading.wire import Unreadable

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SKIPPED = {"script", "style", "title", "head", "template", "noscript"}


@dataclass
class _Page(HTMLParser):
    """Gathers cells; rows that spans from above reach into leave them their places."""

    rows: list[dict[int, Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    _busy: set[tuple[int, int]] = field(default_factory=set)
    _text: list[str] | None = None
    _place: tuple[int, int, int, int] = (0, 0, 1, 1)
    _depth: int = 0
    _skip: int = 0
    _next: int = 1
    cells: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED:
            self._skip += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth <= 1:
            self._close()
            self.rows.append({})
            self._next = 1
            if "none" in given.get("style", "").replace(" ", "").partition("display:")[2][:5]:
                self.hidden_rows.add(len(self.rows))
        elif tag in ("td", "th") and self._depth <= 1:
            self._close()
            self._open(_span(given.get("rowspan", "")), _span(given.get("colspan", "")))
        elif tag in ("br", "p", "div", "li") and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag == "table":
            if self._depth <= 1:
                self._close()
            self._depth = max(0, self._depth - 1)
        elif tag in ("td", "th", "tr") and self._depth <= 1:
            self._close()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skip:
            self._text.append(data)

    def _open(self, down: int, across: int) -> None:
        if not self.rows:
            self.rows.append({})
        row, column = len(self.rows), self._next
        while (row, column) in self._busy:
            column += 1
        self._next = column + across
        self.cells += down * across
        if row > MOST_ROWS or column + across > MOST_COLUMNS or self.cells > MOST_CELLS // 2:
            raise too_wide()
        for line in range(row + 1, row + down):
            for place in range(column, column + across):
                self._busy.add((line, place))
        self._text, self._place = [], (row, column, down, across)

    def _close(self) -> None:
        if self._text is None:
            return
        row, column, down, across = self._place
        text = re.sub(r"[ \t\r\n\xa0]+", " ", "".join(self._text)).strip()
        if text:
            self.rows[row - 1][column] = text[:MOST_TEXT]
        if down > 1 or across > 1:
            self.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        self._text = None


def _span(value: str) -> int:
    digits = value.strip()
    return max(1, min(int(digits), 1000)) if digits.isdigit() and len(digits) < 6 else 1


def read_page(data: bytes) -> Workbook:
    named = _CHARSET.search(data[:4096])
    charset = named[1].decode().lower() if named else ""
    if charset.startswith("gb"):
        text = data.decode("gb18030", "replace")
    else:
        text, _ = decoded(data)
    page = _Page()
    page.feed(text)
    page.close()
    page._close()
    if not any(page.rows):
        raise Unreadable(
            "markup", "这是网页文件，里面没有找到表格。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入"
        )
    builder = Builder("")
    for row in page.rows:
        builder.add([row.get(column) for column in range(1, max(row, default=0) + 1)])
    height, columns = trimmed(builder.columns())
    kept = tuple(m for m in page.merges if m.top <= height and m.left <= len(columns))
    hidden = frozenset(page.hidden_rows)
    sheet = Sheet("", height, columns, merges=kept, hidden_rows=hidden)
    return Workbook("", "html", (sheet,), ("这其实是网页格式的表格，已按网页读取",))
