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
_ORDERS = re.compile(
    r"(?:通知|意见|办法|方案|要点|细则|规定|制度|清单|标准|导则|守则|规程)(?:[（(].{1,12}[)）])?$"
)
_BACK = re.compile(
    r"总结|汇报|小结|报告|回顾|述职|盘点|通报|简报|公示|问题|不足|差距|成效|完成情况"
)
_LEADS = (
    "下一步", "下步", "下半年", "今后", "明年", "来年", "接下来", "下一阶段", "下阶段", "新学年",
    "新的一年", "下一年",
)  # fmt: skip
_PROMISE = re.compile(r"(?:我|我们|[我本](?:支部|村|社区|镇|乡|局|院|校))(?:们)?承诺[:：,，]")
_AIMED = re.compile(r"目标(?:是|为)[:：]")
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
    announced = 9  # at which depth 下一步，抓好以下工作： was said; 9: it was not
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
            announced = 9 if rank <= announced else announced
            if not found and number < 3:
                title_ahead = _looks_ahead(first) or bool(_ORDERS.search(body))
        heading = " ".join(over[n] for n in sorted(over))
        ahead = title_ahead or any(_looks_ahead(h) for n, h in over.items() if n)
        found += _of_line(text, line, start, heading, ahead or announced < 9)
        if not rank and body.endswith((":", "：")) and body.startswith(_LEADS):
            announced = max((n for n in over if n), default=1)
    return found or [Sentence(0, len(text), text, "", False, 0)]


def _looks_ahead(heading: str) -> bool:
    """下半年工作打算 does; 上半年工作总结和下半年打算 speaks of both, and its sentences decide."""
    return any(word in heading for word in AHEAD) and not _BACK.search(heading)


def _of_line(text: str, line: str, start: int, heading: str, ahead: bool) -> list[Sentence]:
    found = []
    at = 0
    turned, aimed = ahead, False  # to the end of the line; to the next full stop
    stops = [match.end() for match in _STOP.finditer(line)]
    for end in [*stops, len(line)]:
        piece = line[at:end]
        if piece.strip():
            lead = piece.lstrip()
            turned = turned or lead.startswith(_LEADS) or bool(_PROMISE.search(lead))
            aimed = aimed or bool(_AIMED.search(piece))
            body = text[start + at : start + end]
            front = len(body) - len(body.lstrip())
            found.append(
                Sentence(
                    start + at + front, start + end, body.strip(), heading, turned or aimed, start
                )
            )
            aimed = aimed and piece.rstrip().endswith((";", "；"))
        at = end
    return found
