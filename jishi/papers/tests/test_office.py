"""PDF and a round trip by LibreOffice: in a job, with a limit, nothing lost."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from jishi.base.jobs import enqueue
from jishi.base.jobs.worker import work_one
from jishi.base.models import Job
from jishi.papers.docx import office
from jishi.papers.docx import pdf as pdfs
from jishi.papers.docx.writing import docx_of
from jishi.papers.tests.test_official import AROUND, paper
from jishi.papers.tests.test_writing import draft
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
