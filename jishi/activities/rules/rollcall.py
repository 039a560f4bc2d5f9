"""Names out of what was pasted: replies of a group chat, a list of a class, one line or many.

Nothing is guessed: a name that fits two people, or nobody, is handed back as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SPLIT = re.compile(r"[\n\r,，、;；。|\t]+")
# 接龙 numbers, ticks, and what people add: 「3. 韦明（准时到）」「韦明+1」「韦明 参加」
_NUMBER = re.compile(r"^\s*(?:[#＃]?接龙.*$|[\(（]?\d{1,3}[\)）.．、:：\s]+)")
_BRACKET = re.compile(r"[（(【\[].*?[】\])）]")
_TAIL = re.compile(r"(?:\+1|＋1|参加|到会?|准时|收到|出席|可以|√|✓|✔|!|！|~|～|\s)+$")
_AWAY = re.compile(r"请假|不能|不来|缺席|不参加|来不了")


@dataclass(frozen=True)
class Matched:
    """Who comes, who asked for leave, and the lines that name nobody for certain."""

    present: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()


def people_of(names: Iterable[tuple[int, str]]) -> dict[str, int | None]:
    """Name → person; None where two have it."""
    found: dict[str, int | None] = {}
    for pk, name in names:
        known = plain(name)
        found[known] = None if known in found else pk
    return found


def plain(name: str) -> str:
    return re.sub(r"[\s·•・.]", "", name)


def tidy(line: str) -> str:
    """What is left of a reply once number, bracket and additions are gone."""
    text = _BRACKET.sub("", _NUMBER.sub("", line)).strip()
    return plain(_TAIL.sub("", _AWAY.sub("", text)).strip(" ：:+-—"))


def match(text: str, people: Mapping[str, int | None]) -> Matched:
    """The lines of a paste beside the people who might be meant."""
    present: dict[int, None] = {}
    leave: dict[int, None] = {}
    unknown: dict[str, None] = {}
    for line in SPLIT.split(text):
        written = line.strip()
        if not written:
            continue
        name = tidy(written)
        if not name or not re.search(r"[㐀-鿿A-Za-z]", name):
            continue
        pk = people.get(name)
        if pk is None:
            unknown.setdefault(written[:40])
        elif _AWAY.search(written):
            leave.setdefault(pk)
        else:
            present.setdefault(pk)
    for pk in leave:
        present.pop(pk, None)
    return Matched(tuple(present), tuple(leave), tuple(unknown))
