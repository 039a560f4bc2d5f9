"""The code on a printed sheet: eight characters that bear being read, typed and scanned.

Start at `make_code`, `tidy_code` (what somebody typed → code, or None) and `Mark` (what the square
code of one page says). The alphabet has no two characters that look alike; the last character
checks the rest modulo a prime, so that one wrong character or any two exchanged are always found.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRTUVWXY"
"""31 characters: without I L O S Z, which are read as 1 1 0 5 2."""

LENGTH = 8
_LOOKALIKES = str.maketrans("ILOSZ", "11052")
_VALUE = {character: value for value, character in enumerate(ALPHABET)}

ATTENDANCE, MINUTES, COUNTING = "A", "M", "C"
PARTS = {ATTENDANCE: "签到", MINUTES: "记录", COUNTING: "计票"}
MOST_PAGE = 99
_MARK = re.compile(rf"JS([{ALPHABET}]{{{LENGTH}}})([AMC])([1-9][0-9]?)")


def check_character(data: str) -> str:
    """Weights 1, 2, 3 …: a single error or a swap never leaves the sum as it was."""
    return ALPHABET[sum(at * _VALUE[c] for at, c in enumerate(data, start=1)) % len(ALPHABET)]


def make_code() -> str:
    """A new code by chance: nobody guesses another's sheet from his own."""
    data = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return data + check_character(data)


def is_code(text: str) -> bool:
    known = len(text) == LENGTH and all(c in _VALUE for c in text)
    return known and check_character(text[:-1]) == text[-1]


def tidy_code(typed: str) -> str | None:
    """A code as somebody typed it: any width, case, blanks, dashes, and characters mistaken."""
    plain = unicodedata.normalize("NFKC", typed[:60]).upper()
    plain = re.sub(r"[\s\-—–_.·]+", "", plain).translate(_LOOKALIKES)
    return plain if is_code(plain) else None


def shown(code: str) -> str:
    """As it is printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """What the square code of a page says: which sheet, which part of it, which page of that."""

    code: str
    part: str
    page: int

    def __str__(self) -> str:
        return f"JS{self.code}{self.part}{self.page}"

    @property
    def label(self) -> str:
        return f"{PARTS[self.part]}第{self.page}页"


def read_mark(text: str) -> Mark | None:
    """The mark in a decoded square code; anything else on the page is not ours."""
    found = _MARK.fullmatch(text.strip())
    if found is None or not is_code(found[1]):
        return None
    return Mark(found[1], found[2], int(found[3]))
