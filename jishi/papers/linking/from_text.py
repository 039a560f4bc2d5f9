"""The lines of a finished text as blocks of a template: its headings, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jishi.papers.reading.passages import level
from jishi.papers.template.shape import MOST_BLOCKS, MOST_LETTERS, MOST_PIECES
from jishi.tree.errors import Refused

_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}\s*[.．、](?!\d)|[（(]\d{1,2}[)）])\s*"
)
_SENTENCES = re.compile(r"[^。；！？]+[。；！？]?[”」）]?")
_BRACES = str.maketrans({"{": "｛", "}": "｝"})
_SHORT = 40


def draft(text: str, **about: Any) -> dict[str, Any]:
    """The template that a text is, before any of its numbers is linked."""
    lines = [line.strip().translate(_BRACES) for line in text.replace("\t", "　").splitlines()]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        raise Refused("文稿至少要有标题和一段正文", field="file")
    if len(lines) > MOST_BLOCKS:
        raise Refused(
            f"文稿有 {len(lines)} 段，模板最多 {MOST_BLOCKS} 段，请分成几份", field="file"
        )
    return {**about, "heading": lines[0][:120], "blocks": list(_blocks(lines[1:]))}


def _blocks(lines: list[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        depth = level(line)
        own = _NUMBERED.sub("", line) if depth else line
        key = f"text{number}"
        if depth and len(own) <= _SHORT and not own.endswith(("。", "；")):
            yield {"kind": "heading", "level": depth, "key": key, "text": [own]}
        elif number == 1 and line.endswith(("：", ":")) and len(line) <= _SHORT:
            yield {"kind": "recipient", "key": key, "text": [line.rstrip("：:")]}
        else:
            yield {"kind": "paragraph", "key": key, "text": _pieces(line)}


def _pieces(line: str) -> list[str]:
    """Its sentences, each standing for itself: one whose figure is missing is left out."""
    found = [match[0] for match in _SENTENCES.finditer(line)] or [line]
    if len(found) > MOST_PIECES:
        found = [*found[: MOST_PIECES - 1], "".join(found[MOST_PIECES - 1 :])]
    return [piece[:MOST_LETTERS] for piece in found]
