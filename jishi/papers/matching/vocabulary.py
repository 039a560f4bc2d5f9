"""Wordings as terms, and one way of writing for what is said in many."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8")
)
_SAME = {other: word for word, others in _DATA["same"].items() for other in others}
_SAME |= {word: word for word in _DATA["same"]}
_ANY = re.compile("|".join(re.escape(w) for w in sorted(_SAME, key=len, reverse=True)))
_MARKS = re.compile(r"[“”\"‘’《》「」\s\u3000]")
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_ASIDE = re.compile(r"[（(]([\u4e00-\u9fff+]{1,3})[)）]")
_WEAK = re.compile(r"软弱涣散[^，。；、\d]{0,9}?(?:党组织|党支部|支部|组织)")
TOPICS: dict[str, list[str]] = _DATA["topics"]
KNOWN: dict[str, list[str]] = _DATA["words"]


def same(text: str) -> str:
    """Quotes gone, and every word written the one way."""
    plain = _WEAK.sub("软弱涣散党组织", _MARKS.sub("", _ASIDE.sub(r"\1", text)))
    return _ANY.sub(lambda match: _SAME[match[0]], plain)


@dataclass(frozen=True, slots=True)
class Term:
    options: tuple[str, ...]
    weight: int
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    terms: tuple[Term, ...]
    loose: bool = False  # a title: what holds most of it is good enough
    aside: str = ""  # what the title says in brackets

    options: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()  # of a title: its neighbouring characters


def wording(line: str) -> Wording:
    terms = tuple(_term(word) for word in line.split())
    options = frozenset(option for term in terms if not term.optional for option in term.options)
    return Wording(terms, options=options)


def pairs_of(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _term(word: str) -> Term:
    optional = word.endswith("?")
    options = [same(option.removesuffix("?")) for option in word.split("/")]
    return term(tuple(dict.fromkeys(option for option in options if option)), optional)


def term(options: tuple[str, ...], optional: bool = False) -> Term:
    return Term(options, max(map(len, options), default=0), optional)


def of_title(title: str) -> Wording:
    bare = _BRACKETS.sub("", title).replace("的", "").replace("、", "")
    aside = _BRACKETS.search(title)
    words = same(bare)
    return Wording(
        (term((words,)),), loose=True, pairs=pairs_of(words),
        aside=same(aside[0][1:-1]) if aside else "",
    )  # fmt: skip
