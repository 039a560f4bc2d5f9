"""`jishi paper scan` and `jishi paper check` answer as the contract says."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from jishi.config.environment import Fault
from jishi.figures.tests.test_reading import member
from jishi.papers.commands.checking import check_paper
from jishi.papers.commands.reading import scan_paper
from jishi.papers.tests.word_files import note, paragraph, refer, with_parts
from tests.world import World

TEXT = "全县共有党员X名，X镇2026年上半年召开党员大会3次，每月至少1次。\n"


def asked(file: Path, **more: str) -> argparse.Namespace:
    return argparse.Namespace(file=str(file), account=None, json=True, open=False, **more)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_scan_prints_one_document_and_needs_no_database(tmp_path: Path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert scan_paper(asked(path)) == 0
    found = told(capsys)
    assert found["text"] == TEXT
    assert [(f["text"], f["kind"]) for f in found["figures"]] == [
        ("X", "figure"), ("X", "name"), ("2026年上半年", "date"), ("3", "figure"), ("1", "rule"),
    ]  # fmt: skip
    first = found["figures"][0]
    assert {"start", "end", "text", "kind", "unit", "qualifier", "sentence", "candidates"} <= set(
        first
    )
    [best, *_] = first["candidates"]  # type: ignore[misc]
    assert (best["code"], best["title"]) == ("member.all", "党员总数")
    assert 0 < best["confidence"] <= 1


def test_check_prints_one_document(world: World, tmp_path: Path, capsys):
    member(world, "河东村党支部", "林一", date(2026, 2, 3))
    path = tmp_path / "a.txt"
    path.write_text("全县共有党员3名。", encoding="utf-8")
    assert check_paper(asked(path, org="QH", period="2026H1")) == 0
    [finding] = told(capsys)["findings"]
    assert finding["verdict"] == "differs"
    assert (finding["start"], finding["end"], finding["text"]) == (6, 7, "3")
    assert (finding["expected"], finding["code"]) == ("1", "member.all")


def test_what_cannot_be_read_is_a_refused_file(world: World, tmp_path: Path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"%PDF-1.7")
    assert scan_paper(asked(path)) == 4
    assert check_paper(asked(path, org="QH", period="2026")) == 4


def test_missing_files_and_organisations_are_said(world: World, tmp_path: Path):
    with pytest.raises(Fault, match="没有文件"):
        scan_paper(asked(tmp_path / "no.txt"))
    path = tmp_path / "a.txt"
    path.write_text("党员3名", encoding="utf-8")
    with pytest.raises(Fault, match="没有编码"):
        check_paper(asked(path, org="NO", period="2026"))


def test_a_figure_says_in_which_part_of_the_document_it_stands(
    world: World, tmp_path: Path, capsys
):
    path = tmp_path / "a.docx"
    inside = paragraph("全县共有党员3名", refer(1), "。")
    path.write_bytes(with_parts(inside, footnotes=note(1, "女党员2名。")))
    scan_paper(asked(path))
    assert [(f["text"], f["part"]) for f in told(capsys)["figures"]] == [("3", ""), ("2", "脚注1")]
    check_paper(asked(path, org="QH", period="2026H1"))
    assert [f["part"] for f in told(capsys)["findings"]] == ["", "脚注1"]
