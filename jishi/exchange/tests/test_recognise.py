"""Tables as offices send them: kind, header, columns, rows, and what is filled in."""

from __future__ import annotations

import datetime as dt

import pytest

from jishi.exchange.kinds.tables import BY_CODE, TABLES
from jishi.exchange.reading import Unreadable, open_pasted, open_workbook, parse, recognise_workbook
from jishi.exchange.reading.recognise import header_key
from jishi.exchange.tests.ugly import make

ONE, TWO = "11010519491231002X", "440524188001010014"


def read(text: str, kinds=TABLES, remembered=None):
    recognised = recognise_workbook(open_pasted(text.replace(",", "\t")), kinds, remembered)
    return recognised, parse(recognised)


def mapped(recognised) -> dict[str, str]:
    return {found.header: found.field for found in recognised.columns if found.field}


def test_village_officers_are_posts_although_they_are_people():
    found, parsed = read(
        "柳溪镇村“两委”成员名册\n"
        "序号,村名,姓名,性别,出生年月,民族,文化程度,政治面貌,职务,任职时间,联系电话\n"
        "1,下河村,张三,男,1970.5,汉族,高中,中共党员,党支部书记,2021.3,13800001234\n"
        "2,下河村,李四,女,1980.12,汉,大专,中共党员,支委委员,2021.3,13900001234\n"
    )
    assert found.kind.code == "posts"
    assert mapped(found) == {
        "村名": "org", "姓名": "person", "职务": "post", "任职时间": "since", "联系电话": "phone",
    }  # fmt: skip
    assert not parsed.marks
    assert any("政治面貌" in note for note in found.notes)


def test_what_is_never_asked_is_told_and_left_alone():
    found, _ = read(f"姓名,身份证号,所在支部,宗教信仰\n张三,{ONE},甲支部,无\n")
    assert "宗教信仰" not in mapped(found)
    assert any("不采集宗教信仰" in note for note in found.notes)


def test_a_form_about_one_person_is_no_roster():
    with pytest.raises(Unreadable, match="一人一表"):
        read(
            "党员信息采集表\n姓名,张三,性别,男\n民族,汉族,出生年月,1980.1\n"
            f"身份证号,{ONE},学历,大学\n入党时间,2001.7,联系电话,13800001234\n"
        )


def test_heads_of_sections_give_the_branch():
    found, parsed = read(
        "党员花名册\n序号,姓名,身份证号,入党时间\n一、下河村党支部（2人）\n"
        f"1,张三,{ONE},2001.7.1\n2,李四,{TWO},2002.7.1\n二、上河村党支部\n3,王五,{ONE},2003.7.1\n"
    )
    assert found.header_rows == (2,)
    assert list(parsed.values["org"]) == ["下河村党支部", "下河村党支部", "上河村党支部"]
    assert not found.missing
    assert found.counts() == {"data": 3, "header": 1, "title": 1, "note": 2}


def test_a_title_gives_the_branch_of_all():
    found, parsed = read(
        f"党员花名册\n所在党支部：柳溪镇下河村党支部,,填报日期：2026.6\n姓名,身份证号,入党时间\n张三,{ONE},2001.7\n"
    )
    assert list(parsed.values["org"]) == ["柳溪镇下河村党支部"]
    assert not found.missing


def test_ditto_marks_stand_for_the_cell_above_but_never_for_a_person():
    _, parsed = read(
        f"姓名,身份证号,所在支部,民族\n张三,{ONE},下河村党支部,汉族\n李四,{TWO},同上,〃\n王五,同上,〃,回族\n"
    )
    assert list(parsed.values["org"]) == ["下河村党支部"] * 3
    assert list(parsed.values["nation"]) == ["01", "01", "03"]
    assert [(m.row, m.column) for m in parsed.marks] == [(4, 2)]


def test_october_kept_as_a_number_is_settled_by_its_neighbours():
    csv = "姓名,身份证号,所在支部,入党时间\n"
    found = recognise_workbook(open_workbook(csv.encode() + b"x,1,1,1\n", "a.csv"), TABLES)
    assert found.kind.code == "members"
    from jishi.exchange.reading.table import _settled_tenths

    assert _settled_tenths([None, 2011.01, 2012.05, 2010.1]) == [None, 2011.01, 2012.05, "2010.10"]
    assert _settled_tenths([None, 2011.1, 2012.5]) == [None, 2011.1, 2012.5]


def test_amounts_by_month_are_told():
    found, _ = read("党费收缴台账\n姓名,基数,1月,2月,3月\n张三,3000,15,15,15\n")
    assert any("按月分列" in note for note in found.notes)


def test_units_of_money_are_taken_from_the_header():
    _, parsed = read(
        "党费核定表\n姓名,年度,缴费基数（万元）\n张三,2026,0.5\n", (BY_CODE["dues_bases"],)
    )
    assert list(parsed.values["base"]) == [500_000]


def test_a_remembered_mapping_goes_first():
    people = [f"张三,{ONE},1380000123{n},甲支部" for n in range(4)]
    text = "\n".join(("姓名,身份证号,备注,所在支部", *people))
    found, _ = read(text)
    assert mapped(found)["备注"] == "phone"  # by its values
    found, _ = read(text, remembered={header_key("备 注"): "", header_key("姓名"): "name"})
    assert "备注" not in mapped(found)
    assert [c.confidence for c in found.columns if c.remembered] == [1.0, 1.0]


def test_a_table_without_header_is_known_by_its_values():
    found, parsed = read(
        f"1,张三,男,汉族,{ONE},13800001234\n2,李四,女,汉族,{TWO},13900001234\n"
        f"3,王五,女,汉族,{ONE},13700001234\n",
        (BY_CODE["members"],),
    )
    assert found.header_rows == ()
    assert set(found.mapping.values()) == {"name", "sex", "nation", "identity", "phone"}
    assert len(parsed) == 3


@pytest.mark.parametrize("text", ["今天天气不错,我们去\n走走,吧\n", "1,2\n3,4\n", "姓名：张三\n"])
def test_what_is_no_table_is_refused(text: str):
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.code in ("no_table", "no_rows")


def _book(*sheets) -> bytes:
    import io

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows, hidden in sheets:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if hidden:
            page.hide()
    book.close()
    return out.getvalue()


HEAD = ("姓名", "身份证号", "入党时间")


def test_sheets_with_the_same_header_are_one_table():
    data = _book(
        ("下河村党支部", [HEAD, ("张三", ONE, "2001.7")], False),
        ("上河村党支部", [("党员名册",), HEAD, ("李四", TWO, "2002.7")], False),
        ("说明", [("请认真填写",)], False),
        ("旧", [HEAD, ("王五", ONE, "2003.7")], True),
    )
    found = recognise_workbook(open_workbook(data, "a.xlsx"), TABLES)
    parsed = parse(found)
    assert [(place.sheet, place.row) for place in parsed.places] == [
        ("下河村党支部", 2),
        ("上河村党支部", 3),
    ]
    assert list(parsed.values["org"]) == ["下河村党支部", "上河村党支部"]
    assert dict(found.left_out) == {"说明": "没有认出表头", "旧": "是隐藏的工作表"}
    assert sum(found.counts().values()) == 2 + 3
    alone = recognise_workbook(open_workbook(data, "a.xlsx"), TABLES, sheets=["旧"])
    assert parse(alone).values["name"] == ["王五"]


def test_every_row_of_every_sheet_is_listed_once():
    ugly = make(
        ("title_row", "subtotals", "notes_below", "blank_rows_between"), "members", "xls", 4
    )
    assert ugly is not None
    found = recognise_workbook(open_workbook(ugly.data, ugly.name), TABLES)
    numbers = [row.number for row in found.rows] + [row.number for row in found.skipped]
    assert sorted(numbers) == list(range(1, found.parts[0].sheet.height + 1))
    assert all(row.reason for row in found.skipped)


def test_values_come_as_the_fields_promise():
    text = f"姓名,身份证号,所在支部,转入时间,入党年月\n张三,{ONE},甲支部,2020.1.5,1999.7\n"
    parsed = read(text)[1]
    ((place, row),) = list(parsed.rows())
    assert place.row == 2
    assert row["since"] == dt.date(2020, 1, 5)
    assert (str(row["joined_on"]), row["joined_on"].precision) == ("1999-07", "month")
    assert parsed.row(0) == row
