"""What the head of a column says: brackets, blanks, stars and numbering off, then looked up.

`Lexicon` holds the words of one kind of table and scores a header against its fields.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from jishi.exchange.cells import Cell, text_of
from jishi.exchange.fields import KindOfTable

LEVEL = "/"
EXACT, LABEL, BARE, SEGMENT = 0.98, 1.0, 0.95, 0.92
_BRACKETS = re.compile(r"[(（\[【〔{<《][^()（）\[\]【】〔〕{}<>《》]*[)）\]】〕}>》]?")
_NUMBERING = re.compile(r"^(?:[(（]?\d{1,2}[)）]?[.、．:：]|[一二三四五六七八九十]{1,2}、|第\d+列)")
_SIGNS = re.compile(r"[\s*＊★☆●◆■□#:：,，.。、;；'\"“”‘’_\-—–|·•~!！?？=+^]+")
_FILLERS = re.compile(
    r"(?:必填|选填|必录|可不填|请填写|请选择|下拉选择|下拉|填写|文本格式|文本|格式)+$"
)
# Names of columns that no kind of table has, though they end like one that it has.
_ELSEWHERE = ("邮政", "邮编", "传真", "邮箱", "车牌")
_UNIT = re.compile(r"万元|千元|元|角|分")


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Half width, without blanks, signs, numbering, 必填 and the like; brackets stay."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lstrip("*＊★")
    plain = _NUMBERING.sub("", plain)
    plain = _SIGNS.sub("", plain)
    return _FILLERS.sub("", plain.replace("(必填)", "").replace("(选填)", "")).upper()


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """The same without what stands in brackets."""
    plain = unicodedata.normalize("NFKC", text)
    for _ in range(2):
        plain = _BRACKETS.sub("", plain)
    return normal(plain)


def _solid(text: str) -> str:
    """Brackets dissolved into the text: 党（总）支部 → 党总支部."""
    return re.sub(r"[()\[\]【】〔〕{}<>《》/]", "", normal(text))


def unit_of(header: str) -> str:
    """元 or 万元 where the header says so."""
    said = " ".join(re.findall(r"[(（\[【:：]([^)）\]】]*)", unicodedata.normalize("NFKC", header)))
    found = _UNIT.search(said)
    return found[0] if found else ""


def header_text(cells: Iterable[Cell]) -> str:
    """The parts of a header of several rows, 组织关系/所在支部; a part said twice counts once."""
    parts: list[str] = []
    for cell in cells:
        part = text_of(cell)
        if part and (not parts or normal(part) != normal(parts[-1])):
            parts.append(part)
    return LEVEL.join(parts)


@dataclass(frozen=True)
class Hit:
    field: str
    score: float


class Lexicon:
    """The words of one kind of table → its fields."""

    def __init__(self, kind: KindOfTable) -> None:
        self.kind = kind
        self.words: dict[str, Hit] = {}
        for field in kind.fields:
            for word in field.aliases:
                for form in {normal(word), _solid(word)}:
                    self.words.setdefault(form, Hit(field.name, EXACT))
        for field in kind.fields:  # a label is never another field's alias
            self.words[normal(field.label)] = Hit(field.name, LABEL)
        self._seen: dict[str, Mapping[str, float]] = {}
        self._letters = [(word, hit, set(word)) for word, hit in self.words.items()]

    def hits(self, header: str) -> Mapping[str, float]:
        """Field → how well the header names it, best words only."""
        if header not in self._seen:
            if len(self._seen) > 5000:
                self._seen.clear()
            self._seen[header] = self._hits(header)
        return self._seen[header]

    def best(self, header: str) -> float:
        return max(self.hits(header).values(), default=0.0)

    def _hits(self, header: str) -> dict[str, float]:
        found: dict[str, float] = {}

        def note(form: str, ceiling: float) -> None:
            hit = self.words.get(form)
            if hit:
                found[hit.field] = max(found.get(hit.field, 0), min(hit.score, ceiling))

        parts = [part for part in header.split(LEVEL) if part.strip()]
        note(normal(header), LABEL)
        note(_solid(header), EXACT)
        note(bare(header), BARE)
        for part in parts[-1:] if len(parts) > 1 else ():
            for form in {normal(part), bare(part), _solid(part)}:
                note(form, SEGMENT)
        for part in parts[:-1]:
            for form in {normal(part), bare(part)}:
                note(form, SEGMENT - 0.1 if len(parts) > 1 else SEGMENT)
        if not found:
            self._near(bare(header) or normal(header), found)
        return found

    def _near(self, form: str, found: dict[str, float]) -> None:
        """Contained words and small differences, where nothing fits exactly."""
        if len(form) < 2 or len(form) > 24 or any(word in form for word in _ELSEWHERE):
            return
        letters = set(form)
        for word, hit, others in self._letters:
            if len(word) < 2 or len(letters & others) < 2:
                continue
            score = 0.0
            if word in form:
                score = 0.6 + 0.3 * len(word) / len(form) - (0 if form.endswith(word) else 0.08)
            elif len(form) >= 3 and form in word and len(form) * 10 >= len(word) * 6:
                score = 0.5 + 0.3 * len(form) / len(word)
            elif (
                min(len(form), len(word)) >= 4
                and abs(len(form) - len(word)) <= 2
                and len(letters & others) * 10 >= max(len(letters), len(others)) * 7
            ):
                ratio = SequenceMatcher(None, form, word, autojunk=False).ratio()
                score = 0.8 * ratio if ratio >= 0.8 else 0.0
            if score >= 0.6:
                found[hit.field] = max(found.get(hit.field, 0), round(score, 3))


_lexicons: dict[int, Lexicon] = {}


def lexicon_of(kind: KindOfTable) -> Lexicon:
    """One for each kind of table, kept: kinds are declared once and live as long as the program."""
    known = _lexicons.get(id(kind))
    if known is None or known.kind is not kind:
        known = _lexicons[id(kind)] = Lexicon(kind)
    return known
