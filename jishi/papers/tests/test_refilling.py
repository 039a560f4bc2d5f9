"""An office's own text: blanks that are sure are filled, the rest stays, nothing else changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from jishi.base.commands import declared, load, parser_of
from jishi.figures.tests.test_reading import member as joined
from jishi.kernel.period import Period
from jishi.papers.filling.refilling import Swap, docx_swapped, refill, refill_file, swapped
from jishi.papers.opening.wordtext import read_word
from jishi.papers.tests.word_files import (
    SEPARATORS,
    both_boxes,
    note,
    paragraph,
    refer,
    section,
    unpacked,
    with_parts,
)
from tests.world import TODAY, World

YEAR = Period.parse("2026")


def of(world: World, text: str) -> str:
    found = refill(world.actor("周正"), text, world["青禾县委"], YEAR)
    return swapped(text, found.swaps)


def test_blanks_are_filled_and_what_is_not_in_the_catalogue_is_left(world: World):
    joined(world, "河东村党支部", "江一")
    text = "截至目前，全县共有党员XX名，女党员占X%。全年栽植树木XX万株，X镇牵头，每人每年至少1次。"
    said = of(world, text)
    assert "共有党员1名" in said
    assert "女党员占100%" in said
    assert "树木XX万株，X镇牵头，每人每年至少1次。" in said


def test_what_a_writer_named_is_filled(world: World):
    joined(world, "河东村党支部", "江一")
    assert of(world, "现有{党员总数:数和单位}，{无此指标}，{member.all}。") == (
        "现有1名，{无此指标}，1。"
    )


def word(*lines: tuple[str, ...]) -> bytes:
    document = docx.Document()
    for runs in lines:
        paragraph = document.add_paragraph()
        for place, text in enumerate(runs):
            paragraph.add_run(text).bold = bool(place % 2)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_blank_over_several_runs_is_one_and_the_rest_of_the_file_stays(world: World):
    joined(world, "河东村党支部", "江一")
    data = word(("全县共有党员", "X", "X名，", "不动&<的>"), ("第二段",))
    done, found = refill_file(
        world.actor("周正"), data, "总结.docx", world["青禾县委"], YEAR
    )  # fmt: skip
    assert len(found.swaps) == 1
    paragraphs = docx.Document(io.BytesIO(done)).paragraphs
    assert [p.text for p in paragraphs] == ["全县共有党员1名，不动&<的>", "第二段"]
    assert paragraphs[0].runs[1].bold
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, done))
    same = [n for n in before.namelist() if n != "word/document.xml"]
    assert all(before.read(name) == after.read(name) for name in same)
    assert before.namelist() == after.namelist()


def test_nothing_to_fill_changes_no_letter():
    data = word(("一", "二"), ("三",))
    assert read_word(docx_swapped(data, [])).text == read_word(data).text == "一二\n三\n"


def ask(*words: str) -> int:
    which = load(declared()["paper fill"])
    return which.run(parser_of(which).parse_args(list(words)))


def test_the_command_fills_a_file_or_a_template(
    world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    joined(world, "河东村党支部", "江一")
    source, out = tmp_path / "draft.txt", tmp_path / "out.docx"
    source.write_text("总结\n全县共有党员XX名。\n", encoding="utf-8")
    place = ["--org", "QH", "--period", "2026", "-o", str(out)]
    assert ask(str(source), *place, "--json") == 0
    assert '"filled": 1' in capsys.readouterr().out
    assert "全县共有党员1名。" in [p.text for p in docx.Document(str(out)).paragraphs]
    assert ask("--template", "notice", *place) == 0
    assert ask(*place) == 2
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04nothing")
    assert ask(str(broken), *place) == 4


def everywhere() -> bytes:
    """A blank in the body, a cell, a text box, the head of the page and a note."""
    document = docx.Document()
    document.add_paragraph("全县共有党员X名。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["党组织", "党员总数", "全县", "X"],
        strict=True,
    ):  # fmt: skip
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "现有党员X名"
    box = document.add_paragraph()
    shape = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>女党员X名</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        "</w:r>"
    )
    box._p.append(docx.oxml.parse_xml(shape))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_blanks_in_cells_boxes_and_heads_of_pages_are_filled_too(world: World):
    joined(world, "河东村党支部", "江一")
    data = everywhere()
    assert "党组织\t党员总数" in read_word(data).text
    done, found = refill_file(
        world.actor("周正"), data, "总结.docx", world["青禾县委"], YEAR
    )  # fmt: skip
    assert (len(found.swaps), found.left) == (4, 0)
    again = docx.Document(io.BytesIO(done))
    assert again.paragraphs[0].text == "全县共有党员1名。"
    assert again.tables[0].rows[1].cells[1].text == "1"
    assert again.sections[0].header.paragraphs[0].text == "现有党员1名"
    assert "女党员1名" in read_word(done).text


def with_everything() -> bytes:
    """Blanks and chips in the notes, on every kind of page, in a box kept twice."""
    on = "<w:evenAndOddHeaders/>"
    heads = section(first=True, header1="default", header2="first", header3="even", footer1="even")
    inside = (
        paragraph("全县党员X名", refer(1), refer(2, "endnote"), "。")
        + paragraph(both_boxes(paragraph("女党员", "X", "X名"))) + heads
    )  # fmt: skip
    return with_parts(
        inside, settings=on, comments=paragraph("X"),
        footnotes=SEPARATORS + note(1, "含{女党员:数和单位}。") + note(9, "不动"),
        endnotes=note(2, "女党员共X名。", "endnote"),
        header1=paragraph("党员{党员总数}名"), header2=paragraph("党员", "{党员", "总数}名"),
        header3=paragraph("女党员{女党员}名"), footer1=paragraph("第X页 共X页"),
    )  # fmt: skip


def test_notes_heads_of_pages_and_both_copies_of_a_box_are_filled(world: World):
    joined(world, "河东村党支部", "江一")
    data = with_everything()
    done, found = refill_file(world.actor("周正"), data, "总结.docx", world["青禾县委"], YEAR)
    assert found.left == 0
    text = read_word(done).text
    for words in ("全县党员1名。", "女党员1名", " 含1名。", " 女党员共1名。", "\n党员1名\n"):
        assert words in text
    after = unpacked(done)
    assert after["word/document.xml"].count(b'<w:t xml:space="preserve">1</w:t>') == 2
    assert b"{" not in after["word/header1.xml"] + after["word/header2.xml"]
    assert "女党员1名".encode() in after["word/header3.xml"]


def test_what_was_not_touched_stays_byte_for_byte(world: World):
    joined(world, "河东村党支部", "江一")
    data = with_everything()
    assert unpacked(docx_swapped(data, [])) == unpacked(data)
    done, _ = refill_file(world.actor("周正"), data, "总结.docx", world["青禾县委"], YEAR)
    before, after = unpacked(data), unpacked(done)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    parts = ("document", "footnotes", "endnotes", "header1", "header2", "header3")
    assert changed == {f"word/{each}.xml" for each in parts}
    was = before["word/footnotes.xml"]
    assert after["word/footnotes.xml"] == was.replace("{女党员:数和单位}".encode(), "1名".encode())


def test_letters_of_a_tag_with_an_angle_in_it_are_found():
    data = with_parts('<w:p><w:r><w:t w:x="a>b">党员X名</w:t></w:r></w:p>')
    done = docx_swapped(data, [Swap(2, 3, "5")])
    assert b'<w:t w:x="a>b">' + "党员5名</w:t>".encode() in unpacked(done)["word/document.xml"]
