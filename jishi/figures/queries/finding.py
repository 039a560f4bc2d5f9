"""Finding an indicator by its name, by the first letters of its pinyin, or by its code."""

from __future__ import annotations

from functools import cache

from jishi.base.pinyin import search_text
from jishi.figures.declared import Indicator, all_indicators
from jishi.figures.groups import GROUPS, group_of


@cache
def _texts() -> dict[str, str]:
    return {
        code: " ".join((*map(search_text, (each.title, *each.also)), code)).lower()
        for code, each in all_indicators().items()
    }


def find(asked: str) -> dict[str, list[Indicator]]:
    """By heading, in the order of the headings; everything where nothing is asked."""
    words = asked.lower().split()
    found: dict[str, list[Indicator]] = {group: [] for group in GROUPS}
    for code, text in _texts().items():
        if all(word in text for word in words):
            found[group_of(code)].append(all_indicators()[code])
    return {group: each for group, each in found.items() if each}
