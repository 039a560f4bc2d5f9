"""The superior's own table comes back filled, and otherwise as the superior made it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from jishi.base import files
from jishi.exchange import actions, queries
from jishi.exchange.recognition import FileRefused
from jishi.exchange.tests.tables import bring_in, members
from jishi.people.actions.clear import ask_clear_export, decide_clear_export
from jishi.tree.errors import NotVisible, Refused
from tests.world import World

HEADS = ("序号", "姓名", "性别", "出生年月", "公民身份号码", "入党时间", "所在党支部", "备注")


def blank_table(empty: int = 5, formula: bool = False) -> bytes:
    """A title, a unit line, a header, framed empty rows, a line for signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附件2"
    sheet.merge_cells("A1:H1")
    sheet["A1"] = "全县党员基本情况登记表"
    sheet["A1"].font = Font(name="方正小标宋简体", size=20, bold=True)
    sheet["A2"] = "填报单位：白石镇党委"
    thin = Side(style="thin")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    for column, head in enumerate(HEADS, start=1):
        sheet.cell(3, column, head).font = Font(bold=True)
    for row in range(4, 4 + empty):
        sheet.row_dimensions[row].height = 33
        for column in range(1, 9):
            cell = sheet.cell(row, column)
            cell.border, cell.alignment = frame, Alignment(horizontal="center")
    foot = 4 + empty
    sheet.merge_cells(start_row=foot, start_column=1, end_row=foot, end_column=4)
    sheet.cell(foot, 1, "填表人：            审核人：")
    if formula:
        sheet.cell(foot + 1, 1, "合计")
        sheet.cell(foot + 1, 2, f"=COUNTA(B4:B{foot - 1})")
    sheet.column_dimensions["E"].width = 26.5
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(file) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(files.read(file)))["附件2"]


@pytest.fixture
def roster(world: World) -> World:
    bring_in(world.actor("陈岚"), "members", members(8), org=world["白石镇党委"])
    return world


@pytest.mark.parametrize("empty", [20, 8, 3, 0])
def test_people_stand_below_the_header_and_the_rest_stays(roster: World, empty: int):
    chen = roster.actor("陈岚")
    sheet = opened(actions.fill_blank(
        chen, roster["白石镇党委"], blank_table(empty), "登记表.xlsx"
    ))  # fmt: skip
    assert sheet["A1"].value == "全县党员基本情况登记表"
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 20)
    assert [cell.value for cell in sheet[3]] == list(HEADS)
    names = [sheet.cell(row, 2).value for row in range(4, 12)]
    assert len(names) == len(set(names)) == 8
    assert all(name.startswith("韦") for name in names)
    assert [sheet.cell(row, 1).value for row in range(4, 12)] == [str(n) for n in range(1, 9)]
    assert all("*" in sheet.cell(row, 5).value for row in range(4, 12))
    foot = 4 + max(empty, 8)
    assert sheet.cell(foot, 1).value.startswith("填表人")
    assert f"A{foot}:D{foot}" in [str(merged) for merged in sheet.merged_cells.ranges]
    assert sheet.column_dimensions["E"].width == 26.5
    if empty:
        cell = sheet.cell(11, 3)
        assert (cell.border.left.style, cell.alignment.horizontal) == ("thin", "center")
        assert sheet.row_dimensions[11].height == 33


def test_a_search_of_the_finder_says_who(roster: World):
    chen, town = roster.actor("陈岚"), roster["白石镇党委"]
    with pytest.raises(Refused, match="没有符合条件的人"):
        actions.fill_blank(chen, town, blank_table(), "登记表.xlsx", query="sex=2")
    sheet = opened(actions.fill_blank(chen, town, blank_table(), "登记表.xlsx", query="sex=1"))
    assert sheet.cell(11, 2).value


def test_in_clear_only_by_an_export_that_a_second_person_granted(roster: World):
    he, chen = roster.actor("何文"), roster.actor("陈岚")
    branch = roster["河东村党支部"]
    asked = ask_clear_export(
        he, branch, query="", columns=["name", "identity"], purpose="向上级报送名册"
    )
    with pytest.raises(NotVisible):
        actions.fill_blank(he, branch, blank_table(), "登记表.xlsx", clear=asked.pk)
    decide_clear_export(chen, asked, asked.version, approve=True)
    with pytest.raises(NotVisible):  # another's grant is nobody else's
        actions.fill_blank(chen, branch, blank_table(), "登记表.xlsx", clear=asked.pk)
    file = actions.fill_blank(he, branch, blank_table(), "登记表.xlsx", clear=asked.pk)
    numbers = [opened(file).cell(row, 5).value for row in range(4, 12)]
    assert all(len(number) == 18 and number.startswith("99") for number in numbers)
    assert file.sealed
    assert queries.grants_in_clear(he)[0][0] == asked.pk
    assert files.file_for(he, file.pk) == file
    with pytest.raises(NotVisible):
        files.file_for(chen, file.pk)


def test_a_clear_export_of_the_command_line_comes_back_whole(roster: World):
    """Granted identity alone: the phone stays masked and changes nothing when it comes again."""
    from jishi.exchange import export_book

    he, chen = roster.actor("何文"), roster.actor("陈岚")
    branch = roster["河东村党支部"]
    asked = ask_clear_export(
        he, branch, query="", columns=["name", "identity"], purpose="办理组织手续"
    )
    decide_clear_export(chen, asked, asked.version, approve=True)
    table = actions.export_table(he, "members", branch, asked.pk)
    _, plan = bring_in(he, "members", export_book.book_of(table), org=branch)
    assert (plan.counts()["same"], plan.counts()["masked"], plan.marks) == (8, 8, [])


def test_the_stranger_fills_nothing(roster: World):
    with pytest.raises(NotVisible):
        actions.fill_blank(roster.actor("石磊"), roster["白石镇党委"], blank_table(), "登记表.xlsx")


def test_what_is_no_xlsx_is_refused_in_one_line(roster: World):
    with pytest.raises(FileRefused):
        actions.fill_blank(
            roster.actor("陈岚"), roster["白石镇党委"], "姓名,性别\n".encode(), "登记表.csv"
        )


def test_a_sum_below_moves_with_its_row(roster: World):
    sheet = opened(actions.fill_blank(
        roster.actor("陈岚"), roster["白石镇党委"], blank_table(3, formula=True), "登记表.xlsx"
    ))  # fmt: skip
    assert sheet["A13"].value == "合计"
    assert str(sheet["B13"].value).startswith("=COUNTA")
