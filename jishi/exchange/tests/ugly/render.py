"""The same grid as xlsx, xls, csv in several encodings, pasted text, a web page, XML of 2003."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from typing import Any

import xlsxwriter
import xlwt

from jishi.exchange.tests.ugly.plan import Error, Formula, Grid, Shown

FORMATS = ("xlsx", "xls", "csv-utf8", "csv-bom", "csv-gbk", "csv-utf16", "tsv", "html", "xml")
ENCODINGS = {
    "csv-utf8": "utf-8",
    "csv-bom": "utf-8-sig",
    "csv-gbk": "gb18030",
    "csv-utf16": "utf-16",
}


def render(sheets: list[Grid], form: str, date1904: bool = False) -> tuple[bytes, str]:
    if form == "xlsx":
        return _xlsx(sheets, date1904), "名册.xlsx"
    if form == "xls":
        return _xls(sheets), "名册.xls"
    if form in ENCODINGS:
        return _csv(sheets[0], ",").encode(ENCODINGS[form]), "名册.csv"
    if form == "tsv":
        return _csv(sheets[0], "\t").encode("utf-8"), "粘贴.txt"
    if form == "html":
        return _html(sheets[0]).encode("gb18030"), "导出.xls"
    return _xml(sheets).encode(), "导出.xml"


def _xlsx(sheets: list[Grid], date1904: bool) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": date1904, "strings_to_numbers": False})
    for grid in sheets:
        sheet = book.add_worksheet(grid.name)
        formats: dict[str, Any] = {}

        def styled(code: str, formats: dict[str, Any] = formats) -> Any:
            if code not in formats:
                formats[code] = book.add_format({"num_format": code, "border": 1})
            return formats[code]

        for top, left, bottom, right in grid.merges:
            if (top, left) != (bottom, right):
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), value in grid.cells.items():
            _write(sheet, row - 1, column - 1, value, styled)
        for row in grid.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in grid.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        for row in range(grid.height, grid.formatted_rows):
            sheet.write_blank(row, 0, None, styled("@"))
        if grid.hidden:
            sheet.hide()
    first = next(n for n, grid in enumerate(sheets) if not grid.hidden)
    book.worksheets()[first].activate()
    book.worksheets()[first].set_first_sheet()
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, styled: Any) -> None:
    code = value.format if isinstance(value, Shown) else ""
    value = value.value if isinstance(value, Shown) else value
    style = styled(code) if code else None
    if isinstance(value, Formula):
        sheet.write_formula(
            row, column, value.text, style, "" if value.value is None else value.value
        )
    elif isinstance(value, Error):
        sheet.write_formula(row, column, "=NA()", style, value.text)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, dt.date):
        moment = dt.datetime.combine(value, dt.time())
        sheet.write_datetime(row, column, moment, style or styled("yyyy-mm-dd"))
    else:
        sheet.write_string(row, column, value, style)


def _xls(sheets: list[Grid]) -> bytes:
    book = xlwt.Workbook()
    for grid in sheets:
        sheet = book.add_sheet(grid.name, cell_overwrite_ok=True)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        for (row, column), value in grid.cells.items():
            style = xlwt.XFStyle()
            if isinstance(value, Shown):
                style.num_format_str = value.format
                value = value.value
            elif isinstance(value, dt.date):
                style.num_format_str = "yyyy-mm-dd"
            if isinstance(value, Formula | Error):
                raise ValueError("not for xls")
            if (row, column) in merged:
                bottom, right = merged[row, column]
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, value, style)
            else:
                sheet.write(row - 1, column - 1, value, style)
        for row in grid.hidden_rows:
            sheet.row(row - 1).hidden = True
        if grid.hidden:
            sheet.visibility = 1
    book.active_sheet = next(n for n, grid in enumerate(sheets) if not grid.hidden)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_text(value: Any) -> str:
    """What a spreadsheet program writes into a text file."""
    if isinstance(value, Shown):
        if isinstance(value.value, dt.date):
            return _dated(value.value, value.format)
        value = value.value
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, Error):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float) and value >= 1e15:
        return f"{value:.5E}".replace("E+", "E+")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _dated(value: dt.date, code: str) -> str:
    if "d" not in code:
        return f"{value.year}年{value.month}月"
    return f"{value.year}/{value.month}/{value.day}"


def _csv(grid: Grid, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in range(1, grid.height + 1):
        writer.writerow(
            [as_text(grid.cells.get((row, column))) for column in range(1, grid.width + 1)]
        )
    return out.getvalue()


def _html(grid: Grid) -> str:
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    spans = {(t, left): (b - t + 1, r - left + 1) for t, left, b, r in grid.merges}
    lines = []
    for row in range(1, grid.height + 1):
        cells = []
        for column in range(1, grid.width + 1):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            text = html.escape(as_text(grid.cells.get((row, column)))).replace("\n", "<br>")
            cells.append(f"<td rowspan={down} colspan={across}>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    return f"<html><head>{head}</head><body><table>{''.join(lines)}</table></body></html>"


def _xml(sheets: list[Grid]) -> str:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    out = [f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">']
    for grid in sheets:
        out.append(f'<Worksheet ss:Name="{html.escape(grid.name)}"><Table>')
        covered = set()
        spans = {}
        for top, left, bottom, right in grid.merges:
            spans[top, left] = f' ss:MergeAcross="{right - left}" ss:MergeDown="{bottom - top}"'
            covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            covered.discard((top, left))
        for row in range(1, grid.height + 1):
            hidden = ' ss:Hidden="1"' if row in grid.hidden_rows else ""
            out.append(f'<Row ss:Index="{row}"{hidden}>')
            for column in range(1, grid.width + 1):
                value = grid.cells.get((row, column))
                if (row, column) in covered or (value is None and (row, column) not in spans):
                    continue
                raw = value.value if isinstance(value, Shown) else value
                plain_date = isinstance(raw, dt.date) and not isinstance(value, Shown)
                if plain_date:
                    kind, text = "DateTime", f"{raw}T00:00:00.000"
                elif isinstance(raw, int | float) and not isinstance(raw, bool):
                    kind, text = "Number", repr(raw)
                elif isinstance(raw, Error):
                    kind, text = "Error", raw.text
                else:
                    kind, text = "String", html.escape(as_text(value))
                data = f'<Data ss:Type="{kind}">{text}</Data>' if value is not None else ""
                out.append(f'<Cell ss:Index="{column}"{spans.get((row, column), "")}>{data}</Cell>')
            out.append("</Row>")
        out.append("</Table></Worksheet>")
    out.append("</Workbook>")
    return "".join(out)
