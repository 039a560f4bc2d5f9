"""The words of `words.toml`, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _unit(entry: str) -> str:
    word, _, never = entry.partition("/")
    return re.escape(word) + (f"(?![{never}])" if never else "")


_UNITS = sorted(_WORDS["units"], key=lambda entry: len(entry.partition("/")[0]), reverse=True)
UNIT = "|".join(_unit(entry) for entry in _UNITS)
NAME_AFTER = re.compile(f"(?:{_any(_WORDS['name_after'])})")
COUNT_BEFORE = re.compile(f"(?:{_any(_WORDS['count_before'])})$")
COUNTED = re.compile(f"(?:{_any(_WORDS['counted'])})")
FIXED = re.compile(_any(_WORDS["fixed"]))
LASTING = re.compile(f"(?:{_any(_WORDS['lasting'])})[了有]?$")
AHEAD: tuple[str, ...] = tuple(_WORDS["ahead"])
SHOULD = re.compile(_any(_WORDS["should"]))
DONE = re.compile(_any(_WORDS["done"]))
