"""Tables out: xlsx and csv with the columns of the screen, text as text, nothing executable.

A cell that a spreadsheet could take for a formula is written as text in xlsx and carries a leading
apostrophe in csv; `plain` takes it off again, so a round trip gives the same value (threat 8).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

RISKY = "=+-@\t\r＝＋－＠'"
MOST_ROWS = 100_000


def guarded_text(value: str) -> str:
    return f"'{value}" if value and value[0] in RISKY else value


def plain(value: str) -> str:
    """The inverse of `guarded_text`, for reading our own csv back."""
    return value[1:] if len(value) > 1 and value[0] == "'" and value[1] in RISKY else value


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None).isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def to_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded_text(h) for h in headers])
    for row in rows:
        writer.writerow([v if _number(v) else guarded_text(as_text(v)) for v in row])
    return ("\ufeff" + out.getvalue()).encode()  # the mark makes Excel and WPS read UTF-8


def to_xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bg_color": "#F3EDE3", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    for column, header in enumerate(headers):
        sheet.set_column(column, column, max(10, min(40, len(header) * 2 + 6)), text)
        sheet.write_string(0, column, header, head)
    for index, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if _number(value):
                sheet.write_number(index, column, value)
            else:
                sheet.write_string(index, column, as_text(value), text)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31] or "Sheet1"
