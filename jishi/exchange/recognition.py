"""From the bytes of a file to the layout that a person may still change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jishi.base.web.export import plain
from jishi.exchange.cells import text_of
from jishi.exchange.fields import KindOfTable
from jishi.exchange.layout import ColumnRead, Layout
from jishi.exchange.reading.opening import open_pasted, open_workbook
from jishi.exchange.reading.recognise import (
    Recognised,
    header_key,
    recognise,
    recognise_workbook,
)
from jishi.exchange.reading.sheet import Workbook
from jishi.exchange.reading.wire import Unreadable
from jishi.exchange.records.kind import kind_named, kinds
from jishi.tree.errors import Refused

PASTED = ".pasted.txt"  # how a pasted table is named as a file

Remembered = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass
class Opened:
    """A file just read, and the table found in it: spares the next step doing so again."""

    workbook: Workbook | None = None
    found: Recognised | None = None

    def of(self, data: bytes, name: str) -> Workbook:
        if self.workbook is None:
            self.workbook = workbook_of(data, name)
        return self.workbook


class FileRefused(Refused):
    """The file as a whole cannot be taken: one line, with what the office can do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, field="file", code=code)


def workbook_of(data: bytes, name: str) -> Workbook:
    try:
        if name.endswith(PASTED):
            return open_pasted(data.decode("utf-8"))
        return _unguarded(open_workbook(data, name))
    except Unreadable as refused:
        raise FileRefused(refused.code, refused.message) from None


def _unguarded(workbook: Workbook) -> Workbook:
    """A csv of ours guards what looks like a formula by an apostrophe: taken off again."""
    if workbook.form != "csv":
        return workbook
    sheets = tuple(
        replace(
            sheet,
            columns=tuple(
                replace(c, values=tuple(plain(v) if isinstance(v, str) else v for v in c.values))
                for c in sheet.columns
            ),
        )
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=sheets)


def tables_of(kind: str) -> Sequence[KindOfTable]:
    """What may be found in a file: one kind, if it was said which."""
    if not kind:
        return [known.table for known in kinds().values()]
    wanted = kind_named(kind)
    if wanted is None:
        raise FileRefused("no_kind", f"没有“{kind}”这一种表")
    return [wanted.table]


def recognised(
    workbook: Workbook, kind: str, sheet: str, remembered: Remembered
) -> tuple[Recognised, Layout]:
    """The table found, of the kind asked for, else of the likeliest; raises `FileRefused`."""
    found = table_in(workbook, tables_of(kind), [sheet] if sheet else [], {})
    layout = layout_of(found, workbook)
    before = remembered.get((layout.kind, layout.headers))
    return found, layout.with_remembered(before) if before else layout


def table_in(
    workbook: Workbook,
    tables: Sequence[KindOfTable],
    sheets: Sequence[str],
    mapping: Mapping[str, str],
) -> Recognised:
    try:
        return recognise_workbook(workbook, tables, mapping, sheets)
    except Unreadable as refused:
        raise FileRefused(refused.code, refused.message) from None


def empty_table_in(workbook: Workbook, table: KindOfTable) -> Recognised:
    """The header of a table that has no rows yet."""
    found = [one for sheet in workbook.sheets if (one := recognise(sheet, [table])) is not None]
    headed = [one for one in found if one.header_rows]
    if not headed:
        raise FileRefused("no_table", f"没有认出{table.label}表的表头，请写明“姓名”等栏目名称")
    return max(headed, key=lambda one: one.score)


def layout_of(found: Recognised, workbook: Workbook) -> Layout:
    part = found.parts[0]
    first = part.rows.data[0] if part.rows.data else 0
    columns = tuple(
        ColumnRead(
            column.index, column.header, column.field or None, column.confidence,
            text_of(part.sheet.cell(first, column.index))[:40] if first else "", column.unit,
        )
        for column in found.columns
    )  # fmt: skip
    sheets = tuple(sheet.name for sheet in workbook.sheets if sheet.height)
    said = next((value for value in part.said.values()), "")
    return Layout(
        found.kind.code, tuple(one.sheet.name for one in found.parts), found.header_rows, columns,
        sheets, found.notes, said,
    )  # fmt: skip


def with_fields(found: Recognised, layout: Layout) -> Recognised:
    """The table as it is to be read: its columns mean what the layout says."""
    fields = {column.index: column.field or "" for column in layout.columns}
    columns = tuple(
        replace(column, field=fields.get(column.index, column.field)) for column in found.columns
    )
    return replace(found, columns=columns)


def means(found: Recognised, layout: Layout) -> bool:
    """Whether the layout is just as the table was recognised."""
    fields = {column.index: column.field or None for column in layout.columns}
    return found.sheet == layout.sheet and all(
        fields.get(column.index) == (column.field or None) for column in found.columns
    )


def headers_to_fields(layout: Layout) -> dict[str, str]:
    """What is told to the recognition, so that it reads rows as the layout means them."""
    return {header_key(c.header): c.field or "" for c in layout.columns if c.header}
