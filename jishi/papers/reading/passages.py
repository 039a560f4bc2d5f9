"""A text cut into sentences, each with the headings it stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from jishi.papers.reading.lexicon import AHEAD

_STOP = re.compile(r"[。！？!?；;\n\r\v\f\u2028]+")
_LEVELS = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}\s*、"),
    re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s*\d{1,2}\s*[.．、](?!\d)"),
    re.compile(r"\s*[(（]\d{1,2}[)）]|\s*[①-⑳]"),
)
_TITLE = 40  # a line as short as this and without a full stop is a heading


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str
    heading: str
    ahead: bool  # about what is still to be done
    paragraph: int  # where the paragraph begins


class Passages:
    def __init__(self, text: str, same: str) -> None:
        """`same` is the text in half width, character for character."""
        self.sentences = list(_sentences(text, same))
        self._starts = [s.start for s in self.sentences]

    def at(self, place: int) -> Sentence:
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]


def level(line: str) -> int:
    """1 for 一、 to 4 for (1); 0: no heading number."""
    return next((n for n, form in enumerate(_LEVELS, 1) if form.match(line)), 0)


def _sentences(text: str, same: str) -> list[Sentence]:
    found: list[Sentence] = []
    over: dict[int, str] = {}  # headings in force, by level
    title_ahead = False
    place = 0
    for number, line in enumerate(same.splitlines(keepends=True)):
        start, place = place, place + len(line)
        body = line.strip()
        if not body:
            continue
        rank = level(line)
        first = _STOP.split(body, maxsplit=1)[0]
        is_title = len(body) <= _TITLE and not body.endswith(("。", "；", ";", "，", ","))
        if rank or is_title:
            rank = rank or (1 if found else 0)  # the first line names the paper
            over = {n: words for n, words in over.items() if n < rank}
            over[rank] = first[:60]
            if not found and number < 3:
                title_ahead = any(w in first for w in ("工作要点", "工作计划", "实施方案"))
        heading = " ".join(over[n] for n in sorted(over))
        ahead = title_ahead or any(word in h for h in over.values() for word in AHEAD)
        found += _of_line(text, line, start, heading, ahead)
    return found or [Sentence(0, len(text), text, "", False, 0)]


def _of_line(text: str, line: str, start: int, heading: str, ahead: bool) -> list[Sentence]:
    found = []
    at = 0
    turned = ahead
    stops = [match.end() for match in _STOP.finditer(line)]
    for end in [*stops, len(line)]:
        piece = line[at:end]
        if piece.strip():
            lead = piece.lstrip()
            if lead.startswith(("下一步", "下步", "下半年", "今后", "明年", "接下来", "下一阶段")):
                turned = True
            body = text[start + at : start + end]
            front = len(body) - len(body.lstrip())
            found.append(
                Sentence(start + at + front, start + end, body.strip(), heading, turned, start)
            )
        at = end
    return found
