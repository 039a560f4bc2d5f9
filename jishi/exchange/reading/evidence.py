"""What the values of a column say, whatever its head says.

A column full of valid identity numbers is the identity column. `Sample` takes some values of a
column once; `fit` tells how many of them a field can read.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jishi.exchange.cells import Cell, is_blank, text_of
from jishi.exchange.faults import Fault
from jishi.exchange.fields import Choice, Field
from jishi.exchange.parsing import proofs, words
from jishi.exchange.reading.sheet import Column
from jishi.kernel.identity import tidy

T = TypeVar("T")
ENOUGH = 3
MOST = 120
_ORGANISATION = re.compile(r"(?:支部|总支|党委|党组|党工委|委员会|党小组)(?:[(（].*[)）])?$")
_SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向"
    "汤欧阳温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申关焦巴柴蓝靳舒柯穆买阿帕艾古热努吐依"
)
# Parsers whose values can hardly be anything else.
TELLING = (proofs.identity, proofs.phone, proofs.credit_code, words.sex, words.nation)


@dataclass(frozen=True)
class Sample:
    """Some values of a column, each once, and how many rows they stand for."""

    values: tuple[Cell, ...]
    filled: int
    distinct: int
    tried: dict[int, float] = dataclasses.field(default_factory=dict, repr=False, compare=False)

    @property
    def enough(self) -> bool:
        return len(self.values) >= ENOUGH or self.filled >= ENOUGH


def sample(column: Column, rows: Sequence[int]) -> Sample:
    """From rows spread over the data."""
    step = max(1, len(rows) // 600)
    codes = [column.codes[row - 1] for row in rows[::step]]
    filled = [code for code in codes if code and not is_blank(column.values[code])]
    distinct = list(dict.fromkeys(filled))
    skip = max(1, len(distinct) // MOST)
    return Sample(
        tuple(column.values[code] for code in distinct[::skip]), len(filled), len(distinct)
    )


def fit(field: Field, values: Sample) -> float:
    """The share of the values that the field can read, 1 where there are none."""
    known = values.tried.get(id(field.parse))
    if known is None:
        known = values.tried[id(field.parse)] = _fit(field, values)
    return known


def _fit(field: Field, values: Sample) -> float:
    good = tried = 0
    for value in values.values:
        try:
            read = field.read(value)
        except Fault:
            tried += 1
            continue
        if read is not None:
            good += 1
            tried += 1
    return good / tried if tried else 1.0


def is_telling(field: Field) -> bool:
    """Whether a column may be given to the field on the strength of its values alone."""
    return field.parse in TELLING or isinstance(field.parse, Choice)


def looks_like(field: Field, values: Sample) -> float:
    """How surely the values alone say that this is the field: 0 unless they are peculiar to it."""
    if not values.enough or not _peculiar(field):
        return 0.0
    share = fit(field, values)
    if field.parse is proofs.identity and 0.25 <= share < 0.9:
        return max(share, 0.9 * _share(values.values, _is_identity_spoilt))
    if field.parse in (proofs.identity, proofs.phone, proofs.credit_code):
        if field.parse is proofs.phone and values.distinct * 2 < values.filled:
            return 0.0
        return share if share >= 0.6 else 0.0
    texts = [text_of(value) for value in values.values]
    if field.parse is words.sex:
        return share if set(texts) <= {"男", "女"} else 0.0
    if field.parse is words.nation:
        nations = sum(text.endswith("族") or not text.isascii() for text in texts)
        return share if share >= 0.9 and nations == len(texts) else 0.0
    if field.parse is words.education:
        return share if share >= 0.9 and not any(text.isdigit() for text in texts) else 0.0
    if field.parse is words.organisation:
        return _share(texts, lambda text: bool(_ORGANISATION.search(text)))
    if field.parse is words.name:
        if not field.required or values.distinct * 10 < values.filled * 7:
            return 0.0
        return share * _share(texts, lambda text: 2 <= len(text) <= 4 and text[0] in _SURNAMES)
    if isinstance(field.parse, Choice):
        labels = set(field.parse.choices.values()) | set(field.parse.words)
        return share if share >= 0.9 and sum(t in labels for t in texts) == len(texts) else 0.0
    return 0.0


def _peculiar(field: Field) -> bool:
    """Whether there are values that nothing else has."""
    return is_telling(field) or field.parse in (words.education, words.organisation, words.name)


_SHAPED = re.compile(
    r"[1-9]\d{14}|[1-9]\d{15,16}[\dX]|[1-9]\d{3,9}[*＊]{4,}[\dX]{2,4}", re.IGNORECASE
)


def _is_identity_spoilt(cell: Cell) -> bool:
    """The shape of an identity number, right or wrong, whole or cut by a spreadsheet."""
    if isinstance(cell, float):
        return 1e17 <= cell < 1e18
    return bool(_SHAPED.fullmatch(tidy(text_of(cell))))


def _share(values: Sequence[T], holds: Callable[[T], bool]) -> float:
    return sum(map(holds, values)) / len(values) if values else 0.0
