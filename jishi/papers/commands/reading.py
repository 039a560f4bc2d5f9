"""`jishi paper scan FILE`: every number and blank of a text, with what it may be."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jishi.base.commands import DONE, FILE_REFUSED, command, emit, say
from jishi.config.environment import Fault

if TYPE_CHECKING:
    from jishi.papers.reading import Found

KINDS = {
    "figure": "数",
    "name": "隐去的名称",
    "date": "日期",
    "rule": "规定或目标",
    "other": "其他",
}


def _scan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help=".docx、.txt 或 .doc")


def text_of(file: str) -> str | None:
    """The text of a file, or nothing: it was said why."""
    from jishi.papers.opening import Unreadable, open_paper

    path = Path(file)
    if not path.is_file():
        raise Fault(f"没有文件 {path}")
    try:
        return open_paper(path.read_bytes(), path.name).text
    except Unreadable as refused:
        say(refused.message)
        return None


@command("paper scan", "找出文稿里的每个数和空", arguments=_scan)
def scan_paper(args: argparse.Namespace) -> int:
    from jishi.papers.reading import scan

    text = text_of(args.file)
    if text is None:
        return FILE_REFUSED
    found = scan(text)
    lines = [f"{KINDS[each.kind]}\t{each.text}{each.unit}\t{each.sentence[:60]}" for each in found]
    emit(args, {"text": text, "figures": [_document(each) for each in found]}, "\n".join(lines))
    return DONE


def _document(each: Found) -> dict[str, Any]:
    return {
        "start": each.start, "end": each.end, "text": each.text, "kind": each.kind,
        "unit": each.unit, "qualifier": each.qualifier, "sentence": each.sentence,
        "candidates": [],
    }  # fmt: skip
