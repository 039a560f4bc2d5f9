"""The lines of a finished text as blocks of a template: its headings, its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from jishi.papers.reading.passages import level
from jishi.papers.template.shape import CELLS, MOST_BLOCKS, MOST_CELLS, MOST_LETTERS, MOST_PIECES
from jishi.tree.errors import Refused

_NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}\s*[.．、](?!\d)|[（(]\d{1,2}[)）])\s*"
)
_SENTENCES = re.compile(r"[^。；！？]+[。；！？]?[”」）]?")
_BRACES = str.maketrans({"{": "｛", "}": "｝"})
_SHORT = 40


def draft(text: str, **about: Any) -> dict[str, Any]:
    """The template that a text is, before any of its numbers is linked."""
    lines = [line.translate(_BRACES) for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise Refused("文稿至少要有标题和一段正文", field="file")
    blocks = list(_blocks(lines[1:]))
    if len(blocks) > MOST_BLOCKS:
        raise Refused(
            f"文稿有 {len(blocks)} 段，模板最多 {MOST_BLOCKS} 段，请分成几份", field="file"
        )
    return {**about, "heading": _plain(lines[0])[:120], "blocks": blocks}


def _blocks(lines: list[str]) -> Iterator[dict[str, Any]]:
    number = 0
    for is_row, run in groupby(lines, key=lambda line: CELLS in line.strip()):
        for block in _grids(list(run)) if is_row else map(_block, run):
            number += 1
            if number == 1 and block["kind"] == "paragraph":
                block = _recipient(block)
            yield {**block, "key": f"text{number}"}


def _plain(raw: str) -> str:
    return raw.replace(CELLS, "　").strip()


def _block(raw: str) -> dict[str, Any]:
    line = _plain(raw)
    depth = level(line)
    own = _NUMBERED.sub("", line) if depth else line
    if depth and len(own) <= _SHORT and not own.endswith(("。", "；")):
        return {"kind": "heading", "level": depth, "text": [own]}
    return {"kind": "paragraph", "text": _pieces(line)}


def _recipient(block: dict[str, Any]) -> dict[str, Any]:
    line = "".join(block["text"])
    if line.endswith(("：", ":")) and len(line) <= _SHORT:
        return {"kind": "recipient", "text": [line.rstrip("：:")]}
    return block


def _grids(lines: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of a table as they stand; a long one is parted, each part under the head."""
    if len(lines) < 2 or max(len(line.split(CELLS)) for line in lines) > MOST_CELLS:
        yield from map(_block, lines)
        return
    head, step = lines[0], MOST_PIECES - 1
    for start in range(1, len(lines), step):
        yield {"kind": "grid", "text": [head, *lines[start : start + step]]}


def _pieces(line: str) -> list[str]:
    """Its sentences, each standing for itself: one whose figure is missing is left out."""
    found = [match[0] for match in _SENTENCES.finditer(line)] or [line]
    if len(found) > MOST_PIECES:
        found = [*found[: MOST_PIECES - 1], "".join(found[MOST_PIECES - 1 :])]
    return [piece[:MOST_LETTERS] for piece in found]
