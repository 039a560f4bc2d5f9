"""All rows of a table as its layout says, values parsed, faults on their cells."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.exchange.cells import text_of
from jishi.exchange.faults import Mark
from jishi.exchange.layout import Layout
from jishi.exchange.parsed import SHEET, Masked, Parsed
from jishi.exchange.reading import table
from jishi.exchange.reading.recognise import Recognised
from jishi.exchange.reading.sheet import Sheet, Workbook
from jishi.exchange.recognition import (
    FileRefused,
    Opened,
    headers_to_fields,
    means,
    table_in,
    with_fields,
)
from jishi.exchange.records.kind import Kind

_BODY = ("blank", "total", "note", "sample")  # rows below the header that are nobody's


@dataclass(frozen=True)
class Read:
    parsed: Parsed
    workbook: Workbook
    recognised: Recognised
    sheets: tuple[Sheet, ...]  # by the thousandth part of a row's number, see `parsed.SHEET`

    def texts(self, number: int) -> list[str]:
        """A row as the office wrote it."""
        sheet = self.sheets[number // SHEET]
        return [text_of(cell)[:120] for cell in sheet.row(number % SHEET)]


def read_rows(opened: Opened, layout: Layout, kind: Kind) -> Read:
    workbook, found = opened.workbook, opened.found
    assert workbook is not None  # `Opened.of` has read it
    if found is None or found.kind is not kind.table or not means(found, layout):
        found = table_in(workbook, [kind.table], layout.parts, headers_to_fields(layout))
        found = with_fields(found, layout)
    _insist_required(found, kind)
    read = table.parse(found)
    names = [part.sheet.name for part in found.parts]
    offset = {sheet: at * SHEET for at, sheet in enumerate(names)}
    numbers = [offset[place.sheet] + place.row for place in read.places]
    columns = {name: list(values) for name, values in read.values.items()}
    marks = [
        Mark(offset[m.sheet] + m.row, m.column, m.code, m.message, m.sheet) for m in read.marks
    ]
    parsed = Parsed(numbers, columns, marks, _blank(found))
    sheets = tuple(part.sheet for part in found.parts)
    _unmask(parsed, layout, sheets)
    return Read(parsed, workbook, found, sheets)


def _insist_required(found: Recognised, kind: Kind) -> None:
    """Without its name column a table says nothing; the branch may be said once for all."""
    missing = [f.label for f in found.missing if f.name != kind.org_field]
    if missing:
        raise FileRefused("no_column", f"没有找到“{'”“'.join(missing)}”列，请指明是哪一列")


def _blank(found: Recognised) -> int:
    """Rows below the header that are blank, totals, remarks or examples."""
    count = 0
    for part in found.parts:
        first = part.header_rows[-1] if part.header_rows else 0
        count += sum(kind in _BODY for kind in part.rows.kinds[first:])
    return count


def _unmask(parsed: Parsed, layout: Layout, sheets: tuple[Sheet, ...]) -> None:
    """What our own export has masked is no fault: it says nothing."""
    fields = {index: field for field, index in layout.places().items()}
    masked = [m for m in parsed.faults if m.code in ("identity_masked", "phone_masked")]
    if not masked:
        return
    at = {number: place for place, number in enumerate(parsed.numbers)}
    for mark in masked:
        name = fields.get(mark.column)
        if name is not None:
            cell = sheets[mark.row // SHEET].cell(mark.row % SHEET, mark.column)
            parsed.columns[name][at[mark.row]] = Masked(text_of(cell))
    gone = set(map(id, masked))
    parsed.faults = [mark for mark in parsed.faults if id(mark) not in gone]
