"""csv, tsv, txt, and what is pasted from WPS or Excel: encoding and delimiter are found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from jishi.exchange.cells import Cell
from jishi.exchange.reading.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from jishi.exchange.reading.sheet import Builder, Sheet, Workbook, trimmed
from jishi.exchange.reading.wire import Unreadable

_DELIMITERS = "\t,;|"
_LOSSY = re.compile("\ufffd")


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF-8, UTF-16, or GB18030."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    start = data[:512]
    if start[1::2].count(0) * 8 > len(start):
        return data.decode("utf-16-le", "replace"), "utf-16-le"
    if start[::2].count(0) * 8 > len(start):
        return data.decode("utf-16-be", "replace"), "utf-16-be"
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return _least_bad(data)


def _least_bad(data: bytes) -> tuple[str, str]:
    """Neither is whole: a file cut in the middle of a character still says what it is."""
    best = min(
        ((data.decode(e, "replace"), e) for e in ("utf-8", "gb18030")),
        key=lambda pair: pair[0].count("\ufffd"),
    )
    if best[0].count("\ufffd") * 20 > len(best[0]):
        raise Unreadable("encoding", "看不出文字编码，请用 Excel 或 WPS 打开，另存为 xlsx 后再导入")
    return best


def read_text(data: bytes) -> Workbook:
    text, encoding = decoded(data)
    notes = []
    if "\ufffd" in text:
        notes.append("文件里有无法辨认的文字，已用“�”代替，请核对")
    sheet = sheet_of_text(text)
    return Workbook("", "csv", (sheet,), (*notes, f"按 {encoding.upper()} 编码读取"))


def sheet_of_text(text: str, name: str = "") -> Sheet:
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if text.lower().startswith("sep=") and "\n" in text:
        text = "\n" + text.split("\n", 1)[1]  # the line stays counted
    builder, cells = Builder(name), 0
    csv.field_size_limit(MOST_TEXT * 64)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=False):
            if builder.height >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise too_wide()
            cells += len(row)
            if cells > MOST_CELLS:
                raise too_wide()
            builder.add([_cell(field) for field in row])
    except csv.Error:
        raise Unreadable("damaged", "文件内容不是表格，请另存为 xlsx 后再导入") from None
    height, columns = trimmed(builder.columns())
    return Sheet(name, height, columns)


def too_wide() -> Unreadable:
    return Unreadable(
        "too_many_cells", f"表格太大：最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请拆成几份导入"
    )


def _cell(text: str) -> Cell:
    """A text, without the ="…" by which some programs keep long numbers whole."""
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text[:MOST_TEXT] or None if text.strip() else None


def delimiter_of(text: str) -> str:
    """What cuts the most lines into the same number of parts; the Chinese comma never does."""
    sample = [line for line in text[:65536].split("\n")[:200] if line.strip()]
    best, most = ",", 0.0
    for mark in _DELIMITERS:
        counts = Counter(_outside_quotes(line, mark) for line in sample)
        counts.pop(0, None)
        score = sum(n * times**1.5 * min(n, 20) ** 0.25 for n, times in counts.items())
        if mark == "\t":
            score *= 1.5
        if score > most:
            best, most = mark, score
    return best


def _outside_quotes(line: str, mark: str) -> int:
    return re.sub(r'"[^"]*"', "", line).count(mark)
