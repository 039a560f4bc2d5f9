"""Cells of an xlsx sheet coloured and added to, byte for byte the same everywhere else.

The sheet is never built into a tree and written anew: whatever this program does not know, such as
drawings, rules, protection and macros, stays as the office made it. Places come from expat, and
text is put in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from fractions import Fraction
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from jishi.exchange.reading.details import place_of
from jishi.kernel.tally import decimal_text

_TAG = re.compile(rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")
_STYLE = re.compile(rb"\ss\s*=\s*(?:\"(\d+)\"|'(\d+)')")
_REFERENCE = re.compile(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPANS = re.compile(rb"\sspans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_AFTER_DRAWING = (
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
    b"tableParts", b"extLst",
)  # fmt: skip
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NotSpliceable(ValueError):
    """The part is written in a way that this cannot keep."""


def letters(column: int) -> str:
    """28 → AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def xml_text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def xml_attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))


@dataclass
class _Cell:
    column: int
    start: int  # where its start tag begins


@dataclass
class _Row:
    number: int
    start: int
    cells: list[_Cell] = field(default_factory=list)
    end: int = 0  # where its end tag begins


@dataclass
class SheetPart:
    """One worksheet part and the edits gathered for it."""

    xml: bytes
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)
    prefix: bytes = b""

    def __post_init__(self) -> None:
        root = re.search(rb"<(\w+:)?worksheet\b", self.xml)
        if not root or self.xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotSpliceable
        self.prefix = root[1] or b""

    def apply(self) -> bytes:
        out, at = [], 0
        for start, end, text in sorted(self.edits):
            out += [self.xml[at:start], text]
            at = end
        return b"".join([*out, self.xml[at:]])

    def edit(
        self,
        coloured: Mapping[int, set[int]],
        reasons: Mapping[int, str],
        column: int,
        styles: StylesPart,
    ) -> None:
        """Colours cells by row → columns, and writes a text into one column of some rows."""
        left = set(coloured) | set(reasons)
        for row in self._rows(left):
            left.discard(row.number)
            self._edit_row(row, coloured.get(row.number, set()), reasons, column, styles)

    def put(
        self, numbers: Mapping[tuple[int, int], tuple[Fraction, int]], percent: Set[int]
    ) -> None:
        """Numbers, each with its decimals, into empty cells; what computes by itself is left."""
        for row in self._rows({row for row, _ in numbers}):
            present = {cell.column: cell for cell in row.cells}
            tag = self._tag(row.start)
            new: dict[int, list[bytes]] = {}
            for column in sorted(c for r, c in numbers if r == row.number):
                value, digits = numbers[row.number, column]
                if column in present:
                    self._put(present[column], value, digits, percent)
                elif not tag.endswith(b"/>"):
                    said = f'r="{letters(column)}{row.number}"'
                    place = next((c.start for c in row.cells if c.column > column), row.end)
                    new.setdefault(place, []).append(self._number(said, value, digits))
            self.edits += [(place, place, b"".join(cells)) for place, cells in new.items()]

    def _put(self, cell: _Cell, value: Fraction, digits: int, percent: Set[int]) -> None:
        tag = self._tag(cell.start)
        end = cell.start + len(tag)
        if not tag.endswith(b"/>"):
            closing = b"</" + self.prefix + b"c>"
            end = self.xml.index(closing, end) + len(closing)
        if b"<" + self.prefix + b"f" in self.xml[cell.start : end]:
            return
        found = _STYLE.search(tag)
        style = int(found[1] or found[2]) if found else 0
        if style in percent:
            value, digits = value / 100, digits + 2
        place = _REFERENCE.search(tag)
        said = place[0].decode().strip() if place else f'r="{letters(cell.column)}"'
        if found:
            said += f' s="{style}"'
        self.edits.append((cell.start, end, self._number(said, value, digits)))

    def _number(self, said: str, value: Fraction, digits: int) -> bytes:
        p = self.prefix.decode()
        text = decimal_text(value, digits)
        return f"<{p}c {said}><{p}v>{text}</{p}v></{p}c>".encode()

    def _edit_row(
        self,
        row: _Row,
        columns: set[int],
        reasons: Mapping[int, str],
        column: int,
        styles: StylesPart,
    ) -> None:
        tag = self._tag(row.start)
        if tag.endswith(b"/>"):
            return
        plain = _SPANS.sub(b"", tag)
        if plain != tag:
            self.edits.append((row.start, row.start + len(tag), plain))
        present = {cell.column: cell for cell in row.cells}
        for number in sorted(columns):
            if number in present:
                self._colour(present[number], styles)
            else:
                style = styles.marked(0)
                cell = f'c r="{letters(number)}{row.number}" s="{style}"/>'.encode()
                self._insert(row, number, b"<" + self.prefix + cell)
        if row.number in reasons and column not in present:
            p = self.prefix.decode()
            self._insert(
                row,
                column,
                f'<{p}c r="{letters(column)}{row.number}" s="{styles.reason()}" t="inlineStr">'
                f'<{p}is><{p}t xml:space="preserve">{xml_text(reasons[row.number])}'
                f"</{p}t></{p}is></{p}c>".encode(),
            )

    def _insert(self, row: _Row, column: int, text: bytes) -> None:
        place = next((c.start for c in row.cells if c.column > column), row.end)
        self.edits.append((place, place, text))

    def _colour(self, cell: _Cell, styles: StylesPart) -> None:
        tag = self._tag(cell.start)
        found = _STYLE.search(tag)
        style = styles.marked(int(found[1] or found[2]) if found else 0)
        said = f' s="{style}"'.encode()
        if found:
            new = tag[: found.start()] + said + tag[found.end() :]
        else:
            closing = len(tag) - (2 if tag.endswith(b"/>") else 1)
            new = tag[:closing].rstrip() + said + tag[closing:]
        self.edits.append((cell.start, cell.start + len(tag), new))

    def _tag(self, start: int) -> bytes:
        found = _TAG.match(self.xml, start)
        if not found:
            raise NotSpliceable
        return found[0]

    def _rows(self, wanted: set[int]) -> Iterator[_Row]:
        """The rows asked for, with the places of their cells."""
        reader = _Places(wanted)
        try:
            reader.read(self.xml)
        except expat.ExpatError:
            raise NotSpliceable from None
        yield from reader.rows

    def widen(self, column: int) -> None:
        """A readable width for the column of reasons, where no other width reaches that far."""
        p = self.prefix
        col = b"<" + p + f'col min="{column}" max="{column}" width="50" customWidth="1"/>'.encode()
        end = self.xml.find(b"</" + p + b"cols>")
        if end >= 0:
            start = self.xml.rfind(b"<" + p + b"cols", 0, end)
            reach = re.findall(rb"\smax=[\"'](\d+)[\"']", self.xml[start:end])
            if all(int(one) < column for one in reach):
                self.edits.append((end, end, col))
            return
        data = self.xml.find(b"<" + p + b"sheetData")
        if data >= 0:
            self.edits.append((data, data, b"<" + p + b"cols>" + col + b"</" + p + b"cols>"))

    def link_notes(self, relation: str) -> None:
        """The element that ties the notes' drawing to the sheet, in its lawful place."""
        space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        text = b"<" + self.prefix + b"legacyDrawing "
        text += f'xmlns:r="{space}" r:id="{relation}"/>'.encode()
        data = max(self.xml.rfind(b"</" + self.prefix + b"sheetData>"), 0)
        places = [
            found
            for name in _AFTER_DRAWING
            if (found := self.xml.find(b"<" + self.prefix + name, data)) >= 0
        ]
        places.append(self.xml.rfind(b"</" + self.prefix + b"worksheet>"))
        if min(places) < 0:
            raise NotSpliceable
        self.edits.append((min(places), min(places), text))


class _Places:
    """Where rows and cells begin, by expat, which knows comments and sections from markup."""

    def __init__(self, wanted: set[int]) -> None:
        self.wanted, self.rows = wanted, list[_Row]()
        self._number = self._column = 0
        self._row: _Row | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def read(self, xml: bytes) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(xml, True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "row":
            said = given.get("r", "")
            self._number = int(said) if said.isdigit() else self._number + 1
            self._column = 0
            if self._number in self.wanted:
                self._row = _Row(self._number, self._parser.CurrentByteIndex)
        elif local == "c" and self._row is not None:
            place = place_of(given.get("r", ""))
            self._column = place[1] if place else self._column + 1
            self._row.cells.append(_Cell(self._column, self._parser.CurrentByteIndex))

    def _end(self, name: str) -> None:
        if self._row is not None and name.rpartition(" ")[2] == "row":
            self._row.end = self._parser.CurrentByteIndex
            self.rows.append(self._row)
            self._row = None


class StylesPart:
    """Styles that are another style with our colour, made when first asked for."""

    def __init__(self, xml: bytes) -> None:
        block = re.search(rb"(<(\w+:)?cellXfs\b[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", xml, re.DOTALL)
        fills = re.search(rb"(<(?:\w+:)?fills\b[^>]*>)(.*?)(</(?:\w+:)?fills>)", xml, re.DOTALL)
        if not block or not fills:
            raise NotSpliceable
        self.xml, self._block, self._fills = xml, block, fills
        self.prefix = (block[2] or b"").decode()
        element = rb"<(?:\w+:)?xf\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*?(?:/>|>.*?</(?:\w+:)?xf>)"
        self._formats = re.findall(element, block[3], re.DOTALL)
        self._fill = len(re.findall(rb"<(?:\w+:)?fill\b", fills[2]))
        self._made: dict[tuple[int, int], int] = {}
        self._added: list[bytes] = []

    def marked(self, style: int) -> int:
        return self._derived(style, self._fill)

    def reason(self) -> int:
        return self._derived(0, self._fill + 1)

    def _derived(self, style: int, fill: int) -> int:
        if (style, fill) not in self._made:
            if not self._formats:
                raise NotSpliceable
            old = self._formats[style if style < len(self._formats) else 0]
            new = re.sub(rb"\s(?:fillId|applyFill)\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", old)
            said = f' fillId="{fill}" applyFill="1"'.encode()
            new = re.sub(rb"^<((?:\w+:)?xf)\b", rb"<\1" + said, new)
            self._made[style, fill] = len(self._formats) + len(self._added)
            self._added.append(new)
        return self._made[style, fill]

    def apply(self) -> bytes:
        p = self.prefix
        fills = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
            for colour in ("FFFFC7CE", "FFFFF2CC")
        ).encode()
        edits = [
            (self._fills, 1, self._fill + 2, fills),
            (self._block, 1, len(self._formats) + len(self._added), b"".join(self._added)),
        ]
        xml = self.xml
        for match, head, count, text in sorted(edits, key=lambda e: -e[0].start()):
            opening = re.sub(rb"\scount\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", match[head])
            opening = opening[:-1] + f' count="{count}">'.encode()
            body_end = match.end() - len(match[match.lastindex or 0])
            xml = (
                xml[: match.start()] + opening + xml[match.start() + len(match[head]) : body_end]
                + text + xml[body_end:]
            )  # fmt: skip
        return xml
