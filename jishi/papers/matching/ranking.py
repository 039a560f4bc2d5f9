"""`Matcher.rank`: the indicators that may answer each figure of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from jishi.papers.matching.entry import Candidate, Entry
from jishi.papers.matching.regions import GENERIC, Regions, regions_of
from jishi.papers.matching.units import fits
from jishi.papers.matching.vocabulary import KNOWN, TOPICS, Term, Wording, of_title, wording
from jishi.papers.reading import Found

ENOUGH = 0.55  # below it nothing is offered
MOST = 5
MOST_OF = 0.6  # of a title
LONG = 4  # pairs of characters, below which a title has to stand there whole
NEAR = 1.0
_NOW = re.compile(r"(?:提高|提升|上升|增加|调整|下降|减少|增长|扩大|增至|降|压降)(?:到|至|为)$")
_EACH = re.compile(r"平均(?!.*率)|人均|户均|村均|每人")
_ACTED = re.compile(
    r"调整|撤换|补齐|更换|清理|表彰|慰问|帮扶|评选|选树|报到|参加|约谈|回访|(?<![新党会层])组织|动员|不足|补充|选配|新选|选拔|参与|清查|化解|报名|捐|救助|医疗|整顿|净增|救助"
)
_UNLIKE = re.compile(
    r"首题|应换|应开|应收|应交|应缴|应建|应训|应到|应参|补[收交缴]|退还|暂无|尚无|没有|未(?!成年)|不达标|不足|不到位|不满|缺少|偏[小大少]|老化"
)
_TOTAL = re.compile(r"共有|现有|下辖|下设|所辖|辖|全[县市区镇乡街院校局]|设有|我|共|达|发展至")
_ALL_OF = re.compile(r"全[县市区镇乡街院校局]|辖|下设|现有|共有")
_OTHERS = re.compile(
    r"(?:职工|员工|群众|学生|教师|居民|村民|患者|人口|志愿者|医护人员|教职工|工作人员|家长)(?:共|有|约|近|达|总数|人数)*$"
)
_WHOSE = re.compile(r"其中[^，。]{2,14}(?:党委|支部|党总支|[镇乡村局院校]|社区|街道)[共现]?有")
_EVERY = re.compile(r"均|全部|都")
_BARE_SHARE = re.compile(r"占|^[^率比]*(?:达到?|为)?$")
_RATE = re.compile(r"率|比例|比重|满意度|占比")
_TOTALS = ("member", "org", "post", "unit", "development")


class _Known:
    """An entry with its wordings, and what is asked of it again and again."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.wordings = _wordings(entry)
        self.heading = entry.code.split(".")[0]
        self.is_total = entry.kind in ("stock", "distinct") and self.heading in _TOTALS


class Matcher:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.known = [_Known(entry) for entry in entries]
        self._options: set[str] = set()
        self._by_option: dict[str, set[int]] = {}
        self._by_pair: dict[str, list[tuple[int, int]]] = {}
        self._least: dict[tuple[int, int], float] = {}
        for number, known in enumerate(self.known):
            for place, each in enumerate(known.wordings):
                self._index(number, place, each)

    def _index(self, number: int, place: int, each: Wording) -> None:
        self._options.update(option for term in each.terms for option in term.options)
        if not each.loose:
            for option in each.options:
                self._by_option.setdefault(option, set()).add(number)
            return
        self._by_option.setdefault(each.terms[0].options[0], set()).add(number)
        if len(each.pairs) >= LONG:
            self._least[number, place] = MOST_OF * len(each.pairs)
            for pair in each.pairs:
                self._by_pair.setdefault(pair, []).append((number, place))

    def _near(self, seen: dict[str, float], where: Regions) -> list[_Known]:
        """Those of whom anything stands there at all."""
        numbers: set[int] = set()
        for option in seen:
            numbers |= self._by_option.get(option, set())
        counts = Counter(each for pair in where.pairs for each in self._by_pair.get(pair, ()))
        numbers.update(key[0] for key, count in counts.items() if count >= self._least[key])
        return [self.known[number] for number in sorted(numbers)]

    @cached_property
    def shares(self) -> dict[str, list[Entry]]:
        """The shares of what is divided, by its code."""
        found: dict[str, list[Entry]] = {}
        for known in self.known:
            if known.entry.top and known.entry.unit == "%":
                found.setdefault(known.entry.top, []).append(known.entry)
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
        for each, where in zip(found, regions_of(text, found), strict=True):
            if each.kind not in ("figure", "rule"):
                ranked.append([])
                continue
            asked = each.kind == "figure" and (changes or not where.change)
            chosen = self._rank(each, where, before, ranked) if asked else []
            ranked.append(chosen)
            if not each.is_share and not where.change:
                before = chosen
        return ranked

    def _rank(
        self, each: Found, where: Regions, before: list[Candidate], ranked: list[list[Candidate]]
    ) -> list[Candidate]:
        if _NOW.search(where.left) and ranked:
            return ranked[-1]  # 由68.5%提高到81.2%
        if each.unit == "个百分点" or (where.least and each.base_unit == "元"):
            return []
        seen = self._seen(where)
        scored = [
            candidate
            for known in self._near(seen, where)
            if (unit := fits(each.base_unit, known.entry.unit, known.heading))
            and (candidate := _score(known, seen, where, unit)) is not None
        ]
        if each.is_share:
            scored += self._shares_of(where, before)
        best: dict[str, Candidate] = {}
        for candidate in sorted(scored, key=lambda c: -c.confidence):
            best.setdefault(candidate.code, candidate)
        enough = [c for c in best.values() if c.confidence >= ENOUGH][:MOST]
        return [replace(c, confidence=min(0.99, c.confidence)) for c in enough]

    def _shares_of(self, where: Regions, before: list[Candidate]) -> list[Candidate]:
        """占X% behind a count: the share of that very count."""
        if _RATE.search(where.left) and "占" not in where.left:
            return []
        return [
            Candidate(
                entry.code, entry.title, round(c.confidence * 0.97, 3), f"前面的数是「{c.title}」"
            )
            for c in before[:2]
            for entry in self.shares.get(c.code, [])
        ]

    def _seen(self, where: Regions) -> dict[str, float]:
        """How near each word stands; what does not stand there is left out."""
        found = {}
        everything = where.everything
        for option in self._options:
            if option not in everything:
                continue
            if option in where.near:
                found[option] = NEAR
            elif option in where.clause:
                found[option] = 0.9
            else:
                found[option] = 0.75 if option in where.earlier else 0.4
        return found


def _wordings(entry: Entry) -> tuple[Wording, ...]:
    lines = [wording(line) for line in KNOWN.get(entry.code, ())]
    return (*lines, of_title(entry.title), *(of_title(other) for other in entry.also))


def _score(
    known: _Known, seen: dict[str, float], where: Regions, unit: float
) -> Candidate | None:  # fmt: skip
    best, reason = 0.0, ""
    for each in known.wordings:
        covered, words = _covered(each, seen, where)
        if covered <= 0:
            continue
        explained = _explained(where.focus, words)
        if where.said:
            explained = max(explained, 0.85 * _explained(where.near[-24:], words))
        value = covered**1.3 * (0.3 + 0.7 * explained)
        value += 0.012 * sum(len(w) for w in words if w in where.near)
        value += 0.035 * sum(len(w) for w in words if w not in where.near)
        if each.aside and each.aside not in where.near:
            value *= 0.93
        if any(word in where.said for word in words):
            value += 0.12
        if value > best:
            best, reason = value, "、".join(words)
    if best <= 0:
        return None
    best *= unit * _fitting(known, seen, where, reason)
    return Candidate(known.entry.code, known.entry.title, round(best, 3), f"句中有「{reason}」")


def _fitting(known: _Known, seen: dict[str, float], where: Regions, reason: str) -> float:
    """What speaks against it beside the words: another topic, an act upon them, a mean."""
    factor = 1.0
    topics = TOPICS.get(known.heading)
    if topics and not any(word in where.everything for word in topics):
        factor *= 0.6
    if (
        known.is_total
        and (where.predicate or _more_is_said(where, reason))
        and not _speaks_of_all(where)
    ):
        factor *= 0.5
    if known.heading == "member" and _OTHERS.search(where.left):
        factor *= 0.4
    unlike = _UNLIKE.search(where.focus)
    if unlike and unlike[0][0] not in reason and unlike[0] not in known.entry.title:
        factor *= 0.45
    acted = _ACTED.search(where.focus)
    if known.is_total and acted and acted[0] not in reason:
        factor *= 0.45
    if _EACH.search(where.left) and "均" not in known.entry.title:
        factor *= 0.4
    around = where.near + where.clause
    if (
        "其中" in around
        and not _WHOSE.search(around)
        and all(seen.get(w, 0) == NEAR for w in reason.split("、"))
    ):
        factor *= 0.75
    return factor


def _speaks_of_all(where: Regions) -> bool:
    return bool(
        _TOTAL.search(where.left) or _ALL_OF.search(where.clause) or _EVERY.search(where.near)
    )


def _more_is_said(where: Regions, reason: str) -> bool:
    """19个支部记录补记: it is 19 of them, not all there are."""
    places = [
        where.right.find(word) + len(word) for word in reason.split("、") if word in where.right
    ]
    return bool(places) and len(where.right) - max(places) >= 2


def _covered(each: Wording, seen: dict[str, float], where: Regions) -> tuple[float, list[str]]:
    """How much of a wording is there, and the words of it that are."""
    total = got = bonus = 0.0
    words: list[str] = []
    near, missing = False, 0
    if not each.loose and seen.keys().isdisjoint(each.options):
        return 0.0, []
    for term in each.terms:
        option, weight = _best(term, seen)
        if each.loose and not option:
            option, weight = _loose(each, where)
        if term.optional:
            if option and weight >= 0.55:
                bonus += 0.03 * weight
                words.append(option)
            continue
        total += term.weight
        missing += not option
        if option:
            got += term.weight * weight
            words.append(option)
            near = near or weight == NEAR or each.loose
    if not near or not total:
        return 0.0, []
    return got / total * 0.5**missing + bonus, words


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


def _explained(focus: str, words: Iterable[str]) -> float:
    """Which part of what is said beside the number the words account for."""
    marks = bytearray(len(focus))
    for match in GENERIC.finditer(focus):
        for place in range(*match.span()):
            marks[place] = 1
    for word in words:
        start = focus.find(word)
        while start >= 0:
            for place in range(start, start + len(word)):
                marks[place] = 2
            start = focus.find(word, start + 1)
    start = focus.find("党员")
    if start >= 0 and marks.count(2):
        marks[start : start + 2] = bytes(max(1, mark) for mark in marks[start : start + 2])
    known = marks.count(2)
    unknown = marks.count(0)
    if not known:
        return 0.0 if unknown else 0.5
    return known / (known + unknown)
