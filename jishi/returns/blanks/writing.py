"""Numbers put into the superior's own file; all else of it stays, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from jishi.base.zipgate import part, zip_gate
from jishi.exchange.reading import open_workbook
from jishi.exchange.reading.details import sheet_paths
from jishi.exchange.reading.limits import MOST_UNPACKED
from jishi.exchange.reading.splice import NotSpliceable, SheetPart
from jishi.kernel.tally import decimal_text
from jishi.papers.opening import open_paper
from jishi.returns.blanks import word
from jishi.returns.blanks.binding import Bound, Sheet
from jishi.returns.blanks.grid import Grid, Place, of_sheet

T = TypeVar("T")
_PERCENT = {"9", "10"}  # the two formats of percentages that every office program has
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?\snumFmtId=\"(\d+)\"")
_CALC = re.compile(rb"<(\w+:)?calcPr\b(?![^>]*fullCalcOnLoad)")


def is_word(data: bytes, name: str) -> bool:
    return name.lower().endswith(".docx")


def grids(data: bytes, name: str) -> list[Grid]:
    """The tables of a file that has passed the same gates as any other upload."""
    if is_word(data, name):
        open_paper(data, name)
        return _kept(lambda: word.tables(data))
    found = open_workbook(data, name)
    if found.form != "xlsx":
        raise NotSpliceable
    made = [of_sheet(sheet) for sheet in found.sheets if not sheet.hidden]
    return [grid for grid in made if grid is not None]


def filled(data: bytes, name: str, sheets: Sequence[Sheet]) -> bytes:
    with zip_gate(data, MOST_UNPACKED) as box:
        if is_word(data, name):
            changed = _kept(lambda: word.written(data, [_texts(sheet) for sheet in sheets]))
        else:
            changed = _kept(lambda: _workbook(box, sheets))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for info in box.infolist():
                body = changed.get(info.filename)
                new.writestr(info.filename, part(box, info.filename) if body is None else body)
    return out.getvalue()


def _kept(work: Callable[[], T]) -> T:
    """Parts that are not where every office program puts them: the file is not touched."""
    try:
        return work()
    except (KeyError, IndexError, ValueError):
        raise NotSpliceable from None


def _texts(sheet: Sheet) -> Mapping[Place, str]:
    return {(c.row, c.column): shown(c) for c in sheet.filled}


def shown(cell: Bound) -> str:
    assert cell.number is not None
    assert cell.figure is not None
    return decimal_text(cell.number, _digits(cell))


def _digits(cell: Bound) -> int:
    assert cell.figure is not None
    each = cell.figure.indicator
    if cell.many > 1:
        return 2
    return 1 if each.is_ratio else {1: 0, 10: 1, 100: 2}[each.numerator.scale]


def _workbook(box: zipfile.ZipFile, sheets: Sequence[Sheet]) -> dict[str, bytes]:
    names = {info.filename.lower().lstrip("/"): info.filename for info in box.infolist()}
    paths = sheet_paths(box, names)
    percent = _percentages(part(box, names["xl/styles.xml"]))
    changed: dict[str, bytes] = {}
    for sheet in sheets:
        if not sheet.filled:
            continue
        name = names[paths[sheet.grid.name].lower().lstrip("/")]
        editing = SheetPart(part(box, name))
        editing.put(_numbers(sheet.filled), percent)
        changed[name] = editing.apply()
    book = names["xl/workbook.xml"]
    changed[book] = _CALC.sub(rb'<\1calcPr fullCalcOnLoad="1"', part(box, book))
    return changed


def _numbers(cells: Sequence[Bound]) -> Mapping[Place, tuple[Fraction, int]]:
    return {(c.row, c.column): (c.number, _digits(c)) for c in cells if c.number is not None}


def _percentages(styles: bytes) -> frozenset[int]:
    """The styles that show 0.5 as 50 %."""
    block = _FORMATS.search(styles)
    found = _FORMAT.findall(block[0]) if block else []
    return frozenset(n for n, each in enumerate(found) if each.decode() in _PERCENT)
