"""Which column is which field: the header's words weighed with what the values say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jishi.exchange.cells import text_of
from jishi.exchange.fields import Field
from jishi.exchange.reading.evidence import Sample, fit, is_telling, looks_like, sample
from jishi.exchange.reading.headers import Lexicon, bare, normal, unit_of
from jishi.exchange.reading.sheet import Sheet

_SERIAL = {"序号", "序", "编号", "NO", "序列", "行号", "顺序号", "№", "排序", "序次", "SN", "号"}
LEAST = 0.3
SURE_OF_VALUES = 0.62
"""How much values alone can say: less than a header that is confirmed, more than a refuted one."""


@dataclass(frozen=True)
class Found:
    """A column with something in it; `field` is "" where it was left alone."""

    index: int
    header: str
    field: str
    confidence: float
    note: str = ""
    unit: str = ""
    remembered: bool = False


@dataclass(frozen=True)
class _Bid:
    score: float
    column: int
    field: str


def assign(
    sheet: Sheet,
    texts: Sequence[str],
    rows: Sequence[int],
    lexicon: Lexicon,
    remembered: Mapping[str, str],
) -> tuple[Found, ...]:
    samples = {n: sample(column, rows) for n, column in enumerate(sheet.columns, 1)}
    fixed: dict[int, str] = {}
    names = {field.name for field in lexicon.kind.fields}
    for number, text in enumerate(texts, 1):
        wanted = remembered.get(normal(text)) if text else None
        if wanted == "" or (wanted in names and wanted not in fixed.values()):
            fixed[number] = wanted or ""
    serial = serial_column(sheet, texts, rows[0] if rows else 1)
    bids: list[_Bid] = []
    for number, text in enumerate(texts, 1):
        if number in fixed or (number == serial and not _names_code(text, lexicon)):
            continue
        if text or samples[number].filled:
            bids.extend(_bids(number, text, samples[number], lexicon))
    taken = {field: number for number, field in fixed.items() if field}
    given: dict[int, _Bid] = {}
    for first in sorted(bids, key=lambda b: (-b.score, b.column)):
        bid = _leftmost(first, bids, given)
        if bid.column not in given and bid.field not in taken:
            given[bid.column] = bid
            taken[bid.field] = bid.column
    return tuple(
        _found(number, text, fixed, given, taken, bids, lexicon.kind.code == "members")
        for number, text in enumerate(texts, 1)
        if text or samples[number].filled
    )


def _leftmost(bid: _Bid, bids: Sequence[_Bid], given: Mapping[int, _Bid]) -> _Bid:
    """Of two columns that are the same field about equally well, the one on the left."""
    for other in sorted(bids, key=lambda b: b.column):
        if other.column >= bid.column:
            break
        if (
            other.field == bid.field
            and other.column not in given
            and other.score >= max(0.8, bid.score - 0.15)
            and all(b.score <= other.score for b in bids if b.column == other.column)
        ):
            return other
    return bid


def _found(
    number: int,
    text: str,
    fixed: Mapping[int, str],
    given: Mapping[int, _Bid],
    taken: Mapping[str, int],
    bids: Sequence[_Bid],
    members: bool,
) -> Found:
    if number in fixed:
        return Found(number, text, fixed[number], 1.0, unit=unit_of(text), remembered=True)
    if number in given:
        bid = given[number]
        rival = max(
            (b.score for b in bids if b.column == number and b.field != bid.field), default=0.0
        )
        doubt = 0.15 if rival > 0.8 * bid.score else 0.0
        return Found(number, text, bid.field, round(max(0.05, bid.score - doubt), 2),
                     unit=unit_of(text))  # fmt: skip
    wanted = max((b for b in bids if b.column == number), key=lambda b: b.score, default=None)
    note = _refused(text, members)
    if not note and wanted and wanted.score >= 0.8 and wanted.field in taken:
        note = f"第 {number} 列“{text}”与第 {taken[wanted.field]} 列重复，未导入"
    return Found(number, text, "", 0.0, note)


def _refused(header: str, members: bool) -> str:
    """Columns that this system does not ask for, whoever sends them (R-LAW-06)."""
    from jishi.base.refusals import refuses  # its words need a moment to load

    reason = refuses(header, member_register=members) if header else None
    return f"“{header}”列未导入：{reason}" if reason else ""


def _bids(number: int, text: str, values: Sample, lexicon: Lexicon) -> list[_Bid]:
    hits = lexicon.hits(text) if text else {}
    bids = []
    likeness = {f.name: looks_like(f, values) for f in lexicon.kind.fields}
    told = max(likeness.values(), default=0.0)
    for field in lexicon.kind.fields:
        named = hits.get(field.name, 0.0)
        score = _weighed(field, named, values, told, likeness[field.name])
        alone = likeness[field.name]
        if alone and not (named and score >= alone * SURE_OF_VALUES):
            score = max(score, _alone(alone, text, hits))
        if score >= LEAST:
            bids.append(_Bid(score, number, field.name))
    return bids


def _weighed(field: Field, named: float, values: Sample, told: float, likeness: float) -> float:
    """A header's word, believed as far as the values can be read that way."""
    if not named:
        return 0.0
    if not values.values:
        return named * 0.9
    share = fit(field, values)
    if share < 0.2 and told >= 0.8 and likeness < 0.2:
        return named * 0.3  # plainly something else
    if share < 0.1 and values.enough and is_telling(field):
        return named * 0.45
    return named * (0.7 + 0.3 * share)


def _alone(likeness: float, text: str, hits: Mapping[str, float]) -> float:
    """Values without a fitting header: an empty or unknown head leaves room, a clear one little."""
    doubt = 0.0 if not text else 0.05 if not hits else 0.08
    return max(0.0, SURE_OF_VALUES * likeness - doubt)


def _names_code(text: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.hits(text)) and normal(text) not in _SERIAL


def serial_column(sheet: Sheet, texts: Sequence[str], first: int) -> int | None:
    """The column that only numbers the rows: by its head, or by counting up from one."""
    for number, text in enumerate(texts[:3], 1):
        if normal(text) in _SERIAL or bare(text) in _SERIAL:
            return number
    for number in range(1, min(3, sheet.width) + 1):
        if number > len(texts) or not texts[number - 1]:
            rows = range(first, min(first + 12, sheet.height + 1))
            if _counts_up([text_of(sheet.cell(row, number)) for row in rows]):
                return number
    return None


def _counts_up(texts: Sequence[str]) -> bool:
    counted = [int(text) for text in texts if re.fullmatch(r"\d{1,4}", text)]
    return len(counted) >= 3 and all(b == a + 1 for a, b in pairwise(counted))
