"""A sheet out to a workbook, filled in without a network, and back in under the same checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jishi.base.web import export
from jishi.exchange.reading import Sheet, Unreadable, open_workbook
from jishi.returns.actions.sheets import Answers
from jishi.returns.models import ReturnSheet
from jishi.returns.queries.filling import FilledLine
from jishi.tree.errors import Refused

HEADERS = ("编码", "项目", "单位", "来源", "数", "填写说明")
NOTE, STAMP = "note", "sheet"


def out(sheet: ReturnSheet, lines: Sequence[FilledLine]) -> bytes:
    """One line a row; the last two rows carry the explanation and which sheet this is."""
    rows: list[Sequence[object]] = [
        (each.line.code, each.line.title, each.line.unit, each.origin_label,
         _plain(each), each.line.help)
        for each in lines
    ]  # fmt: skip
    rows.append((NOTE, "对异常数的说明", "", "文字", sheet.note, "与上期相差很大的写明原因"))
    rows.append((STAMP, f"{sheet.org.short_name} {sheet.round.title}", "", "", str(sheet.pk),
                 "这一行请不要改"))  # fmt: skip
    return export.to_xlsx(sheet.round.title, HEADERS, rows)


def _plain(each: FilledLine) -> object:
    if each.line.kind == "figure":
        return each.text
    return "" if each.value is None else each.value


def answers_of(sheet: ReturnSheet, lines: Sequence[FilledLine], data: bytes, name: str) -> Answers:
    """What a workbook answers; a wrong one is refused as a whole, naming the row."""
    try:
        found = open_workbook(data, name)
    except Unreadable as fault:
        raise Refused(str(fault), field="file") from None
    rows = _rows(found.sheets[0] if found.sheets else None)
    if rows.get(STAMP, (0, ""))[1] != str(sheet.pk):
        raise Refused("这不是本单位这次报表导出的表格，请重新导出后填写", field="file")
    values: dict[str, int | str | None] = {}
    for each in lines:
        if each.line.code not in rows:
            continue
        row, text = rows[each.line.code]
        if each.line.kind == "text":
            values[each.line.code] = text
        elif each.is_asked:
            values[each.line.code] = _number(text, row, each.line.title)
    return Answers(values, rows.get(NOTE, (0, ""))[1])


def _rows(sheet: Sheet | None) -> dict[str, tuple[int, str]]:
    """By code, the row and what stands in the column of numbers."""
    if sheet is None:
        return {}
    head = next((n for n, row in sheet.rows() if "编码" in [_text(c) for c in row]), None)
    if head is None:
        raise Refused("没有「编码」这一列，请用导出的表格填写", field="file")
    names = [_text(cell) for cell in sheet.row(head)]
    if "数" not in names:
        raise Refused("没有「数」这一列，请用导出的表格填写", field="file")
    code, value = names.index("编码"), names.index("数")
    found: dict[str, tuple[int, str]] = {}
    for number, row in sheet.rows(head + 1):
        key = _text(row[code])
        if key in found:
            raise Refused(f"第 {number} 行：编码「{key}」出现了两次", field="file")
        if key:
            found[key] = (number, _text(row[value]))
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return export.plain(str(cell).strip())


def _number(text: str, row: int, title: str) -> int | None:
    """An empty box is no answer; zero is one."""
    plain = text.replace(",", "").replace("，", "").replace(" ", "")
    if not plain:
        return None
    if not plain.removeprefix("-").isdigit() or not plain.isascii() or len(plain) > 15:
        raise Refused(f"第 {row} 行「{title}」要填整数，现在是「{text[:20]}」", field="file")
    return int(plain)
