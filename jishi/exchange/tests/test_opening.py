"""Forms and refusals: every file is read, or refused with what the office can do."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
import xlwt

from jishi.exchange.cells import Broken, Day
from jishi.exchange.reading import Unreadable, limits, open_pasted, open_workbook
from jishi.exchange.reading.sniff import OLE

ROSTER = "姓名,性别\n张三,男\n李四,女\n"


def book(fill, **options) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, options)
    fill(made)
    made.close()
    return out.getvalue()


def first(data: bytes, name: str = "名册.xlsx"):
    return open_workbook(data, name).sheets[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_in_any_encoding_and_delimiter(encoding: str, delimiter: str):
    sheet = first(ROSTER.replace(",", delimiter).encode(encoding), "名册.csv")
    assert [row for _, row in sheet.rows()] == [("姓名", "性别"), ("张三", "男"), ("李四", "女")]


def test_what_is_pasted_keeps_line_breaks_inside_cells():
    sheet = open_pasted('姓名\t备注\n张三\t"第一行\n第二行"\n\n李四\t"说""好"""\n').sheets[0]
    assert sheet.cell(2, 2) == "第一行\n第二行"
    assert (sheet.height, sheet.cell(4, 2)) == (4, '说"好"')


def test_places_are_as_excel_shows_them():
    def fill(made):
        sheet = made.add_worksheet()
        sheet.write(6, 3, "姓名")
        sheet.write(7, 3, "张三")

    sheet = first(book(fill))
    assert (sheet.height, sheet.width) == (8, 4)
    assert sheet.cell(7, 4) == "姓名"
    old = xlwt.Workbook()
    old.add_sheet("一").write(6, 3, "姓名")
    out = io.BytesIO()
    old.save(out)
    assert first(out.getvalue(), "a.xls").cell(7, 4) == "姓名"


def test_a_million_formatted_rows_are_no_rows():
    def fill(made):
        sheet = made.add_worksheet()
        sheet.write(0, 0, "姓名")
        style = made.add_format({"bg_color": "#eeeeee"})
        for row in (1, 100_000, 1_048_575):
            sheet.write_blank(row, 0, None, style)
            sheet.write_blank(row, 16_000, None, style)

    assert first(book(fill)).height == 1


def test_errors_formulas_and_formats_are_seen():
    def fill(made):
        sheet = made.add_worksheet()
        month = made.add_format({"num_format": 'yyyy"年"m"月"'})
        padded = made.add_format({"num_format": "000000"})
        money = made.add_format({"num_format": "0.00"})
        sheet.write_formula(0, 0, "=NA()", None, "#N/A")
        sheet.write_formula(0, 1, "=A1", None, "")
        sheet.write_formula(0, 2, "=1+1", None, 2)
        sheet.write_number(0, 3, 29221, month)
        sheet.write_number(0, 4, 123, padded)
        sheet.write_number(0, 5, 2020.1, money)
        sheet.write_boolean(0, 6, True)
        sheet.write_number(0, 7, 1)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.merge_range(4, 0, 5, 1, "合并")

    sheet = first(book(fill))
    assert isinstance(sheet.cell(1, 1), Broken)
    assert isinstance(sheet.cell(1, 2), Broken)
    assert sheet.cell(1, 3) == 2
    shown = sheet.cell(1, 4)
    assert isinstance(shown, Day)
    assert str(shown.partial) == "1980-01"
    assert sheet.cell(1, 5) == "000123"
    assert sheet.cell(1, 6) == "2020.10"
    assert sheet.cell(1, 7) is True
    assert sheet.cell(1, 8) == 1
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({4}, {3})
    assert [(m.top, m.left, m.bottom, m.right) for m in sheet.merges] == [(5, 1, 6, 2)]


def test_true_and_one_in_one_column_stay_apart():
    def fill(made):
        sheet = made.add_worksheet()
        for row, value in enumerate((1, True, 1.0, "1", False, 0)):
            sheet.write(row, 0, value)

    sheet = first(book(fill))
    assert [repr(sheet.cell(row, 1)) for row in range(1, 7)] == [
        "1", "True", "1", "'1'", "False", "0",
    ]  # fmt: skip


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in entries.items():
            box.writestr(name, data)
    return out.getvalue()


def _plain() -> dict[str, bytes]:
    data = book(lambda made: made.add_worksheet().write(0, 0, "姓名"))
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def _with(name: str, change) -> bytes:
    parts = _plain()
    parts[name] = change(parts.get(name, b""))
    return _zip(parts)


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<a>" + b" " * 30_000_000 + b"</a>"
REFUSED = {
    "empty": (b"", "a.xlsx", "empty_file"),
    "blank": (b" \n\n", "a.csv", "empty_file"),
    "nothing in it": (book(lambda made: made.add_worksheet()), "a.xlsx", "empty_file"),
    "cut": (book(lambda made: made.add_worksheet().write(0, 0, 1))[:900], "a.xlsx", "damaged"),
    "pdf": (b"%PDF-1.4 x", "a.xlsx", "foreign_form"),
    "picture": (b"\x89PNG\r\n", "a.xlsx", "foreign_form"),
    "et": (OLE + b"\0" * 900, "名册.et", "foreign_form"),
    "wps": (OLE + b"\0" * 900, "名册.wps", "foreign_form"),
    "word": (OLE + "WordDocument".encode("utf-16-le"), "a.xls", "foreign_form"),
    "docx": (_zip({"word/document.xml": b"<a/>"}), "a.xlsx", "foreign_form"),
    "numbers": (_zip({"Index/Document.iwa": b"x"}), "a.numbers", "foreign_form"),
    "zip": (_zip({"a.txt": b"x"}), "a.zip", "foreign_form"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
    "mht": (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.xls", "web_archive"),
    "page without table": (b"<html><body>no</body></html>", "a.xls", "markup"),
    "program": (b"MZ\x90\0", "a.xlsx", "foreign_form"),
    "entity": (
        _with(SHEET, lambda x: b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + x),
        "a.xlsx",
        "unsafe_container",
    ),
    "bomb": (_with("xl/media/x.xml", lambda x: BOMB), "a.xlsx", "unsafe_container"),
    "escape": (_with("../../x.xml", lambda x: b"<a/>"), "a.xlsx", "unsafe_container"),
    "thousand parts": (
        _zip({"xl/workbook.xml": b"", **{f"{n}": b"" for n in range(1001)}}),
        "a.xlsx",
        "unsafe_container",
    ),
    "entity in old xml": (
        b'<!DOCTYPE a [<!ENTITY x "y">]>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "a.xml",
        "unsafe_container",
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_what_cannot_be_read_is_refused_in_words(case: str):
    data, name, code = REFUSED[case]
    with pytest.raises(Unreadable) as caught:
        open_workbook(data, name)
    assert caught.value.code == code
    assert any("\u4e00" <= c <= "\u9fff" for c in caught.value.message)


@pytest.mark.parametrize("spread", [(0, 0), (16_383, 0), (0, 1_048_575), (16_383, 1_048_575)])
def test_a_stray_cell_far_away_costs_no_memory(spread: tuple[int, int]):
    def fill(made):
        sheet = made.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1, 0, "张三")
        sheet.write(spread[1], spread[0], "远")

    try:
        assert first(book(fill)).height >= 1
    except Unreadable as refused:
        assert refused.code in ("too_many_cells", "too_large", "unreadable")  # noqa: PT017


def test_the_reading_process_is_bounded(monkeypatch):
    """A process that dies is a refusal, never a crash of ours."""
    from jishi.exchange.reading import opening

    data = ROSTER.encode()
    for command, code in (
        (("/bin/false",), "unreadable"),
        (("/bin/echo", "x"), "unreadable"),
        (("/bin/sleep", "9"), "too_slow"),
    ):
        monkeypatch.setattr(opening, "_CHILD", command)
        monkeypatch.setattr(opening, "WALL_SECONDS", 0.5)
        with pytest.raises(Unreadable) as caught:
            open_workbook(data, "a.csv")
        assert caught.value.code == code


def test_an_honest_county_fits_the_limits():
    assert limits.MOST_CELLS >= 50_000 * 30
    assert limits.MOST_ROWS >= 50_000
