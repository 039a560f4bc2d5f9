"""Invented texts with every number marked, `[[12|figure|member.all]]`, and how well they are read.

A mark holds the text, its kind and, for a figure, the indicators that would be right, the best
first; no code: nothing in the catalogue answers it. Those in `held_out` and in `unseen` were
written beforehand, the latter when the former had become known; those in `typed` mark kinds only,
each line for a habit of papers that are passed around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jishi.papers.matching import Matcher
from jishi.papers.reading import Found, scan

HERE = Path(__file__).parent / "corpus"
_MARK = re.compile(r"\[\[([^|\]]+)\|(\w+)(?:\|([^\]]*))?\]\]")


@dataclass(frozen=True)
class Mark:
    start: int
    end: int
    text: str
    kind: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    name: str
    text: str
    marks: tuple[Mark, ...]


@dataclass
class Score:
    marks: int = 0
    found: int = 0
    emitted: int = 0
    false: int = 0
    kind_right: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.marks} marks: found {self.found / self.marks:.1%}, "
            f"false {self.false / self.emitted:.1%}, kind {self.kind_right / self.found:.1%}"
        )


def texts(folder: str = "") -> list[Text]:
    return [read(path) for path in sorted((HERE / folder).glob("*.txt"))]


def read(path: Path) -> Text:
    plain, marks, at = "", [], 0
    marked = path.read_text(encoding="utf-8")
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        codes = tuple(match[3].split("/")) if match[3] else ()
        marks.append(Mark(len(plain), len(plain) + len(match[1]), match[1], match[2], codes))
        plain, at = plain + match[1], match.end()
    return Text(path.stem, plain + marked[at:], tuple(marks))


def pairs(marks: Iterable[Mark], found: list[Found]) -> list[tuple[Mark, Found | None]]:
    return [
        (m, next((f for f in found if f.start < m.end and m.start < f.end), None)) for m in marks
    ]


def score(chosen: list[Text]) -> Score:
    total = Score()
    for text in chosen:
        found = scan(text.text)
        total.emitted += len(found)
        for each in found:
            if not any(each.start < m.end and m.start < each.end for m in text.marks):
                total.false += 1
                total.wrong.append(f"{text.name}: false {_around(text.text, each)}")
        for mark, each in pairs(text.marks, found):
            total.marks += 1
            if each is None:
                total.wrong.append(f"{text.name}: missed {_around(text.text, mark)}")
                continue
            total.found += 1
            if each.kind == mark.kind:
                total.kind_right += 1
            else:
                around = _around(text.text, mark)
                total.wrong.append(f"{text.name}: {mark.kind} read as {each.kind} {around}")
    return total


@dataclass
class Matched:
    known: int = 0
    first: int = 0
    three: int = 0
    strange: int = 0
    none: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.known} in the catalogue: first {self.first / self.known:.1%}, "
            f"first three {self.three / self.known:.1%}; "
            f"{self.strange} not: none {self.none / self.strange:.1%}"
        )


def match(matcher: Matcher, chosen: list[Text]) -> Matched:
    total, known = Matched(), {each.entry.code for each in matcher.known}
    for text in chosen:
        found = scan(text.text)
        ranked = dict(
            zip((each.start for each in found), matcher.rank(text.text, found), strict=True)
        )
        for mark, each in pairs([m for m in text.marks if m.kind == "figure"], found):
            codes = [c.code for c in ranked[each.start]] if each else []
            right = set(mark.codes) & known
            if mark.codes and not right:
                continue
            total.known += bool(right)
            total.strange += not right
            total.none += not right and not codes
            total.first += bool(right & set(codes[:1]))
            total.three += bool(right & set(codes[:3]))
            if (right and not right & set(codes[:3])) or (codes and not right):
                total.wrong.append(f"{text.name} {_around(text.text, mark)}: {codes[:3]}")
    return total


def _around(text: str, place: Mark | Found) -> str:
    before, after = text[max(0, place.start - 12) : place.start], text[place.end : place.end + 8]
    return f"{before}[{text[place.start : place.end]}]{after}".replace("\n", " ")
