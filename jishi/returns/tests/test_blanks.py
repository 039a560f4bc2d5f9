"""The superior's empty tables: what can be bound is filled, the rest left and named."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from jishi.exchange.reading import Unreadable
from jishi.kernel.period import Period
from jishi.papers.opening.wordtext import read_word
from jishi.papers.tests.word_files import both_boxes, paragraph, run, table, with_parts
from jishi.people.actions import Particulars, Place, register_person
from jishi.returns.blanks.binding import NO_INDICATOR, NO_TOTAL, Sheet, bound
from jishi.returns.blanks.writing import filled, grids
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

YEAR = Period.parse("2026")
TOWNS = ("白石镇党委", "石桥镇党委")


@pytest.fixture
def county(world: World) -> World:
    operator = local_operator(TODAY)
    for org, name, sex, since in (
        ("河东村党支部", "林一", "2", date(2026, 2, 3)),
        ("河东村党支部", "林二", "1", date(2026, 8, 3)),
        ("松林村党支部", "林三", "2", date(2025, 6, 1)),
    ):
        place = Place(standing="full", joined_on=date(2001, 7, 1), full_on=date(2002, 7, 1),
                      since=since)  # fmt: skip
        who = Particulars(name, sex=sex, born_on=date(1980, 5, 1), education="21")
        register_person(operator, world[org], who, place)
    return world


def by_towns(world: World, total: bool = True, towns: tuple[str, ...] = ()) -> bytes:
    """Merged heads, a serial number, a total, remarks and who signs."""
    book = Workbook()
    sheet = book.active
    sheet.title = "统计表"
    sheet["A1"], sheet["A2"] = "党员队伍情况统计表", "单位：名"
    sheet["A1"].font = Font(bold=True, size=16, name="方正小标宋简体")
    for area in ("A1:G1", "A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:G4"):
        sheet.merge_cells(area)
    heads = {
        "A3": "序号", "B3": "乡镇", "C3": "党员", "C4": "总数", "D4": "其中：女",
        "E4": "蓝精灵爱好者", "F3": "女党员占比（%）", "G3": "备注",
    }  # fmt: skip
    for place, text in heads.items():
        sheet[place] = text
    names = towns or tuple(o.short_name for o in world["青禾县委"].children.order_by("line"))
    for number, name in enumerate(names, 1):
        sheet.cell(4 + number, 1, number)
        sheet.cell(4 + number, 2, name)
        for column in range(3, 7):
            sheet.cell(4 + number, column).fill = PatternFill("solid", "FFEEEEEE")
        sheet.cell(4 + number, 6).number_format = "0.00%"
    last = 5 + len(names)
    if total:
        sheet.cell(last, 2, "合计")
        sheet.cell(last, 3, f"=SUM(C5:C{last - 1})")
    sheet.cell(last + 1, 1, "填表人：")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_periods() -> bytes:
    """Indicators down, periods across; groups merged downwards."""
    book = Workbook()
    sheet = book.active
    for row in (("2026年基层党建主要数据", None, None, None), ("类别", "项目", "上半年", "11月"),
                ("党员", "党员总数（名）", None, None), (None, "35岁及以下（名）", None, None),
                ("组织", "党支部（个）", None, None)):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_a_text() -> bytes:
    """A table in a .docx, with cells merged across and downwards."""
    text = Document()
    text.add_paragraph("关于报送2026年有关数据的函")
    table = text.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "党员"
    table.cell(1, 1).text, table.cell(1, 2).text = "总数", "女"
    table.cell(2, 0).text, table.cell(3, 0).text = TOWNS
    table.cell(2, 1).paragraphs[0].paragraph_format.alignment = 1
    text.add_paragraph("联系人：陈岚")
    out = io.BytesIO()
    text.save(out)
    return out.getvalue()


def bind(
    world: World, data: bytes, name: str, chosen: Mapping[str, str] | None = None, who: str = "周正"
) -> list[Sheet]:
    actor = world.actor(who)
    return bound(actor, grids(data, name), world["青禾县委"], YEAR, chosen or {})


def opened(world: World, data: bytes, name: str = "表.xlsx") -> tuple[Workbook, list[Sheet]]:
    sheets = bind(world, data, name)
    return load_workbook(io.BytesIO(filled(data, name, sheets))), sheets


def test_towns_down_and_heads_across(county: World):
    book, [sheet] = opened(county, by_towns(county))
    rows = {row[1].value: row for row in book.active.iter_rows(min_row=5)}
    assert [cell.value for cell in rows["白石镇党委"][2:4]] == [2, 1]
    assert [cell.value for cell in rows["石桥镇党委"][2:4]] == [1, 1]
    assert rows["合计"][3].value == 2
    assert rows["合计"][2].value.startswith("=SUM(")  # it computes by itself
    assert rows["白石镇党委"][5].value == pytest.approx(0.5)  # shown as 50.00%
    assert {cell.left for cell in sheet.left if "蓝精灵" in cell.wording} == {NO_INDICATOR}
    assert not any("填表" in cell.wording or "备注" in cell.wording for cell in sheet.cells)


def test_everything_else_stays_as_the_superior_made_it(county: World):
    data = by_towns(county)
    new = filled(data, "表.xlsx", bind(county, data, "表.xlsx"))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(new)) as made:
        assert old.namelist() == made.namelist()
        changed = {name for name in old.namelist() if old.read(name) != made.read(name)}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    before, after = (load_workbook(io.BytesIO(each)).active for each in (data, new))
    assert before.merged_cells.ranges == after.merged_cells.ranges
    assert after["C5"].fill.fgColor.rgb == "FFEEEEEE"
    assert after["A1"].font.name == "方正小标宋简体"


def test_a_total_of_some_is_not_that_of_all(county: World):
    _, [sheet] = opened(county, by_towns(county, towns=TOWNS[:1]))
    assert NO_TOTAL in {cell.left for cell in sheet.left}


def test_periods_across_and_indicators_down(county: World):
    book, [sheet] = opened(county, by_periods())
    found = {row[1]: row[2:] for row in book.active.iter_rows(min_row=3, values_only=True)}
    assert found["党员总数（名）"] == (2, 3)
    assert found["35岁及以下（名）"] == (0, 0)  # none is a number too
    assert {str(cell.period) for cell in sheet.filled} == {"2026H1", "2026-11"}


def test_a_table_in_a_text(county: World):
    data = in_a_text()
    [sheet] = bind(county, data, "函.docx")
    new = filled(data, "函.docx", [sheet])
    table = Document(io.BytesIO(new)).tables[0]
    assert [[c.text for c in row.cells] for row in table.rows][2:] == [
        ["白石镇党委", "2", "1"], ["石桥镇党委", "1", "1"],
    ]  # fmt: skip
    assert table.cell(2, 1).paragraphs[0].paragraph_format.alignment == 1
    assert [p.text for p in Document(io.BytesIO(new)).paragraphs][-1] == "联系人：陈岚"


def test_whoever_sees_less_fills_less(county: World):
    """A clerk of one town does not get the other's numbers, nor the county's under their name."""
    actor = county.actor("陈岚")
    data = by_towns(county)
    [sheet] = bound(actor, grids(data, "表.xlsx"), county["白石镇党委"], YEAR, {})
    orgs = {cell.org.short_name for cell in sheet.filled if cell.org is not None}
    assert orgs == {"白石镇党委"}
    assert all(cell.row == 5 for cell in sheet.filled), "a foreign row was filled"


def test_what_is_no_table_is_refused_in_words(county: World):
    with pytest.raises(Unreadable):
        grids(b"PK\x03\x04 nothing", "表.xlsx")


def test_a_document_whose_parts_lie_elsewhere_is_filled_there(county: World):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(in_a_text())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name).replace(b"word/document.xml", b"word/letter.xml")
            new.writestr(name.replace("word/document.xml", "word/letter.xml"), body)
    data = out.getvalue()
    new = filled(data, "函.docx", bind(county, data, "函.docx"))
    assert Document(io.BytesIO(new)).tables[0].cell(2, 1).text == "2"


def test_tables_within_cells_and_boxes_are_tables_too(county: World):
    """A frame around the table, or a box that holds it, keeps nothing from being filled."""
    rows = (("单位", "党员总数"), *((town, "") for town in TOWNS))
    framed = table((paragraph("附表") + table(*rows) + paragraph(""),))
    boxed = paragraph(both_boxes(table(*rows), paragraph("")))
    data = with_parts(framed + paragraph("函") + boxed)
    sheets = bind(county, data, "函.docx")
    assert [len(sheet.filled) for sheet in sheets] == [0, 2, 2]
    text = read_word(filled(data, "函.docx", sheets)).text
    assert text.count("白石镇党委\t2\n石桥镇党委\t1\n") == 2


def test_what_was_deleted_leaves_a_cell_empty(county: World):
    gone = "<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del></w:p>"
    moved = f"<w:p><w:moveFrom>{run('8')}</w:moveFrom></w:p>"
    data = with_parts(table(("单位", "党员总数"), (TOWNS[0], gone), (TOWNS[1], moved)))
    [sheet] = bind(county, data, "函.docx")
    assert len(sheet.filled) == 2


# --- the page ---------------------------------------------------------------------------------


def send(client: Client, **given: object) -> object:
    return client.post("/returns/blank/", {"org": "QH", "period": "2026", **given})


def test_looked_at_changed_and_taken_home(county: World):
    client = county.client("周正")
    org = county["青禾县委"].code
    data = by_towns(county)
    upload = io.BytesIO(data)
    upload.name = "统计表.xlsx"
    page = send(client, org=org, file=upload)
    text = page.content.decode()
    assert page.status_code == 200
    assert "女党员" in text
    assert "看不出" in text
    kept = re.search(r'name="kept" value="([^"]+)"', text)[1]
    assert base64.b64decode(kept) == data
    names = re.findall(r'name="wording-(\d+)" value="([^"]*)"', text)
    odd = next(number for number, wording in names if "蓝精灵" in wording)
    given = {f"wording-{n}": wording for n, wording in names} | {f"choice-{odd}": "正式党员"}
    again = send(client, org=org, kept=kept, kept_name="统计表.xlsx", fill="1", **given)
    sheet = load_workbook(io.BytesIO(again.content)).active
    assert [cell.value for cell in sheet[5][2:5]] == [2, 1, 2]
    wrong = given | {f"choice-{odd}": "没有这样的指标"}
    refused = send(client, org=org, kept=kept, kept_name="统计表.xlsx", fill="1", **wrong)
    assert "没有这个指标" in refused.content.decode()


def test_nothing_handed_in_is_said(county: World):
    client = county.client("周正")
    page = send(client, org=county["青禾县委"].code)
    assert page.status_code == 422
    assert "请选择空白表" in page.content.decode()
