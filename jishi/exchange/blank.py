"""The superior's own empty table filled with people, everything else as the superior made it.

The sheet is edited as text: rows below the header take the place of its empty rows, each cell with
the style that stood there; what comes below (totals, remarks, signatures) moves down as far as it
must. Nothing is built into a tree and written anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jishi.base.zipgate import part, zip_gate
from jishi.exchange.cells import text_of
from jishi.exchange.reading.details import sheet_paths
from jishi.exchange.reading.limits import MOST_UNPACKED
from jishi.exchange.reading.recognise import Recognised
from jishi.exchange.reading.splice import NotSpliceable, letters, xml_text

_ROW = re.compile(rb"<(?:\w+:)?row\b((?:\"[^\"]*\"|[^>\"])*?)(?:/>|>(.*?)</(?:\w+:)?row>)", re.S)
_CELL = re.compile(rb"<(?:\w+:)?c\b((?:\"[^\"]*\"|[^>\"])*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})(\d+)"')
_NUMBER = re.compile(rb'\sr="(\d+)"')
_STYLE = re.compile(rb'\ss="(\d+)"')
_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')
_CHAIN = "xl/calcchain.xml"


@dataclass(frozen=True)
class Place:
    """Where the people go: first row, how many empty rows wait there, what each column takes."""

    first: int
    empty: int
    columns: Mapping[int, str]  # column → field; "#" counts the rows


def place_in(found: Recognised) -> Place:
    """Directly below the header, over the rows that are still empty."""
    one = found.parts[0]
    if not one.header_rows:
        raise NotSpliceable
    first = one.header_rows[-1] + 1
    columns = {column.index: column.field for column in found.columns if column.field}
    for column in found.columns:
        if not column.field and column.header.replace(" ", "") in ("序号", "编号", "序"):
            columns[column.index] = "#"
    serial = {index for index, field in columns.items() if field == "#"}
    empty = 0
    for row in range(first, one.sheet.height + 1):
        cells = [(at, text_of(cell)) for at, cell in enumerate(one.sheet.row(row), start=1)]
        if any(text and not (at in serial and text.isdigit()) for at, text in cells):
            break
        empty += 1
    if first + empty > one.sheet.height:
        empty = 10**6  # nothing stands below: there is room for all
    return Place(first, empty, columns)


def filled(data: bytes, found: Recognised, rows: Sequence[Mapping[str, str]]) -> bytes:
    """The same file with these people in it; raises `NotSpliceable` where that cannot be kept."""
    place = place_in(found)
    with zip_gate(data, MOST_UNPACKED) as box:
        names = {info.filename.lower().lstrip("/"): info.filename for info in box.infolist()}
        path = sheet_paths(box, names)[found.parts[0].sheet.name]
        name = names[path.lower().lstrip("/")]
        shift = max(0, len(rows) - place.empty)
        changed = {name: _sheet(part(box, name), place, rows, shift)}
        dropped = set()
        if shift and _CHAIN in names:  # the order of computing names cells that have moved
            dropped.add(names[_CHAIN])
            for other in ("[content_types].xml", "xl/_rels/workbook.xml.rels"):
                text = part(box, names[other])
                changed[names[other]] = re.sub(rb"<[^<>]*calcChain[^<>]*/>", b"", text)
        return _written(box, changed, dropped)


def _written(box: zipfile.ZipFile, changed: Mapping[str, bytes], dropped: set[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in box.infolist():
            if info.filename not in dropped:
                data = changed.get(info.filename)
                new.writestr(info.filename, part(box, info.filename) if data is None else data)
    return out.getvalue()


def _sheet(xml: bytes, place: Place, rows: Sequence[Mapping[str, str]], shift: int) -> bytes:
    start = re.search(rb"<(\w+:)?sheetData\b[^>]*?(/?)>", xml)
    if start is None or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise NotSpliceable
    prefix = (start[1] or b"").decode()
    end = xml.find(f"</{prefix}sheetData>".encode(), start.end())
    if start[2] or end < 0:
        raise NotSpliceable
    made = _Rows(xml[start.end() : end], place, prefix)
    body = made.written(rows, shift)
    tail = _merges(xml[end:], place.first + place.empty, shift)
    head = re.sub(rb"<(?:\w+:)?dimension\b[^>]*/>", b"", xml[: start.end()])
    return head + body + tail


class _Rows:
    """The rows of a sheet as they are written, by their numbers."""

    def __init__(self, body: bytes, place: Place, prefix: str) -> None:
        self.place, self.prefix = place, prefix
        self.rows: dict[int, tuple[bytes, bytes]] = {}
        number = 0
        for match in _ROW.finditer(body):
            said = _NUMBER.search(match[1])
            number = int(said[1]) if said else number + 1
            self.rows[number] = (match[1], match[2] or b"")
        pattern = self.rows.get(place.first, (b"", b""))
        if place.empty == 0:
            pattern = (b"", b"")  # the next row is a total or a remark: no pattern for people
        self.height = b"".join(match[0] for match in _HEIGHT.finditer(pattern[0]))
        self.styles = _styles(pattern[1])

    def written(self, people: Sequence[Mapping[str, str]], shift: int) -> bytes:
        first, last = self.place.first, self.place.first + len(people)
        out = [self._kept(n, n) for n in sorted(self.rows) if n < first]
        out += [self._person(first + at, at, person) for at, person in enumerate(people)]
        below = first + self.place.empty
        for number in sorted(self.rows):
            if number >= below:
                out.append(self._kept(number, number + shift))
            elif number >= last:
                out.append(self._kept(number, number))
        return b"".join(out)

    def _kept(self, number: int, new: int) -> bytes:
        said, body = self.rows[number]
        p = self.prefix.encode()
        if new != number:
            said = _NUMBER.sub(f' r="{new}"'.encode(), said)
            body = _PLACE.sub(lambda m: b' r="' + m[1] + str(new).encode() + b'"', body)
        return b"<" + p + b"row" + said + b">" + body + b"</" + p + b"row>"

    def _person(self, number: int, at: int, person: Mapping[str, str]) -> bytes:
        columns = sorted({*self.styles, *self.place.columns})
        cells = [self._cell(number, column, at, person) for column in columns]
        p = self.prefix
        head = f'<{p}row r="{number}"'.encode() + self.height
        return head + b">" + b"".join(cells) + f"</{p}row>".encode()

    def _cell(self, number: int, column: int, at: int, person: Mapping[str, str]) -> bytes:
        field = self.place.columns.get(column)
        text = str(at + 1) if field == "#" else person.get(field or "", "")
        style = self.styles.get(column)
        p, said = self.prefix, f' s="{style}"' if style else ""
        where = f'{letters(column)}{number}"{said}'
        if not text:
            return f'<{p}c r="{where}/>'.encode()
        inner = f'<{p}is><{p}t xml:space="preserve">{xml_text(text)}</{p}t></{p}is>'
        return f'<{p}c r="{where} t="inlineStr">{inner}</{p}c>'.encode()


def _styles(body: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for match in _CELL.finditer(body):
        place, style = _PLACE.search(match[1]), _STYLE.search(match[1])
        if place and style:
            found[_column(place[1])] = style[1].decode()
    return found


def _column(word: bytes) -> int:
    number = 0
    for sign in word:
        number = number * 26 + sign - 64
    return number


def _merges(tail: bytes, below: int, shift: int) -> bytes:
    """Merged cells that stand below move down with their rows."""
    if not shift:
        return tail

    def moved(match: re.Match[bytes]) -> bytes:
        top, bottom = int(match[2]), int(match[4])
        if top < below:
            return match[0]
        return b'ref="%s%d:%s%d"' % (match[1], top + shift, match[3], bottom + shift)

    def block(match: re.Match[bytes]) -> bytes:
        return re.sub(rb'ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', moved, match[0])

    return re.sub(rb"<(?:\w+:)?mergeCells\b.*?</(?:\w+:)?mergeCells>", block, tail, flags=re.S)
