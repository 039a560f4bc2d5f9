"""Finding an indicator by name, first letters of its pinyin or code; also by unit and group."""

from __future__ import annotations

from functools import cache

from jishi.base.pinyin import search_text
from jishi.figures.declared import Indicator, all_indicators
from jishi.figures.groups import GROUPS, group_label, group_of


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


def picks(asked: str) -> list[Indicator]:
    """Those that are called so, whose names begin with it and the shortest first; then those of
    such a unit or under such a heading."""
    words = asked.lower().split()
    if not words:
        return []
    named = [each for group in find(asked).values() for each in group]
    named.sort(key=lambda each: (not each.title.startswith(words[0]), len(each.title)))
    texts = _texts()
    near = [
        each for code, each in all_indicators().items()
        if all(w in texts[code] or w == each.unit or w in group_label(code) for w in words)
    ]  # fmt: skip
    return list({each.code: each for each in (*named, *near)}.values())
