"""Chips as people read and write them: `{党员总数:数和单位}` for `{member.all:unit}`."""

from __future__ import annotations

import re
from functools import cache

from jishi.figures.declared import all_indicators
from jishi.papers.template.chips import (
    COMPARED,
    FORMS,
    SHIFTS,
    WORDS,
    Chip,
    ChipError,
    condition,
    split,
)

_BRACES = re.compile(r"\{([^{}]*)\}")
_PARTS = re.compile(
    r"(?P<name>[^@~:]+)(?:@(?P<shift>[^~:]+))?(?:~(?P<beside>[^:]+))?(?::(?P<form>.+))?"
)


@cache
def _names() -> dict[str, str]:
    """Code → the name it goes by; where two share one, the code itself."""
    titles = {code: each.title for code, each in all_indicators().items()} | WORDS
    counts: dict[str, int] = {}
    for title in titles.values():
        counts[title] = counts.get(title, 0) + 1
    plain = {
        code: title for code, title in titles.items()
        if counts[title] == 1 and not set(title) & set("@~:{}")
    }  # fmt: skip
    return {code: plain.get(code, code) for code in titles}


@cache
def _codes() -> dict[str, str]:
    return {name: code for code, name in _names().items()}


def to_people(text: str) -> str:
    return "".join(part if isinstance(part, str) else said(part) for part in split(text))


def said(chip: Chip) -> str:
    shift = f"@{SHIFTS[chip.shift]}" if chip.shift else ""
    beside = f"~{SHIFTS[chip.beside]}" if chip.beside else ""
    forms = COMPARED if chip.beside else FORMS
    form = f":{forms[chip.form]}" if chip.form else ""
    return f"{{{_names().get(chip.code, chip.code)}{shift}{beside}{form}}}"


def from_people(text: str) -> str:
    """The text with codes; what names no indicator is refused in words."""
    found = _BRACES.sub(_chip, text)
    split(found)
    return found


def _chip(match: re.Match[str]) -> str:
    parts = _PARTS.fullmatch(match[1].strip())
    if parts is None:
        raise ChipError("花括号里没有写指标")
    name = parts["name"].strip()
    code = _codes().get(name) or (name if name in _names() else "")
    if not code:
        raise ChipError(f"没有叫「{name}」的指标，可在右侧查找后插入")
    shift = _of(SHIFTS, parts["shift"], "时期")
    beside = _of(SHIFTS, parts["beside"], "时期")
    form = _of(COMPARED if beside else FORMS, parts["form"], "写法")
    return str(Chip(code, shift, beside, form))


def _of(words: dict[str, str], asked: str | None, what: str) -> str:
    if not asked:
        return ""
    codes = {word: code for code, word in words.items()}
    found = codes.get(asked.strip(), asked.strip())
    if found not in words:
        raise ChipError(f"没有「{asked}」这种{what}：可用 {'、'.join(words.values())}")
    return found


_SIGN = re.compile(r"\s*(>=|<=|!=|>|<|=|≥|≤|≠|known|有数)")
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "有数": "known"}


def condition_to_people(text: str) -> str:
    """过期未完成的应办事项 > 0 for `duty.open > 0`."""
    if not text:
        return ""
    found = condition(text)
    name = _names().get(found.code, found.code)
    shift = f"@{SHIFTS[found.shift]}" if found.shift else ""
    rest = str(found).removeprefix(found.code).removeprefix(f"@{found.shift}")
    return f"{name}{shift}{rest.replace('known', '有数')}"


def condition_from_people(text: str) -> str:
    if not text.strip():
        return ""
    match = _SIGN.search(text)
    if match is None:
        raise ChipError("条件应写作：指标名称 > 数，或 指标名称 有数")
    name, _, shift = text[: match.start()].strip().strip("{}").partition("@")
    code = _codes().get(name) or (name if name in _names() else "")
    if not code:
        raise ChipError(f"没有叫「{name}」的指标")
    moved = f"@{_of(SHIFTS, shift, '时期')}" if shift else ""
    sign = _SIGNS.get(match[1], match[1])
    return str(condition(f"{code}{moved} {sign} {text[match.end() :].strip()}".strip()))
