"""Sentences that end as such, headings that hold something, numbers in front of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jishi.papers.filling import wording
from jishi.papers.filling.filled import NO_FIGURE, Part, Run

_MARKS = "，、；："


def ended(runs: list[Run]) -> list[Run]:
    """A sentence that ends with a full stop."""
    if runs and runs[-1].text[-1:] in _MARKS:
        last = runs[-1]
        return [*runs[:-1], replace(last, text=last.text[:-1] + "。")]
    if runs and runs[-1].text[-1:] not in "。！？）”":
        return [*runs, Run("。", NO_FIGURE)]
    return runs


def without_bare_headings(parts: Sequence[Part]) -> list[Part]:
    kept: list[Part] = []
    for part in reversed(parts):
        if part.kind == "heading":
            if kept and _holds(kept[-1], part.level):
                kept.append(part)
            continue
        kept.append(part)
    return kept[::-1]


def _holds(following: Part, level: int) -> bool:
    if following.kind == "heading":
        return following.level > level
    return following.kind not in ("signoff", "attachment")


def numbered(parts: Sequence[Part]) -> list[Part]:
    """Headings as 一、（一）1.（1）, items of a list from 1 on (R-DOC-08)."""
    counts, items, found = [0, 0, 0, 0], 0, []
    for part in parts:
        items = items + 1 if part.kind == "list" else 0
        if part.kind == "heading":
            place = part.level - 1
            counts = [*counts[:place], counts[place] + 1, *[0] * (3 - place)]
            part = replace(part, number=heading_number(part.level, counts[place]))
        elif part.kind == "list":
            part = replace(part, number=f"{items}. ")
        found.append(part)
    return found


def numbered_kept(parts: Sequence[Part]) -> dict[int, Part]:
    """What stays of some parts, numbered, by the identity of what it was."""
    kept = without_bare_headings(parts)
    return {id(was): now for was, now in zip(kept, numbered(kept), strict=True)}


def heading_number(level: int, number: int) -> str:
    words = wording.numeral(number)
    return {1: f"{words}、", 2: f"（{words}）", 3: f"{number}. ", 4: f"（{number}）"}[level]
