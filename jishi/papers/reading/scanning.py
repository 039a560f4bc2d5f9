"""`scan`: the whole way from a text to what was found in it."""

from __future__ import annotations

import re
from bisect import bisect_right

from jishi.papers.reading.aims import LINE
from jishi.papers.reading.context import Context, enclosures
from jishi.papers.reading.found import Found
from jishi.papers.reading.kinds import kind_of
from jishi.papers.reading.measure import Measured, measured
from jishi.papers.reading.numerals import plain
from jishi.papers.reading.passages import Passages
from jishi.papers.reading.spoken import goes_on, is_number
from jishi.papers.reading.tokens import Token, tokens

Span = tuple[int, int]


def scan(text: str) -> list[Found]:
    """Every figure, placeholder, date and rule, in the order of the text."""
    same = plain(text)
    passages = Passages(text, same)
    quotes = _Spans([*enclosures(same, "“"), *enclosures(same, '"'), *enclosures(same, "「")])
    titles = _Spans(enclosures(same, "《"))
    found: list[Found] = []
    for token in tokens(same):
        at = Context(
            same, token, passages.at(token.start), quotes.holding(token), titles.holding(token)
        )
        what = measured(same, token)
        if token.form in ("chinese", "about") and not (
            is_number(at, what) or (found and goes_on(same, found[-1], at, what))
        ):
            continue
        kind = kind_of(at, what)
        if kind == "figure" and found and _goes_on(same, found[-1], at):
            kind = "rule"
        if kind:
            found.append(_found(text, at, what, kind))
    return found


def _goes_on(same: str, last: Found, at: Context) -> bool:
    """A number that stands in the same aim as the one before: 创建3个省级重点和2个国家级重点."""
    between = same[last.end : at.token.start]
    return (
        last.kind == "rule" and last.at == at.sentence.start and len(between) <= 30
        and not re.search(r"[，。；,;]|已|累计|现有|全[县市镇]", between)
        and at.same[last.at : last.start].rstrip()[-1:] != "每"
        and not LINE.search(at.same[last.at : last.start])
    )  # fmt: skip


def _found(text: str, at: Context, what: Measured, kind: str) -> Found:
    token = at.token
    end = max(token.end, what.end) if kind in ("figure", "rule") else token.end
    keeps = kind in ("figure", "rule")
    return Found(
        start=token.start, end=end, text=text[token.start : end], kind=kind,
        unit=what.unit if keeps else "", qualifier=what.qualifier if keeps else "",
        behind=what.behind, sentence=at.sentence.text, at=at.sentence.start,
        heading=at.sentence.heading,
        value=what.value if keeps else None, high=what.high if keeps else None,
        places=what.places, step=what.step, blank=token.form == "blank",
    )  # fmt: skip


class _Spans:
    """Which of many spans holds a place."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]

    def holding(self, token: Token) -> Span | None:
        number = bisect_right(self.starts, token.start) - 1
        if number < 0:
            return None
        span = self.spans[number]
        return span if token.end <= span[1] else None
