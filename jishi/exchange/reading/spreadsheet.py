"""xlsx, xls and ods by calamine; html and 2003 XML by their own readers.

Calamine drops what it does not know: leading empty rows, errors, formulas without a value, what is
hidden, how a date is shown. `details` finds these in an xlsx, and they are put back in place here.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import python_calamine as calamine

from jishi.base.zipgate import zip_gate
from jishi.exchange.cells import EXACT, Broken, Cell, Day
from jishi.exchange.reading.delimited import too_wide
from jishi.exchange.reading.details import Details, details_of
from jishi.exchange.reading.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TEXT,
    MOST_UNPACKED,
)
from jishi.exchange.reading.sheet import Builder, Column, Merge, Sheet, Workbook, changed, trimmed
from jishi.exchange.reading.wire import Unreadable
from jishi.tree.errors import Refused

_DAMAGED = Unreadable(
    "damaged", "文件已损坏或没有下载完整。请用 Excel 或 WPS 打开，另存为 xlsx 后再导入"
)
_MIDNIGHT = dt.time()
_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - what a cell shows has no zone


def read_spreadsheet(data: bytes, form: str) -> Workbook:
    details: dict[str, Details] = {}
    if form in ("xlsx", "ods"):
        try:
            with zip_gate(data, MOST_UNPACKED) as box:
                details = details_of(box) if form == "xlsx" else {}
        except Refused as refused:
            raise Unreadable(refused.code, refused.message.replace("上传", "导入")) from None
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _read(book, form, details)
    except Unreadable:
        raise
    except calamine.PasswordError:
        raise Unreadable("password", "文件设了打开密码，请取消密码后另存再导入") from None
    except (calamine.CalamineError, ValueError, OSError, OverflowError):
        raise _DAMAGED from None


def _read(book: calamine.CalamineWorkbook, form: str, details: dict[str, Details]) -> Workbook:
    sheets, cells = [], 0
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if number >= MOST_SHEETS:
            raise Unreadable("too_many_sheets", f"工作表超过 {MOST_SHEETS} 张，请拆成几份导入")
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheet = _sheet(book.get_sheet_by_index(number), hidden, details.get(meta.name))
        cells += sheet.height * sheet.width
        if cells > MOST_CELLS:
            raise too_wide()
        sheets.append(sheet)
    if not any(sheet.height for sheet in sheets):
        raise Unreadable("empty_file", "工作簿里没有内容")
    return Workbook("", form, tuple(sheets))


def _sheet(source: calamine.CalamineSheet, hidden: bool, found: Details | None) -> Sheet:
    found = found or Details()
    builder = Builder(source.name)
    if source.start is not None and source.end is not None:
        _fill(builder, source)
    columns = builder.columns()
    for place, column in enumerate(columns):
        columns[place] = Column(tuple(map(_cell, column.values)), column.codes)
    height, kept = trimmed(_put_back(columns, found))
    if height > MOST_ROWS or len(kept) > MOST_COLUMNS:
        raise too_wide()
    merges = found.merges or [
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in source.merged_cell_ranges or ()
    ]
    return Sheet(
        name=source.name,
        height=height,
        columns=kept,
        merges=tuple(m for m in merges if m.top <= height and m.left <= len(kept)),
        hidden=hidden,
        hidden_rows=frozenset(found.hidden_rows),
        hidden_columns=frozenset(found.hidden_columns),
    )


def _fill(builder: Builder, source: calamine.CalamineSheet) -> None:
    """Rows come from the first row of the sheet, columns from the first that is used."""
    assert source.start is not None
    assert source.end is not None
    (_, left), (bottom, right) = source.start, source.end
    if (bottom + 1) * (right - left + 1) > MOST_CELLS * 4:
        raise Unreadable(
            "too_many_cells",
            f"工作表“{builder.name}”一直用到第 {bottom + 1} 行、第 {right + 1} 列，"
            "请删去多余的行列，或拆成几份导入",
        )
    rows: Iterable[list[Any]] = source.iter_rows()
    lead = [""] * left
    for row in rows:
        builder.add(lead + row if left else row)
        if builder.height > bottom:
            break


def _cell(raw: Any) -> Cell:
    """What calamine gives → a cell; called once for each different value of a column."""
    kind = raw.__class__
    if kind is str:
        return raw[:MOST_TEXT] if raw and not raw.isspace() else None
    if kind is float:
        if raw != raw or raw in (float("inf"), float("-inf")):
            return Broken("cell_error", "单元格的数字无效")
        return int(raw) if raw.is_integer() and abs(raw) < EXACT else raw
    if kind is dt.datetime:
        return Day(raw)
    if kind is dt.date:
        return Day(dt.datetime.combine(raw, _MIDNIGHT))
    if kind is dt.timedelta:
        return raw.total_seconds() / 86400  # type: ignore[no-any-return]
    return raw if raw is None or isinstance(raw, int | dt.time) else str(raw)


def _put_back(columns: list[Column], found: Details) -> list[Column]:
    """Errors, formulas without a value, and how dates and numbers are shown."""
    height = max((len(column.codes) for column in columns), default=0)
    changes: dict[tuple[int, int], Cell] = {}
    for (row, number), change in found.changes.items():
        if row > MOST_ROWS or number > MOST_COLUMNS:
            continue
        cell = columns[number - 1].cell(row) if number <= len(columns) else None
        shown = change(cell)
        if shown is not cell:
            changes[row, number] = shown
    return changed(columns, height, changes) if changes else columns
