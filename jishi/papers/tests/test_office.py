"""PDF and a round trip by LibreOffice: in a job, with a limit, nothing lost."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest

from jishi.base.jobs import enqueue
from jishi.base.jobs.worker import work_one
from jishi.base.models import Job
from jishi.figures.tests.test_reading import member
from jishi.kernel.period import Period
from jishi.papers.docx import office
from jishi.papers.docx import pdf as pdfs
from jishi.papers.docx.writing import docx_of
from jishi.papers.filling.refilling import refill_file
from jishi.papers.opening import open_paper
from jishi.papers.opening.wordtext import read_word
from jishi.papers.reading import scan
from jishi.papers.tests.test_official import AROUND, paper
from jishi.papers.tests.test_writing import draft
from jishi.papers.tests.word_files import (
    SEPARATORS,
    added,
    both_boxes,
    note,
    paragraph,
    refer,
    section,
    table,
    with_parts,
)
from tests.world import World


def asked(world: World) -> Job:
    row = draft(world)
    job = enqueue(world.actor("陈岚"), "papers.pdf", {"paper": row.pk}, "PDF", row.org)
    assert work_one("here")
    return Job.objects.get(pk=job.pk)


def program(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{body}\n")
    made.chmod(0o755)
    monkeypatch.setattr(office, "office", lambda: str(made))


def test_without_libreoffice_one_is_told_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office, "office", lambda: None)
    job = asked(world)
    assert job.state == "failed"
    assert "另存为 PDF" in job.message


def test_what_takes_too_long_is_stopped_with_all_it_started(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    mark = tmp_path / "still"
    program(monkeypatch, tmp_path, f"(sleep 3; touch {mark}) & wait")
    monkeypatch.setattr(pdfs, "SECONDS", 0.5)
    began = time.monotonic()
    job = asked(world)
    assert time.monotonic() - began < 3
    assert job.state == "failed"
    assert "已停止" in job.message
    time.sleep(3.5)
    assert not mark.exists()


def test_what_makes_nothing_is_said_so(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program(monkeypatch, tmp_path, "exit 0")
    assert "没有做成" in asked(world).message


def annotated() -> bytes:
    """A paper with a table and a chart, and figures in a note, a box and the head of its pages."""
    inside = paragraph("另有预备党员57名", refer(1), "，", refer(2, "endnote"), "名单见附件。")
    inside += paragraph(both_boxes(paragraph("女党员913名")))
    return added(
        docx_of(paper(3), AROUND, {"n": "韦＊"}), inside, '<w:headerReference w:type="default" '
        'r:id="header1"/>', footnotes=SEPARATORS + note(1, "其中2026年接收41名。"),
        endnotes=note(2, "含流动党员26名。", "endnote"), header1=paragraph("青禾县 党支部118个"),
    )  # fmt: skip


def figures(data: bytes, name: str = "a.docx") -> list[tuple[str, str]]:
    """Those of the text with the part they stand in; the order of boxes is the program's own."""
    opened = open_paper(data, name)
    return sorted(
        (each.text, opened.part_at(each.start))
        for each in scan(opened.text) if each.kind == "figure"
    )  # fmt: skip


BESIDE = [("118", "页眉"), ("26", "尾注1"), ("41", "脚注1"), ("57", ""), ("913", "文本框")]
NUMBERS = re.compile(r"\d[\d,.]*")


@pytest.mark.full
def test_a_paper_comes_out_as_pdf_with_its_figures():
    body = docx_of(paper(3), AROUND, {"n": "韦＊"})
    found = pypdfium2.PdfDocument(pdfs.pdf_of(body))
    text = "".join(page.get_textpage().get_text_range() for page in found)
    for words in ("2947名", "348", "组发〔2026〕3号", "2026年11月5日"):
        assert words in re.sub(r"\s", "", text)


@pytest.mark.full
def test_a_round_trip_through_libreoffice_keeps_the_figures():
    body = docx_of(paper(3), AROUND, {"n": "韦＊"})
    again = office.converted(body, "docx", "docx", 120)
    before, after = (docx.Document(io.BytesIO(each)) for each in (body, again))
    words = [p.text for p in before.paragraphs if p.text.strip()]
    kept = [p.text for p in after.paragraphs if p.text.strip()]
    assert NUMBERS.findall("".join(kept)) == NUMBERS.findall("".join(words))
    cells = [
        [cell.text for table in each.tables for row in table.rows for cell in row.cells]
        for each in (before, after)
    ]
    assert cells[0] == cells[1]
    with zipfile.ZipFile(io.BytesIO(again)) as box:
        assert b"<c:v>348</c:v>" in box.read("word/charts/chart1.xml")


def test_python_docx_reopens_and_saves_it_without_loss():
    body = annotated()
    out = io.BytesIO()
    docx.Document(io.BytesIO(body)).save(out)
    assert figures(out.getvalue()) == figures(body)
    assert set(BESIDE) < set(figures(body))


@pytest.mark.full
def test_figures_in_notes_boxes_and_heads_of_pages_survive_libreoffice():
    body = annotated()
    assert set(BESIDE) < set(figures(body))
    again = office.converted(body, "docx", "docx", 120)
    assert figures(again) == figures(body)
    found = pypdfium2.PdfDocument(pdfs.pdf_of(body))
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in found]
    for number, _ in BESIDE:
        assert any(number in page for page in pages), number
    assert ["党支部118个" in page for page in pages[:3]] == [True, False, True]  # odd pages


@pytest.mark.full
def test_an_old_document_is_read_and_filled_with_its_notes():
    """A .doc as an office has it, made by LibreOffice."""
    old = office.converted(annotated(), "docx", "doc", 120)
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    assert set(BESIDE) < set(figures(old, "a.doc"))


@pytest.mark.full
@pytest.mark.parametrize("lines", [2, 3, 4, 5])
def test_who_signs_and_the_day_stand_on_one_page_with_the_end_of_the_text(lines: int):
    whole = paper(lines)
    parts = [p for p in whole.parts if p.kind not in ("table", "chart", "people")]
    text = replace(whole, parts=tuple(parts), annex=False)
    pages = pypdfium2.PdfDocument(pdfs.pdf_of(docx_of(text, AROUND)))
    said = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pages]
    [signed] = [page for page in said if "中共青禾县委组织部" in page]
    assert "2026年11月5日" in signed
    assert "注重实效。" in signed


@pytest.mark.full
def test_an_old_document_is_filled_in_its_own_layout(world: World):
    member(world, "河东村党支部", "江一")
    inside = table(("单位", "党员总数"), ("全县", "X")) + paragraph("全县党员X名", refer(1), "。")
    new = with_parts(
        inside + section(header1="default"), header1=paragraph("党员{党员总数}名"),
        footnotes=SEPARATORS + note(1, "女党员X名。"),
    )  # fmt: skip
    old = office.converted(new, "docx", "doc", 120)
    org, year = world["青禾县委"], Period.parse("2026")
    done, found = refill_file(world.actor("周正"), old, "总结.doc", org, year)
    assert (len(found.swaps), found.left) == (4, 0)
    text = read_word(done).text
    for words in ("全县\t1", "全县党员1名", "女党员1名。", "党员1名"):
        assert words in text
    assert docx.Document(io.BytesIO(done)).tables[0].cell(1, 1).text == "1"
