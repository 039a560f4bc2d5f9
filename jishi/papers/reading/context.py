"""What stands around a token: the clause before and after it, quotes, title marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from jishi.papers.reading.passages import Sentence
from jishi.papers.reading.tokens import Token

_CLAUSE = "，。；：！？,;:!?\n\r\t"
_PAIRS = {"“": "”", "《": "》", "「": "」", '"': '"', "〈": "〉", "『": "』"}
_LONG_QUOTE = 40
_NEAR = 400  # what stands farther away, in a sentence without an end, tells nothing


@dataclass(frozen=True)
class Context:
    """Everything in half width; offsets are those of the text."""

    same: str
    token: Token
    sentence: Sentence
    quoted: tuple[int, int] | None  # inside quotation marks
    titled: tuple[int, int] | None  # inside 《》

    @cached_property
    def before(self) -> str:
        """From the beginning of the sentence."""
        start = max(self.sentence.start, self.token.start - _NEAR)
        return self.same[start : self.token.start]

    @cached_property
    def after(self) -> str:
        """To the end of the sentence."""
        end = min(self.sentence.end, self.token.end + _NEAR)
        return self.same[self.token.end : max(end, self.token.end)]

    @cached_property
    def clause_before(self) -> str:
        start = max((self.before.rfind(c) for c in _CLAUSE), default=-1)
        return self.before[start + 1 :]

    @cached_property
    def clause_after(self) -> str:
        ends = [p for c in _CLAUSE if (p := self.after.find(c)) >= 0]
        return self.after[: min(ends)] if ends else self.after

    @cached_property
    def quotation(self) -> str:
        return self.same[slice(*self.quoted)] if self.quoted else ""

    @cached_property
    def title(self) -> str:
        return self.same[slice(*self.titled)] if self.titled else ""


def enclosures(same: str, opens: str) -> list[tuple[int, int]]:
    """The spans inside one kind of mark, never longer than a quotation in a paper is."""
    close = _PAIRS[opens]
    if opens == close:
        return [m.span(1) for m in re.finditer(rf'"([^"\n]{{1,{_LONG_QUOTE}}})"', same)]
    pattern = rf"{opens}([^{opens}{close}\n]{{1,{_LONG_QUOTE * 2}}}){close}"
    return [m.span(1) for m in re.finditer(pattern, same)]
