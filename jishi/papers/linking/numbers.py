"""The numbers of a template that are letters yet, and putting a chip in the place of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jishi.figures.declared import all_indicators
from jishi.papers.matching import Candidate
from jishi.papers.matching.catalogue import matcher
from jishi.papers.reading import Found, scan
from jishi.papers.template.chips import Chip, ChipError, split
from jishi.papers.template.shape import text_of

SHAPES = {
    "": "按原文的写法",
    "unit": "数和单位",
    "number": "只写数",
    "words": "汉字",
    "about": "约数",
    "last_year": "与上年同期相比（增加、减少、持平由数决定）",
    "previous": "与上一期相比（增加、减少、持平由数决定）",
}
_CHANGE = re.compile(
    r"[，,]?(?:(?:较|比|与)[^，。；]{0,10}|同比|环比)?(?:相比)?"
    r"(?:增加|减少|增长|下降|提高|提升|上升|降低|净增)(?:了|约|近)?$"
)
_PREVIOUS = re.compile(r"上[一]?(?:期|季度|月)|环比")
_NEARLY = re.compile(r"(?:近|约|大约|将近|超过|超|逾|达到|达)$")
_MANY = ("余", "多", "来", "以上", "左右", "之多")


@dataclass(frozen=True)
class Number:
    """One number: which piece of which block, from where to where in it."""

    number: int  # counted from 1 over the whole template
    block: int
    piece: int
    start: int
    found: Found
    before: str  # of its piece
    after: str
    candidates: tuple[Candidate, ...]

    @property
    def text(self) -> str:
        return self.found.text

    @property
    def sure(self) -> float:
        return self.candidates[0].confidence if self.candidates else 0.0

    @property
    def percent(self) -> int:
        return round(self.sure * 100)


@dataclass(frozen=True)
class _Place:
    block: int
    piece: int
    start: int
    text: str


def numbers(blocks: Iterable[Mapping[str, Any]]) -> list[Number]:
    """In the order of the text; what is a chip already is none."""
    places, whole, taken = _whole(blocks)
    found = scan(whole)
    ranked = matcher().rank(whole, found, changes=True)
    made: list[Number] = []
    for each, candidates in zip(found, ranked, strict=True):
        if each.kind != "figure" or each.start in taken:
            continue
        place = next(p for p in reversed(places) if p.start <= each.start)
        start = each.start - place.start
        made.append(
            Number(
                len(made) + 1, place.block, place.piece, start, each, place.text[:start],
                place.text[start + len(each.text) :], tuple(candidates),
            )
        )  # fmt: skip
    return made


def _whole(blocks: Iterable[Mapping[str, Any]]) -> tuple[list[_Place], str, set[int]]:
    """The text with a number for each chip, as long as the chip is, and where those stand."""
    places: list[_Place] = []
    whole, taken, at = [], set[int](), 0
    for block_number, block in enumerate(blocks):
        for piece_number, text in _texts(block):
            places.append(_Place(block_number, piece_number, at, text))
            for part in split(text):
                words = part if isinstance(part, str) else _instead(part)
                if not isinstance(part, str):
                    taken.add(at)
                whole.append(words)
                at += len(words)
            if block.get("kind") == "grid":  # its rows are lines, so that cells have their heads
                whole.append("\n")
                at += 1
        whole.append("\n")
        at += 1
    return places, "".join(whole), taken


def _texts(block: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    if block.get("kind") in ("paragraph", "list", "grid"):
        for number, piece in enumerate(block.get("text", [])):
            yield number, text_of(piece)


def _instead(chip: Chip) -> str:
    length = len(str(chip))
    return "某".ljust(length, "\u3000") if chip.is_word else "1".ljust(length, "\u3000")


def linked(blocks: list[Any], chosen: Iterable[tuple[Number, str, str]]) -> list[Any]:
    """The blocks with a chip for each chosen number: (which, indicator, shape)."""
    made = [dict(block) for block in blocks]
    for number, code, shape in sorted(chosen, key=lambda each: -each[0].number):
        block = made[number.block]
        block["text"] = list(block["text"])
        piece = block["text"][number.piece]
        text = _put(text_of(piece), number, code, shape)
        block["text"][number.piece] = text if isinstance(piece, str) else {**piece, "text": text}
    return made


def _put(text: str, number: Number, code: str, shape: str) -> str:
    if code not in all_indicators():
        raise ChipError(f"没有编码为「{code}」的指标")
    found, start = number.found, number.start
    before, end = text[:start], start + len(number.text)
    behind = start + found.behind - found.start
    changed = _CHANGE.search(before)
    if shape in ("last_year", "previous") or (changed and not shape):
        beside = shape or ("previous" if changed and _PREVIOUS.search(changed[0]) else "last_year")
        start = changed.start() if changed else start
        rate = found.is_share and all_indicators()[code].unit != "%"
        chip = Chip(code, beside=beside, form="rate" if rate else "")
        lead = "，" if changed and changed[0].startswith(("，", ",")) else ""
        return f"{text[:start]}{lead}{chip}{text[behind:]}"
    form, end = _form(found, code, shape, end, behind)
    near = _NEARLY.search(before)
    start -= len(near[0]) if near else 0
    return f"{text[:start]}{Chip(code, form=form)}{text[end:]}"


def _form(found: Found, code: str, shape: str, end: int, behind: int) -> tuple[str, int]:
    """How the chip says it, and up to where it takes the letters' place."""
    unit = all_indicators()[code].unit
    if found.is_share:
        return shape if shape in ("words", "about") else "", end
    whole = found.base_unit == unit and found.qualifier not in ("以下", "以内")
    spoken = not found.blank and not re.search(r"[0-9０-９]", found.text)
    if shape in ("words", "about") or (spoken and not shape):
        return shape or "words", end
    if shape == "unit" or (whole and not shape):
        return "unit", behind
    return "number", end + (1 if found.qualifier in _MANY[:3] else 0)
