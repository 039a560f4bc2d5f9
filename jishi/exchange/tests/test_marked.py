"""The office's own file back: coloured, noted, with reasons, and otherwise as it was."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from jishi.exchange.kinds.tables import BY_CODE, TABLES
from jishi.exchange.reading import open_workbook, parse, recognise_workbook
from jishi.exchange.reading.marked import REASONS, marked, refused_rows
from jishi.exchange.tests.ugly import make

MEMBERS = (BY_CODE["members"],)


def office_file(extra=None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("名册")
    bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "border": 1})
    date = book.add_format({"num_format": "yyyy/m/d", "font_color": "blue"})
    sheet.merge_range(0, 0, 0, 4, "柳溪镇党员花名册", bold)
    for column, text in enumerate(("姓名", "身份证号", "入党时间", "联系电话", "所在支部")):
        sheet.write(1, column, text, bold)
    rows = [
        ("张三", "11010519491231002X", 36000, "13800001234", "下河村党支部"),
        ("李四", "110105194912310021", 36100, "1380000123", "下河村党支部"),
        ("王五", "440524188001010014", "2020-02-30", "13900001234", ""),
    ]
    for line, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            sheet.write(line, column, value, date if column == 2 else None)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.data_validation(2, 4, 9, 4, {"validate": "list", "source": ["下河村党支部"]})
    sheet.conditional_format(2, 0, 4, 0, {"type": "no_blanks", "format": bold})
    sheet.freeze_panes(2, 0)
    sheet.protect("")
    sheet.set_footer("&C第 &P 页")
    if extra:
        extra(book, sheet)
    book.close()
    return out.getvalue()


def give_back(data: bytes, name: str = "名册.xlsx", kinds=MEMBERS):
    workbook = open_workbook(data, name)
    recognised = recognise_workbook(workbook, kinds)
    parsed = parse(recognised)
    return marked(data, workbook, recognised, parsed.marks), parsed, recognised


def test_wrong_cells_are_coloured_noted_and_explained():
    data, parsed, _ = give_back(office_file())
    assert {(m.row, m.column, m.code) for m in parsed.marks} == {
        (4, 2, "identity_check"),
        (4, 4, "phone_form"),
        (5, 3, "date_impossible"),
        (5, 5, "missing"),
    }
    sheet = openpyxl.load_workbook(io.BytesIO(data))["名册"]
    for mark in parsed.marks:
        cell = sheet.cell(mark.row, mark.column)
        assert cell.fill.fgColor.rgb == "FFFFC7CE"
        assert cell.comment is not None
        assert cell.comment.text == mark.message
    assert sheet.cell(2, 6).value == REASONS
    assert "身份证号校验位不对" in sheet.cell(4, 6).value
    assert sheet.cell(4, 6).value.startswith("B 列：")
    assert sheet.cell(3, 6).value is None
    assert sheet.cell(3, 2).fill.fgColor.rgb != "FFFFC7CE"


def test_everything_else_stays_as_the_office_made_it():
    before = openpyxl.load_workbook(io.BytesIO(office_file()))["名册"]
    after = openpyxl.load_workbook(io.BytesIO(give_back(office_file())[0]))["名册"]
    for row in before.iter_rows():
        for cell in row:
            other = after.cell(cell.row, cell.column)
            assert (cell.value, cell.number_format) == (other.value, other.number_format)
            assert (cell.font.b, cell.font.color and cell.font.color.rgb) == (
                other.font.b,
                other.font.color and other.font.color.rgb,
            )
            assert cell.border.left.style == other.border.left.style
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.row_dimensions[5].hidden
    assert after.freeze_panes == before.freeze_panes
    assert after.protection.sheet
    assert len(after.data_validations.dataValidation) == 1
    assert len(after.conditional_formatting) == 1
    assert after.oddFooter.center.text == before.oddFooter.center.text


def test_the_marked_file_reads_the_same_again():
    data, parsed, recognised = give_back(office_file())
    again, twice, found = give_back(data)
    assert [(m.row, m.column, m.code) for m in twice.marks] == [
        (m.row, m.column, m.code) for m in parsed.marks
    ]
    assert found.mapping == recognised.mapping
    assert openpyxl.load_workbook(io.BytesIO(again))


def test_notes_charts_and_pictures_of_the_office_stay():
    def extra(book, sheet):
        sheet.write_comment("A3", "本人已核对")
        sheet.write_comment("B4", "原来的批注")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=名册!$C$3:$C$4"})
        sheet.insert_chart("H2", chart)

    source = office_file(extra)
    data, parsed, _ = give_back(source)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["名册"]
    assert sheet["A3"].comment.text == "本人已核对"
    assert sheet["B4"].comment.text == "原来的批注"
    assert sheet["D4"].comment is not None
    assert len(sheet._charts) == 1
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        for name in old.namelist():
            if "chart" in name or "drawing1.xml" in name:
                assert old.read(name) == new.read(name)
    assert parsed.marks


@pytest.mark.parametrize("form", ["xls", "csv-gbk", "html", "xml"])
def test_other_forms_come_back_as_xlsx(form: str):
    ugly = make(("title_row", "wrong_identities"), "members", form, 3)
    assert ugly is not None
    data, parsed, _ = give_back(ugly.data, ugly.name, TABLES)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert len(parsed.marks) == len(ugly.truth.faults) > 0
    for row, column, _ in ugly.truth.faults:
        assert sheet.cell(row, column).fill.fgColor.rgb == "FFFFC7CE"
        assert sheet.cell(row, column).comment is not None


def test_refused_rows_alone_can_be_brought_in_again():
    workbook = open_workbook(office_file(), "a.xlsx")
    recognised = recognise_workbook(workbook, MEMBERS)
    parsed = parse(recognised)
    data = refused_rows(recognised, parsed.marks, {("名册", 3): "与系统里的人重名"})
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[1]][-1] == REASONS
    assert [sheet.cell(row, 1).value for row in range(2, 5)] == ["张三", "李四", "王五"]
    again = recognise_workbook(open_workbook(data, "a.xlsx"), MEMBERS)
    assert again.mapping == recognised.mapping
    assert [m.code for m in parse(again).marks] == [m.code for m in parsed.marks]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "<b>&\x0b</b>"])
def test_what_the_office_wrote_never_becomes_a_formula(text: str):
    def extra(book, sheet):
        sheet.write_string(3, 1, text)

    for data in (give_back(office_file(extra))[0],):
        sheet = openpyxl.load_workbook(io.BytesIO(data))["名册"]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = (f'张三,"{text}",甲支部', "李四,11010519491231002X,甲支部")
    csv = "\n".join(("姓名,身份证号,支部", *rows))
    data, _, _ = give_back(csv.encode(), "a.csv")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_every_ugly_xlsx_comes_back_whole():
    for seed, trick in enumerate(("three_level_header", "merged_branch", "error_cells",
                                  "many_formatted_rows", "hidden_columns", "header_again",
                                  "formulas_without_values", "leading_blank_columns")):  # fmt: skip
        ugly = make((trick, "wrong_identities", "bad_phones"), "members", "xlsx", seed)
        assert ugly is not None
        data, parsed, _ = give_back(ugly.data, ugly.name, TABLES)
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[ugly.truth.sheet]
        for mark in parsed.marks:
            assert sheet.cell(mark.row, mark.column).fill.fgColor.rgb == "FFFFC7CE"
