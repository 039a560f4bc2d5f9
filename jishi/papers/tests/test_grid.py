"""Tables of a finished text stay tables: from the file into a template, its numbers, the paper."""

from __future__ import annotations

import io

import docx
import pytest

from jishi.figures.declared import all_indicators
from jishi.figures.tests.test_reading import member
from jishi.kernel.declare import DeclarationError
from jishi.kernel.period import Period
from jishi.papers.docx.writing import docx_of
from jishi.papers.filling.filled import Filled
from jishi.papers.filling.sentences import fill
from jishi.papers.filling.values import values_of, wanted
from jishi.papers.forms import BlockForm, GridField, grid_to_people
from jishi.papers.linking.from_text import draft
from jishi.papers.linking.numbers import linked, numbers
from jishi.papers.linking.repeating import repeated
from jishi.papers.models import PaperBlock, PaperTemplate
from jishi.papers.template.shape import Template, template_of
from jishi.papers.tests.test_desk import template, upload
from jishi.tree.errors import Refused
from tests.world import World

TEXT = """白石镇2026年党建工作情况
县委组织部：
一、党员队伍
全镇党员情况如下。
单位\t党员总数（名）\t女党员（名）
白石镇\t12\t5
小计\t12\t

二、下步打算
继续努力。"""
ABOUT = {"code": "own.grid", "title": "情况", "source": "本级", "genre": "summary", "months": 12}


def made(text: str = TEXT) -> dict:
    return draft(text, **ABOUT)


def test_lines_with_cells_become_one_table():
    blocks = made()["blocks"]
    kinds = [block["kind"] for block in blocks]
    assert kinds == ["recipient", "heading", "paragraph", "grid", "heading", "paragraph"]
    assert blocks[3]["text"][1] == "白石镇\t12\t5"
    assert len({block["key"] for block in blocks}) == len(blocks)


def test_a_single_line_with_a_tab_is_a_sentence():
    blocks = made("标题\n联系人：李四\t电话见附件\n一段。")["blocks"]
    assert [block["kind"] for block in blocks] == ["paragraph", "paragraph"]


def test_a_long_table_is_parted_under_its_head():
    rows = "\n".join(f"第{n}村\t{n}" for n in range(1, 101))
    blocks = made(f"标题\n单位\t党员数\n{rows}")["blocks"]
    assert [len(block["text"]) for block in blocks] == [40, 40, 23]
    assert {block["text"][0] for block in blocks} == {"单位\t党员数"}


def test_numbers_of_cells_are_proposed_by_their_heads():
    found = numbers(made()["blocks"])
    cells = [each for each in found if each.block == 3]
    assert [each.text for each in cells] == ["12", "5", "12"]
    assert cells[0].candidates[0].code == "member.all"
    assert cells[1].candidates[0].code == "member.women"


def a_template() -> Template:
    data = made()
    found = [each for each in numbers(data["blocks"]) if each.block == 3]
    chosen = [(found[0], "member.all", ""), (found[1], "member.women", "")]
    return template_of({**data, "blocks": linked(data["blocks"], chosen)}, all_indicators())


def filled(world: World) -> Filled:
    template, org = a_template(), world["白石镇党委"]
    values = values_of(world.actor("周正"), org, Period.parse("2026"), wanted(template))
    return fill(template, values)


def test_a_filled_table_keeps_its_rows_and_says_where_a_figure_is_missing(world: World):
    member(world, "河东村党支部", "林一")
    [table] = [p for p in filled(world).parts if p.kind == "table"]
    assert table.header == ("单位", "党员总数（名）", "女党员（名）")
    said = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    assert said == [["白石镇", "1", "1"], ["小计", "12", ""]]


def test_what_is_no_table_is_refused():
    data = made()
    for wrong in (["只有表头\t一行"], ["头\t头", "\t".join("甲" * 21)]):
        blocks = [{"kind": "grid", "text": wrong}]
        with pytest.raises(DeclarationError):
            template_of({**data, "blocks": blocks}, all_indicators())


def test_people_write_it_with_bars_and_read_it_so():
    body = made()["blocks"][3]
    said = grid_to_people(body["text"])
    assert said.splitlines()[1] == "白石镇 ｜ 12 ｜ 5"
    assert GridField().clean(said) == [*body["text"][:2], "小计\t12\t"]
    form = BlockForm({"grid": "甲|乙\n一 ｜ {党员总数}\n"}, body=body)
    assert form.is_valid()
    assert form.texts == ["甲\t乙", "一\t{member.all}"]
    wrong = BlockForm({"grid": "甲|乙\n一|{没有的指标}"}, body=body)
    assert "没有叫「没有的指标」的指标" in str(wrong.errors)


def test_it_stands_in_the_word_file(world: World):
    member(world, "河东村党支部", "林一")
    data = docx_of(filled(world))
    table = docx.Document(io.BytesIO(data)).tables[0]  # the second is of where figures are from
    assert [cell.text for cell in table.rows[1].cells] == ["白石镇", "1", "1"]


def test_a_clerk_sees_and_changes_it_on_the_desk_and_in_a_paper(world: World):
    member(world, "河东村党支部", "林一")
    answer = upload(world, "周正", pasted=TEXT)
    client, town = world.client("周正"), world["白石镇党委"]
    row = template(world)
    desk = f"/papers/templates/{row.code}/"
    client.post(answer["Location"], {"take": [1, 2], "_version": row.number})
    page = client.get(f"{desk}?org={town.code}").content.decode()
    assert "<td>单位</td>" in page.replace("\n", "")
    form = client.get(f"{desk}blocks/4/?org={town.code}").content.decode()
    assert "白石镇 ｜ {党员总数:数} ｜ {女党员:数}" in form
    wrong = {"grid": "只有一行", "_version": row.number + 1}
    assert client.post(f"{desk}blocks/4/?org={town.code}", wrong).status_code == 422
    grid = "单位｜党员总数\n白石镇｜{党员总数:数}\n石桥镇｜"
    sent = {"grid": grid, "title": "党员情况", "_version": row.number + 1}
    assert client.post(f"{desk}blocks/4/?org={town.code}", sent).status_code == 302
    asked = {"org": town.code, "template": row.code, "period": "2026"}
    paper = client.post("/papers/new/", asked)
    page = client.get(paper["Location"]).content.decode()
    assert "<figcaption>党员情况</figcaption>" in page
    block = PaperBlock.objects.get(body__kind="grid")
    sent = {"grid": "单位｜党员总数\n全镇｜{党员总数:数}", "_version": block.version}
    assert client.post(f"/papers/blocks/{block.pk}/", sent).status_code == 302
    assert "全镇" in client.get(paper["Location"]).content.decode()


# --- a row for each organisation below ------------------------------------------------------------

TOWNS = """青禾县2026年党建工作情况
县委组织部：
各乡镇党员情况如下。
序号\t单位\t党员总数（名）\t女党员占比（%）\t备注
1\t白石镇\t12\t41.7%\t
2\t石桥镇\t8\t50%\t迁建
合计\t\t20\t45%\t
继续努力。"""
NAMES = {"白石镇", "石桥镇", "白石镇党委", "石桥镇党委"}


def grid_of(blocks: list) -> int:
    return next(place for place, block in enumerate(blocks) if block["kind"] == "grid")


def test_rows_that_name_those_below_become_one_and_the_whole():
    blocks = made(TOWNS)["blocks"]
    body = repeated(blocks, grid_of(blocks), NAMES)
    head, each, whole = body["text"]
    assert head.startswith("序号\t单位")
    assert each == {
        "text": "{nth}\t{org}\t{member.all:number}\t{member.women_share:number}\t",
        "each": ["children"],
    }
    assert whole == "合计\t\t{member.all:number}\t{member.women_share:number}\t"


def test_what_was_looked_up_already_is_kept_and_a_whole_is_added():
    text = "标题\n单位\t党员\n白石镇\t12\n石桥镇\t8\n县直机关\t3\n完。"
    blocks = made(text)["blocks"]
    place = grid_of(blocks)
    found = [n for n in numbers(blocks) if n.block == place]
    blocks = linked(blocks, [(n, "member.women", "number") for n in found[:2]])
    body = repeated(blocks, place, NAMES)
    assert body["text"][1]["text"] == "{org}\t{member.women:number}"
    assert body["text"][2:] == ["县直机关\t3", "合计\t{member.women:number}"]


@pytest.mark.parametrize(
    "text",
    [
        "标题\n单位\t党员\n白石镇\t12\n合计\t12\n完。",
        "标题\n单位\t花朵\n白石镇\t红\n石桥镇\t白\n完。",
        "标题\n单位\t花开比例\n白石镇\t41.7\n石桥镇\t50\n完。",
    ],
)
def test_where_there_is_nothing_to_repeat_it_is_said(text: str):
    blocks = made(text)["blocks"]
    with pytest.raises(Refused, match=r"两行以上|没有取来的数"):
        repeated(blocks, grid_of(blocks), NAMES)


def of_towns() -> Template:
    data = made(TOWNS)
    place = grid_of(data["blocks"])
    data["blocks"][place] = repeated(data["blocks"], place, NAMES)
    return template_of(data, all_indicators())


def test_each_row_is_filled_with_its_own_figures_and_stands_in_the_word_file(world: World):
    for org, name in (("河东村党支部", "林一"), ("柳湾村党支部", "林二"), ("松林村党支部", "林三")):
        member(world, org, name)
    template, org = of_towns(), world["青禾县委"]
    values = values_of(world.actor("周正"), org, Period.parse("2026"), wanted(template))
    text = fill(template, values)
    table = docx.Document(io.BytesIO(docx_of(text))).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    below = [child.short_name for child in values.children]
    assert [row[1] for row in rows] == [*below, ""]
    counts = dict(zip(below, [int(row[2]) for row in rows], strict=False))
    assert (counts["白石镇党委"], counts["石桥镇党委"]) == (2, 1)
    assert int(rows[-1][2]) == sum(counts.values()) == 3
    assert [row[0] for row in rows] == ["一", "二", "三", "合计"]
    assert {used.org_name for used in text.figures} >= {"白石镇党委", "石桥镇党委", "青禾县委"}


def test_a_row_repeats_by_a_word_at_its_beginning():
    said = "单位｜党员\n每个下级：{组织简称}｜{党员总数:数}\n合计｜{党员总数:数}"
    rows = GridField().clean(said)
    assert rows[1] == {"text": "{org}\t{member.all:number}", "each": ["children"]}
    assert GridField().clean(grid_to_people(rows)) == rows


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ([{"text": "单位\t党员", "each": ["children"]}, "甲\t1"], ""),
        (["单位\t党员", {"text": "{it}\t1", "each": ["member.all"]}], ""),
        (["单位\t党员", {"text": "{org}\t1", "each": ["children"]}], "children"),
    ],
)
def test_a_row_cannot_repeat_otherwise(text: list, each: str):
    with pytest.raises(DeclarationError):
        template_of(
            {**made(), "blocks": [{"kind": "grid", "text": text, "each": each}]}, all_indicators()
        )


def test_the_desk_offers_it_for_a_table_and_adds_one(world: World):
    client, org = world.client("周正"), world["青禾县委"]
    sent = {"title": "县总结", "genre": "summary", "months": 12, "pasted": TOWNS}
    client.post(f"/papers/templates/upload/?org={org.code}", sent)
    row = PaperTemplate.objects.get(org=org)
    desk = f"/papers/templates/{row.code}/"
    at = f"{desk}blocks/3/repeat/?org={org.code}"
    assert "/blocks/3/repeat/" in client.get(f"{desk}?org={org.code}").content.decode()
    assert client.get(f"{desk}blocks/2/repeat/?org={org.code}").status_code == 404
    assert client.post(at, {"_version": row.number}).status_code == 302
    page = client.get(f"{desk}?org={org.code}").content.decode()
    assert "逐个下级" in page
    assert "石桥镇党委" in page
    assert client.get(at).status_code == 404  # it is done
    edit = client.get(f"{desk}blocks/3/?org={org.code}").content.decode()
    assert "每个下级：{序次（一、二……）} ｜ {组织简称}" in edit
    add = f"{desk}blocks/3/add/?org={org.code}"
    new = {"kind": "table", "text": "各乡镇党员", "_version": row.number + 1}
    assert "请选表格、图表的指标" in client.post(add, new).content.decode()
    assert client.post(add, {**new, "codes": ["member.all"]}).status_code == 302
    page = client.get(f"{desk}?org={org.code}").content.decode()
    assert "<figcaption>各乡镇党员</figcaption>" in page
