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
from jishi.papers.models import PaperBlock
from jishi.papers.template.shape import Template, template_of
from jishi.papers.tests.test_desk import template, upload
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
