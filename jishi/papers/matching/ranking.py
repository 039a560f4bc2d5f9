"""`Matcher.rank`: the indicators that may answer each figure of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from jishi.papers.matching.against import fitting
from jishi.papers.matching.entry import Candidate, Entry
from jishi.papers.matching.known import Known
from jishi.papers.matching.regions import GENERIC, Regions, regions_of
from jishi.papers.matching.subject import (
    OTHER,
    PART,
    Whole,
    goes_on,
    is_of_another,
    is_part,
    whole_of,
    whole_said,
)
from jishi.papers.matching.units import fits
from jishi.papers.matching.vocabulary import Term, Wording, pairs_of, same
from jishi.papers.reading import Found

ENOUGH = 0.53  # below it nothing is offered
MOST = 5
FAINT = ("占", "率", "比例", "占比", "人", "次", "名", "个", "件", "共")  # nothing by itself
MOST_OF = 0.6  # of a title
LONG = 4  # pairs of characters, below which a title has to stand there whole
NEAR, BEFORE, FAR = 1.0, 0.75, 0.4
_NOW = re.compile(
    r"[，,]?(?:逐步|稳步|大幅|已)?(?:提高|提升|上升|增加|调整|下降|减少|增长|扩大|增|升|降|压降)(?:到|至|为)了?"
)
# 销号12个，占…: of those found, those of them that are solved; texts do not tell the two apart.
_SAID_FOR = {
    "solved": ("struck",), "converted_of_found": ("converted",), "decided_done": ("done",),
    "done_of_collected": ("done",),
}  # fmt: skip
_SAYS_OF_WHAT = re.compile(r"占[^，,]*(?:整顿|发展|应)")
_VERB = re.compile(
    r"走访|接待|召开|发放|受理|接收|接到|承办|转入|转出|排查|整改|解决|化解|办结|培训|举办|开展|组织|选派|选聘|下派|储备|接转|收缴|收取|"
    r"培养|确定|征集|收集|讲党课|签订|建立|新建|打造|培育|撤销|成立|组建|查找|找到|整顿|支出|上缴|下拨|认领|点亮|约谈|调研|督查"
)


class Matcher:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.known = [Known(entry) for entry in entries]
        self._by_start: dict[str, set[str]] = {}  # options, by their first two characters
        self._by_option: dict[str, set[int]] = {}
        self._by_title: dict[str, set[int]] = {}
        self._by_pair: dict[str, list[tuple[int, int]]] = {}
        self._least: dict[tuple[int, int], float] = {}
        for number, known in enumerate(self.known):
            for place, each in enumerate(known.wordings):
                self._index(number, place, each)

    def _index(self, number: int, place: int, each: Wording) -> None:
        for option in (option for term in each.terms for option in term.options):
            self._by_start.setdefault(option[:2], set()).add(option)
        if not each.loose:
            for option in each.options:
                self._by_option.setdefault(option, set()).add(number)
            return
        self._by_title.setdefault(each.terms[0].options[0], set()).add(number)
        if len(each.pairs) >= LONG:
            self._least[number, place] = MOST_OF * len(each.pairs)
            for pair in each.pairs:
                self._by_pair.setdefault(pair, []).append((number, place))

    def _near(self, seen: dict[str, float], where: Regions) -> list[Known]:
        """Those of whom anything stands there at all."""
        numbers: set[int] = set()
        for option, weight in seen.items():
            numbers |= self._by_title.get(option, set())
            if weight == NEAR and option not in FAINT:
                numbers |= self._by_option.get(option, set())
        counts = Counter(each for pair in where.pairs for each in self._by_pair.get(pair, ()))
        numbers.update(key[0] for key, count in counts.items() if count >= self._least[key])
        return [self.known[number] for number in sorted(numbers)]

    @cached_property
    def shares(self) -> dict[str, list[Entry]]:
        """The shares of what is divided, by its code, and by what is said in its stead."""
        found: dict[str, list[Entry]] = {}
        for known in self.known:
            if known.entry.top and known.entry.unit == "%":
                heading, name = known.entry.top.split(".", 1)
                for code in (name, *_SAID_FOR.get(name, ())):
                    found.setdefault(f"{heading}.{code}", []).append(known.entry)
        return found

    def rank(
        self, text: str, found: Sequence[Found], *, changes: bool = False
    ) -> list[list[Candidate]]:
        """For everything found its candidates, the likeliest first; none for what is no figure.

        What says how much more or less something has become is no figure of the catalogue either,
        unless `changes` asks of what it is the change.
        """
        ranked: list[list[Candidate]] = []
        before: list[Candidate] = []
        last: list[Candidate] = []
        whole, at = None, -1
        for each, where in zip(found, regions_of(text, found), strict=True):
            if each.kind not in ("figure", "rule"):
                ranked.append([])
                continue
            if each.at != at:
                whole, at = whole if goes_on(text, each.at) else None, each.at
            whole = whole_said(where.near) or whole or whole_said(where.earlier)
            asked = each.kind == "figure" and (changes or not where.change)
            chosen = self._rank(each, where, before, whole) if asked else []
            if asked and last and _NOW.fullmatch(where.left):
                chosen = last  # 由68.5%提高到81.2%
            ranked.append(chosen)
            last = chosen
            if not each.is_share and not where.change:
                before = chosen
                whole = (whole_of(chosen[0]) if chosen else None) or whole
        return ranked

    def _rank(
        self, each: Found, where: Regions, before: list[Candidate], whole: Whole | None
    ) -> list[Candidate]:
        if each.unit == "个百分点" or (where.least and each.base_unit == "元"):
            return []
        seen = self._seen(where)
        said = each.base_unit or ("%" if where.rate else "")
        lent = {whole.word: BEFORE, **seen} if whole else seen
        scored = []
        for known in self._near(seen, where):
            code = known.entry.code
            if not (unit := fits(said, known.entry.unit, code)):
                continue
            part = is_part(whole, code)
            share = unit * (PART if part else OTHER if is_of_another(whole, code) else 1.0)
            if candidate := _score(known, lent if part else seen, where, part):
                scored.append(replace(candidate, confidence=round(candidate.confidence * share, 3)))
        if each.is_share and where.bare:
            scored = self._bare_share(where.left, scored, before)
        elif each.is_share and "占" in where.left:
            scored += self._shares_of(before, where.left.rpartition("占")[2])
        best: dict[str, Candidate] = {}
        for candidate in sorted(scored, key=lambda c: -c.confidence):
            best.setdefault(candidate.code, candidate)
        enough = [c for c in best.values() if c.confidence >= ENOUGH][:MOST]
        return [replace(c, confidence=min(0.99, c.confidence)) for c in enough]

    def _bare_share(
        self, left: str, scored: list[Candidate], before: list[Candidate]
    ) -> list[Candidate]:  # fmt: skip
        """占X% behind a count: the share of that very count, before all that words alone say."""
        shares = self._shares_of(before)
        if not shares:
            less = 1.0 if _SAYS_OF_WHAT.search(left) else 0.75
            return [replace(c, confidence=round(c.confidence * less, 3)) for c in scored]
        most = max(share.confidence for share in shares) - 0.01
        return shares + [replace(c, confidence=min(c.confidence, most)) for c in scored]

    def _shares_of(self, before: list[Candidate], whole: str = "") -> list[Candidate]:
        """The shares of what was counted before; with words, of what these name alone."""
        named = pairs_of(whole)
        return [
            Candidate(
                entry.code, entry.title, round(c.confidence * 0.97, 3), f"前面的数是「{c.title}」"
            )
            for c in before[:2]
            for entry in self.shares.get(c.code, [])
            if not whole or len(named & pairs_of(same(entry.below))) >= len(named) / 2
        ]

    def _seen(self, where: Regions) -> dict[str, float]:
        """How near each word stands; what does not stand there is left out."""
        found = {}
        text = where.everything
        starts = {text[place : place + 2] for place in range(len(text))} | set(text)
        options = set().union(*(self._by_start.get(start, ()) for start in starts))
        for option in options:
            if option not in text:
                continue
            if option in where.near:
                found[option] = NEAR
            elif option in where.clause:
                found[option] = 0.9
            elif option in where.earlier:
                found[option] = BEFORE
            elif len(option) > 1:  # 女 in the sentence before narrows nothing here
                found[option] = FAR
        return found


def _score(
    known: Known, seen: dict[str, float], where: Regions, part: bool
) -> Candidate | None:  # fmt: skip
    best, reason = 0.0, ""
    for each in known.wordings:
        covered, words = _covered(each, seen, where)
        if covered <= 0:
            continue
        explained = _explained(where.focus, words, where.own)
        if where.listed:  # 走访老党员、困难党员和烈士家属86人: the first of them is enough
            explained = max(explained, 0.9 * _explained(where.listed, words, len(where.listed)))
        if where.said:
            explained = max(explained, 0.85 * _explained(where.near[-24:], words, 0))
        value = covered**1.3 * (0.3 + 0.7 * explained)
        value += 0.012 * sum(len(w) for w in words if w in where.near)
        value += 0.035 * sum(len(w) for w in words if w not in where.near)
        if each.aside and each.aside not in where.near:
            value *= 0.93
        if any(word in where.said for word in words):
            value += 0.12
        if _carried_over(words, where):
            value *= 0.6
        if any(seen.get(word) == FAR and word not in where.heading for word in words):
            value *= 0.8  # only the sentence before says so
        if any(len(word) > 2 and word in known.title for word in words):
            value += 0.03
        if value > best:
            best, reason = value, "、".join(words)
    if best <= 0:
        return None
    best *= fitting(known, seen, where, reason, part)
    return Candidate(known.entry.code, known.entry.title, round(best, 3), f"句中有「{reason}」")


def _carried_over(words: Sequence[str], where: Regions) -> bool:
    """走访300人次，召开群众会8次: another verb stands there, so they were not visited again."""
    own = _VERB.search(where.near)
    if own is None or any(own[0] in word for word in words):
        return False
    around = where.near + where.clause
    return any(_VERB.match(word) and word not in around for word in words)


def _covered(each: Wording, seen: dict[str, float], where: Regions) -> tuple[float, list[str]]:
    """How near the words of a wording stand, all of which have to; and these words."""
    if not each.loose and seen.keys().isdisjoint(each.options):
        return 0.0, []
    total = got = bonus = 0.0
    words: list[str] = []
    near = each.loose
    for term in each.terms:
        option, weight = _best(term, seen)
        if each.loose and not option:
            option, weight = _loose(each, where)
        if not term.optional:
            if not option:
                return 0.0, []
            total += term.weight
            got += term.weight * weight
            near = near or (weight == NEAR and option not in FAINT)
            words.append(option)
        elif option and weight >= ENOUGH:
            bonus += 0.03 * weight
            words.append(option)
    return (got / total + bonus, words) if near and total else (0.0, [])


def _best(term: Term, seen: dict[str, float]) -> tuple[str, float]:
    best, weight = "", 0.0
    for option in term.options:
        here = seen.get(option, 0.0)
        if here > weight or (here == weight and here and len(option) > len(best)):
            best, weight = option, here
    return best, weight


def _loose(each: Wording, where: Regions) -> tuple[str, float]:
    """A title most of whose pairs of characters stand there."""
    if len(each.pairs) < LONG:
        return "", 0.0
    held = each.pairs & where.pairs
    share = len(held) / len(each.pairs)
    return ("".join(sorted(held)), 0.85 * share) if share >= MOST_OF else ("", 0.0)


def _explained(focus: str, words: Sequence[str], own: int) -> float:
    """Which part of what is said beside the number the words account for.

    What stands before a verb of them is who does it and how, and counts less: 连心工程方面走访农户.
    """
    marks = bytearray(len(focus))
    for match in GENERIC.finditer(focus):
        marks[match.start() : match.end()] = b"\1" * len(match[0])
    for word in words:
        for place in _places(focus, word):
            marks[place : place + len(word)] = b"\2" * len(word)
    start = focus.find("党员")
    if start >= 0 and marks.count(2):
        marks[start : start + 2] = bytes(max(1, mark) for mark in marks[start : start + 2])
    known = marks.count(2)
    if not known:
        return 0.0 if marks.count(0) else 0.5
    first, aside = marks.find(2), 0.0
    if first >= own:  # 部为全区745名党龄50年以上的: all it is called stands behind
        aside = 0.5 * marks.count(0, 0, own)
    elif _VERB.match(focus, first):
        aside = 0.7 * marks.count(0, 0, first)
    return known / (known + marks.count(0) - aside)


def _places(text: str, word: str) -> Iterable[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
