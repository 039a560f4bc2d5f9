"""Tables out: the columns of the import, text as text, drop-downs, ready to be printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jishi.base.web.export import as_text, to_csv
from jishi.exchange.fields import Field
from jishi.exchange.file_date import mark_of_export
from jishi.exchange.records.kind import Kind

WIDEST = 36


@dataclass(frozen=True)
class Table:
    """What an export holds; `title` names the sheet."""

    kind: Kind
    title: str
    rows: Sequence[dict[str, Any]]
    at: datetime


def header(field: Field) -> str:
    """The label by which an import knows the column again; the code column says 编码."""
    return field.label


def cells(kind: Kind, row: dict[str, Any]) -> list[Any]:
    return [shown(field, row.get(field.name)) for field in kind.fields]


def shown(field: Field, value: Any) -> str:
    if field.choices and value in field.choices:
        return field.choices[value]
    return as_text(value)


def csv_of(table: Table) -> bytes:
    heads = [header(field) for field in table.kind.fields]
    return to_csv(heads, (cells(table.kind, row) for row in table.rows))


def book_of(table: Table) -> bytes:
    return _book(table.kind, table.title, table.rows, table.at)


def template(kind: Kind) -> bytes:
    """An empty table with an example row's worth of instructions on a sheet of their own."""
    return _book(kind, kind.label, [], None)


def _book(kind: Kind, title: str, rows: Sequence[dict[str, Any]], at: datetime | None) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "keywords": mark_of_export(at) if at else ""})
    styles = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#F3EDE3", "border": 1, "text_wrap": True,
             "align": "center", "valign": "vcenter"}
        ),
        "must": book.add_format(
            {"bold": True, "bg_color": "#F3EDE3", "border": 1, "text_wrap": True,
             "align": "center", "valign": "vcenter", "font_color": "#B3261E"}
        ),
        "text": book.add_format({"num_format": "@", "border": 1, "valign": "vcenter"}),
        "plain": book.add_format({"num_format": "@"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    lists = {f.name: list(f.choices.values()) for f in kind.fields if f.choices}
    sheet = book.add_worksheet(title[:31])
    _columns(sheet, kind, styles)
    _drop_downs(sheet, kind, lists, max(len(rows), 500))
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(cells(kind, row)):
            sheet.write_string(number, column, text, styles["text"])
    _print_setup(sheet, title)
    if lists:
        _lists(book, lists)
    if at is None:
        _instructions(book, kind, styles)
    book.close()
    return out.getvalue()


def _columns(sheet: Any, kind: Kind, styles: dict[str, Any]) -> None:
    sheet.set_row(0, 32)
    for column, field in enumerate(kind.fields):
        longest = max(
            [len(field.label), len(field.example), *map(len, (field.choices or {}).values())]
        )
        sheet.set_column(column, column, min(WIDEST, longest * 2 + 4), styles["plain"])
        style = styles["must"] if field.required else styles["head"]
        sheet.write_string(0, column, header(field), style)
    sheet.freeze_panes(1, 2)


def _drop_downs(sheet: Any, kind: Kind, lists: dict[str, list[str]], last: int) -> None:
    """Choices from a hidden sheet: what is typed in a validation itself is held to 255 signs."""
    for column, field in enumerate(kind.fields):
        if field.name in lists:
            place = list(lists).index(field.name)
            letter = _letter(place)
            source = f"=可选项!${letter}$1:${letter}${len(lists[field.name])}"
            sheet.data_validation(
                1, column, last, column,
                {"validate": "list", "source": source, "error_type": "warning",
                 "error_title": field.label, "error_message": "请从下拉列表中选择"},
            )  # fmt: skip


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _lists(book: Any, lists: dict[str, list[str]]) -> None:
    sheet = book.add_worksheet("可选项")
    height = max(map(len, lists.values()))
    columns = list(lists.values())
    for row in range(height):
        for place, words in enumerate(columns):
            if row < len(words):
                sheet.write_string(row, place, words[row])
    sheet.hide()


def _print_setup(sheet: Any, title: str) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.set_header(f"&C&14{title.replace('&', '&&')}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _instructions(book: Any, kind: Kind, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("填表说明")
    for column, width in enumerate((20, 8, 60, 28)):
        sheet.set_column(column, column, width, styles["wrap"])
    for column, text in enumerate(("栏目", "必填", "怎么填", "示例")):
        sheet.write_string(0, column, text, styles["head"])
    for row, field in enumerate(kind.fields, start=1):
        how = field.note
        if field.choices:
            how = f"{how}；" * bool(how) + f"可填：{'、'.join(field.choices.values())}"
        texts = (field.label, "必填" if field.required else "", how, field.example)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, styles["wrap"])
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
