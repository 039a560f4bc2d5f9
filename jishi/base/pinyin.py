"""Text folded for search: lower case, half width, plus full pinyin and initials of each name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Surnames that a plain dictionary reads wrongly.
_SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge",
    "朴": "piao", "任": "ren", "尉": "yu", "乐": "yue", "种": "chong", "缪": "miao", "覃": "qin",
}  # fmt: skip


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


@lru_cache(maxsize=20_000)
def search_text(*names: str, person: bool = False) -> str:
    """What a search for this thing looks in: `白石镇 baishizhen bsz`."""
    from pypinyin import lazy_pinyin

    parts: list[str] = []
    for name in names:
        if not name:
            continue
        syllables = [s for s in lazy_pinyin(name) if s.strip()]
        if person and name[0] in _SURNAMES and syllables:
            syllables[0] = _SURNAMES[name[0]]
        parts += [fold(name), "".join(syllables), "".join(s[0] for s in syllables)]
    return " ".join(dict.fromkeys(fold(part) for part in parts))[:400]
