"""Text folded for search: lower case, half width, plus full pinyin and initials of each name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Surnames that a plain dictionary reads wrongly.
_SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge",
    "朴": "piao", "任": "ren", "尉": "yu", "乐": "yue", "种": "chong", "缪": "miao", "覃": "qin",
}  # fmt: skip

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


@lru_cache(maxsize=30_000)
def _reading(sign: str) -> str:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(sign)[0]


def _syllables(name: str, person: bool) -> list[str]:
    if person and _HAN.fullmatch(name):
        return [_reading(sign) for sign in name]  # no phrase to be found in a name: 50 times faster
    from pypinyin import lazy_pinyin

    return [s for s in lazy_pinyin(name) if s.strip()]


def _of_person(name: str) -> str:
    """Han characters are folded already, and so are their readings."""
    read = [_reading(sign) for sign in name]
    read[0] = _SURNAMES.get(name[0], read[0])
    return f"{fold(name)} {''.join(read)} {''.join([r[0] for r in read])}"[:400]


@lru_cache(maxsize=20_000)
def search_text(*names: str, person: bool = False) -> str:
    """What a search for this thing looks in: `白石镇 baishizhen bsz`."""
    if person and len(names) == 1 and _HAN.fullmatch(names[0]):
        return _of_person(names[0])
    parts: list[str] = []
    for name in names:
        if not name:
            continue
        syllables = _syllables(name, person)
        if person and name[0] in _SURNAMES and syllables:
            syllables[0] = _SURNAMES[name[0]]
        parts += [fold(name), "".join(syllables), "".join(s[0] for s in syllables)]
    return " ".join(dict.fromkeys(fold(part) for part in parts))[:400]
