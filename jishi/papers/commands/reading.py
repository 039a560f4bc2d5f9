"""`jishi paper scan FILE`: every number and blank of a text, with what it may be."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jishi.base.commands import DONE, FILE_REFUSED, command, emit, say
from jishi.config.environment import Fault

if TYPE_CHECKING:
    from jishi.papers.matching import Candidate
    from jishi.papers.opening import Opened
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


def opened(file: str) -> Opened | None:
    """The text of a file and its parts, or nothing: it was said why."""
    from jishi.papers.opening import Unreadable, open_paper

    path = Path(file)
    if not path.is_file():
        raise Fault(f"没有文件 {path}")
    try:
        return open_paper(path.read_bytes(), path.name)
    except Unreadable as refused:
        say(refused.message)
        return None


@command(
    "paper scan", "找出文稿里的每个数和空，及可以回答它的指标", arguments=_scan, needs="nothing"
)
def scan_paper(args: argparse.Namespace) -> int:
    from jishi.base.clock import today
    from jishi.papers.matching.catalogue import matcher
    from jishi.papers.matching.when import periods, places
    from jishi.papers.reading import scan

    paper = opened(args.file)
    if paper is None:
        return FILE_REFUSED
    text = paper.text
    found = scan(text)
    ranked = matcher().rank(text, found)
    when, where = periods(text, found, today().year), places(text, found)
    parts = [paper.part_at(each.start) for each in found]
    document = [_document(*each) for each in zip(found, ranked, when, where, parts, strict=True)]
    lines = [
        f"{KINDS[each.kind]}\t{each.text}{each.unit}\t{chosen[0].title if chosen else '—'}"
        f"\t{f'〔{part}〕' if part else ''}{each.sentence[:40]}"
        for each, chosen, part in zip(found, ranked, parts, strict=True)
    ]
    emit(args, {"text": text, "figures": document}, "\n".join(lines))
    return DONE


def _document(
    each: Found, chosen: list[Candidate], period: str, place: str, part: str
) -> dict[str, Any]:
    return {
        "start": each.start, "end": each.end, "text": each.text, "kind": each.kind,
        "unit": each.unit, "qualifier": each.qualifier, "sentence": each.sentence,
        "period": period, "place": place, "part": part,
        "candidates": [
            {"code": c.code, "title": c.title, "confidence": c.confidence, "reason": c.reason}
            for c in chosen
        ],
    }  # fmt: skip
