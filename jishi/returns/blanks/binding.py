"""From the labels of an empty cell to an indicator, an organisation and a period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import all_indicators
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import Beside, Figure, figure
from jishi.kernel.path import depth
from jishi.kernel.period import Period
from jishi.papers.matching.catalogue import matcher
from jishi.papers.matching.when import said_period
from jishi.papers.reading import scan
from jishi.returns.blanks.grid import Grid
from jishi.returns.blanks.labels import Empty, empty_cells, title_of, unit_of
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

SURE, CERTAIN = 0.6, 0.85
MOST_PLACES = 2_000
NO_INDICATOR, NO_TOTAL, NO_VALUE = "看不出是哪个指标", "表里没有列全下级，合计请自己加", "没有数"
NO_PLACE = "不在您能看的单位里"
MANY = {"万": 10**4, "亿": 10**8}
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计|全[县市区镇乡街院校局系]统?")
_VALUE = re.compile(
    r"(?:数量|数值|数|人数|个数|次数|金额|本期|实际|完成情况|情况|统计|内容|项目|指标)$"
)
_AROUND = re.compile(
    r"[\s　]+|[(（][^()（）]*[)）]|^其中[:：]?|^[一二三四五六七八九十\d]+[、.．]|[:：]$"
)
_ENDS = re.compile(r"(?:人数|数量|个数|次数|数)$")
_LIKE_PLACE = re.compile(
    r"\S{1,20}(?:党委|党工委|党组|总支|支部|[镇乡村局校]|街道|社区|医院|公司|中心)"
)
_KIND = re.compile(r"(?:党委|党工委|党总支|总支|党支部|支部|党组|委员会)$")
_UNIT = re.compile(r"[(（]([^()（）]{1,4})[)）]")
_PERIOD_WORDS = re.compile(r"[\d\s年月份季度上下半全第一二三四至到—\-–~～]+")


@dataclass(frozen=True)
class Choice:
    """What a wording stands for, and how sure that is."""

    code: str
    title: str
    confidence: float
    many: int = 1  # a table in 万元 has so many of the indicator's own unit in one

    @property
    def is_sure(self) -> bool:
        return self.confidence >= CERTAIN


@dataclass(frozen=True)
class Bound:
    """One empty cell; without a code it is left as it is, and `left` says why."""

    row: int
    column: int
    wording: str
    code: str = ""
    org: Organisation | None = None
    period: Period | None = None
    figure: Figure | None = None
    number: Fraction | None = None
    many: int = 1
    left: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table with its cells bound; `wordings` are all its headings with what was chosen."""

    grid: Grid
    cells: tuple[Bound, ...] = ()
    wordings: Mapping[str, Choice | None] = field(default_factory=dict)

    @property
    def filled(self) -> list[Bound]:
        return [cell for cell in self.cells if cell.number is not None]

    @property
    def left(self) -> list[Bound]:
        return [cell for cell in self.cells if cell.number is None]


def bound(
    actor: Actor, grids: Sequence[Grid], org: Organisation, period: Period,
    chosen: Mapping[str, str],
) -> list[Sheet]:  # fmt: skip
    """Every table; `chosen` are indicators that somebody has named for a wording."""
    names = _Names(actor, org)
    sheets = [_bind(grid, org, period, chosen, names) for grid in grids]
    return read(actor.today, lambda at: [_valued(at, sheet) for sheet in sheets])


class _Names:
    """The organisation and those below it by what a table may call them."""

    def __init__(self, actor: Actor, org: Organisation) -> None:
        rows = visible(actor, FIGURE_VIEW, Organisation.objects.all())
        below = list(
            rows.filter(org.below(), closed_on__isnull=True).order_by("line")[:MOST_PLACES]
        )
        self.org, self.children = org, set[int]()
        self._by_name: dict[str, Organisation] = {}
        for each in sorted(below, key=lambda each: depth(each.path)):
            if each.parent_id == org.pk:
                self.children.add(each.pk)
            for name in (each.name, each.short_name):
                for told in (name, _KIND.sub("", name)):
                    self._by_name.setdefault(told, each)  # the nearest to the top

    def of(self, label: str) -> Organisation | None:
        plain = re.sub(r"\s", "", label)
        return self._by_name.get(plain) or self._by_name.get(_KIND.sub("", plain))


def _bind(
    grid: Grid, org: Organisation, period: Period, chosen: Mapping[str, str], names: _Names
) -> Sheet:
    title = title_of(grid)
    said = said_period(title, period.first.year)
    whole = Period.parse(said) if said else period
    meant = [(empty, _meaning(empty, names, whole)) for empty in empty_cells(grid)]
    named = {m.org.pk for _, m in meant if m.org is not None}
    beside = any(m.at == "beside" for _, m in meant)
    above = any(m.at == "above" for _, m in meant)
    unit = unit_of(grid)
    wordings: dict[str, Choice | None] = {}
    cells = []
    for empty, told in meant:
        foreign = told.org is None and not told.total and (
            told.strange or (beside and told.beside) or (above and told.above)
        )  # fmt: skip
        if foreign:
            cells.append(Bound(empty.row, empty.column, "｜".join(empty.beside), left=NO_PLACE))
            continue
        wording = told.wording
        if wording not in wordings:
            wordings[wording] = _chosen(wording, chosen, unit) or choose(wording, unit)
        choice = wordings[wording]
        cell = Bound(empty.row, empty.column, wording, period=told.period)
        if choice is None:
            cell = replace(cell, left=NO_INDICATOR)
        elif told.total and named and not names.children <= named:
            cell = replace(cell, code=choice.code, left=NO_TOTAL)
        else:
            cell = replace(cell, code=choice.code, org=told.org or org, many=choice.many)
        cells.append(cell)
    return Sheet(grid, tuple(cells), wordings)


def _chosen(wording: str, chosen: Mapping[str, str], unit: str) -> Choice | None:
    each = all_indicators().get(chosen.get(wording, ""))
    return _of(each.code, 1.0, _said_unit(wording, unit)) if each else None


def _of(code: str, confidence: float, said: str) -> Choice | None:
    """None: what the table asks for in this unit cannot be this indicator."""
    each = all_indicators()[code]
    if said and (said in ("%", "％")) != (each.unit == "%"):
        return None
    many = MANY.get(said[:1], 1) if said.endswith("元") and each.unit == "元" else 1
    return Choice(code, each.title, confidence, many)


def _said_unit(wording: str, unit: str) -> str:
    return next((m[1] for label in wording.split("｜") if (m := _UNIT.search(label))), unit)


@dataclass(frozen=True)
class _Meaning:
    """What the labels of a cell say; `beside` and `above` are those nothing else was said by."""

    org: Organisation | None
    at: str  # where the organisation was named: beside, above
    total: bool
    strange: bool  # named like an organisation, and none that is known
    period: Period
    beside: tuple[str, ...]
    above: tuple[str, ...]

    @property
    def wording(self) -> str:
        rest = (*self.beside, *self.above)
        heads = [label for label in rest if not _VALUE.fullmatch(label)]
        return "｜".join(heads or rest)


def _meaning(empty: Empty, names: _Names, whole: Period) -> _Meaning:
    rest: dict[str, list[str]] = {"beside": [], "above": []}
    total, strange, place, at, when = False, False, None, "", whole
    for side, labels in (("beside", empty.beside), ("above", empty.above)):
        for label in labels:
            plain = re.sub(r"\s", "", label)
            other = names.of(plain)
            if other is not None:
                place, at = other, side
            elif _TOTAL.fullmatch(plain):
                total = True
            elif _PERIOD_WORDS.fullmatch(plain) and (said := said_period(plain, whole.first.year)):
                when = Period.parse(said)
            else:
                strange = strange or (
                    bool(_LIKE_PLACE.fullmatch(plain)) and _plain(plain) not in _titles()
                )
                rest[side].append(plain)
    return _Meaning(place, at, total, strange, when, tuple(rest["beside"]), tuple(rest["above"]))


@cache
def _titles() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, each in all_indicators().items():
        for title in (each.title, *each.also):
            found.setdefault(_plain(title), code)
            found.setdefault(_ENDS.sub("", _plain(title)), code)
    return found


def _plain(label: str) -> str:
    before = ""
    while before != label:
        before, label = label, _AROUND.sub("", label)
    return label


@cache
def choose(wording: str, unit: str) -> Choice | None:
    """The likeliest indicator for the heads of a cell; None: nothing is sure enough."""
    found = max(_candidates(wording, unit), key=lambda c: c.confidence, default=None)
    return found if found is not None and found.confidence >= SURE else None


def _candidates(wording: str, unit: str) -> Iterator[Choice]:
    pieces = [piece for label in wording.split("｜") if (piece := _plain(label))]
    said = _said_unit(wording, unit)
    for number, told in enumerate(_tellings(pieces)):
        code = _titles().get(told) or _titles().get(_ENDS.sub("", told))
        ranked = [(code, 1.0)] if code is not None else _ranked(told, said)
        for each, confidence in ranked:
            choice = _of(each, round(confidence - 0.02 * number, 3), said)
            if choice is not None:
                yield choice


def _ranked(told: str, said: str) -> list[tuple[str, float]]:
    """As a sentence that says a number of it."""
    text = f"{told}5{said}。"
    found = scan(text)
    return [
        (ranked[0].code, 0.95 * ranked[0].confidence)
        for each, ranked in zip(found, matcher().rank(text, found), strict=True)
        if each.kind == "figure" and ranked
    ]


def _tellings(pieces: Sequence[str]) -> list[str]:
    """党员｜女 may be said 女党员, 党员女, or 女."""
    if len(pieces) < 2:
        return list(pieces)
    first, last = pieces[0], pieces[-1]
    found = [last, last + first, last + pieces[-2], first + last, "".join(pieces)]
    return list(dict.fromkeys(found))


def _valued(at: Reading, sheet: Sheet) -> Sheet:
    beside = Beside()
    known: dict[tuple[str, int, Period], Figure] = {}
    cells = []
    for cell in sheet.cells:
        if cell.org is None or cell.period is None:
            cells.append(cell)
            continue
        key = (cell.code, cell.org.pk, cell.period)
        if key not in known:
            known[key] = figure(at, all_indicators()[cell.code], cell.org, cell.period, beside)
        told = known[key]
        number = None if told.value is None else told.value / cell.many
        left = "" if number is not None else told.missing_text or NO_VALUE
        cells.append(replace(cell, figure=told, number=number, left=left))
    return replace(sheet, cells=tuple(cells))
