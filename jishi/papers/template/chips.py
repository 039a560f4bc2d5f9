"""What stands in a text for something looked up: a figure, a comparison, a word, a condition.

A chip is written `{member.all}`, `{dues.paid_share@last_year}`, `{visit.all~last_year}` or
`{org}`. That is all there is: no expressions, no calls, nothing that runs.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

SHIFTS = {"": "本期", "previous": "上一期", "last_year": "上年同期", "year": "本年以来"}
FORMS = {
    "number": "数",
    "unit": "数和单位",
    "words": "汉字",
    "about": "约数",
    "top": "分子",
    "bottom": "分母",
    "parts": "分子/分母",
    "highest": "最高的下级",
    "lowest": "最低的下级",
}
OF_CHILDREN = ("highest", "lowest")
COMPARED = {"change": "增减数", "rate": "增减幅度"}
WORDS = {
    "org": "组织简称",
    "org.full": "组织全称",
    "place": "地名",
    "parent": "上级组织",
    "period": "时期",
    "year": "年份",
    "today": "成文日期",
    "as_of": "数字截至日",
    "children.count": "下级组织数",
    "title": "指标名称",
    "it": "该指标的数和单位",
    "nth": "序次（一、二……）",
}
_CHIP = re.compile(
    r"\{(?P<code>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)(?:@(?P<shift>[a-z_]+))?"
    r"(?:~(?P<beside>[a-z_]+))?(?::(?P<form>[a-z]+))?\}"
)
_CONDITION = re.compile(
    r"(?P<code>[a-z][a-z0-9_.]*)(?:@(?P<shift>[a-z_]+))?\s*"
    r"(?:(?P<sign>>=|<=|!=|>|<|=)\s*(?P<number>-?[0-9]{1,9}(?:\.[0-9]{1,2})?)|(?P<known>known))"
)
_SIGNS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
}
SIGN_WORDS = {
    ">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于", "=": "等于", "!=": "不等于",
}  # fmt: skip


class ChipError(ValueError):
    """A text that is no chip or condition; says in Chinese what is wrong."""


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that a text asks for, of the organisation itself or of those directly below."""

    code: str
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """`code` is an indicator, or one of `WORDS`."""

    code: str
    shift: str = ""
    beside: str = ""  # compared with this other period
    form: str = ""

    @property
    def is_word(self) -> bool:
        return self.code in WORDS

    @property
    def of_children(self) -> bool:
        return self.form in OF_CHILDREN

    def needs(self) -> Iterator[Need]:
        if not self.is_word:
            yield Need(self.code, self.shift)
            if self.beside:
                yield Need(self.code, self.beside)

    def __str__(self) -> str:
        shift = f"@{self.shift}" if self.shift else ""
        beside = f"~{self.beside}" if self.beside else ""
        form = f":{self.form}" if self.form else ""
        return f"{{{self.code}{shift}{beside}{form}}}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure compared with a number, or only whether there is one."""

    code: str
    shift: str = ""
    sign: str = ""
    number: Fraction = Fraction(0)

    def holds(self, value: Fraction | None) -> bool:
        if value is None:
            return False
        return not self.sign or _SIGNS[self.sign](value, self.number)

    @property
    def need(self) -> Need:
        return Need(self.code, self.shift)

    def __str__(self) -> str:
        shift = f"@{self.shift}" if self.shift else ""
        number = self.number
        shown = str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
        return (
            f"{self.code}{shift} {self.sign} {shown}" if self.sign else f"{self.code}{shift} known"
        )


def split(text: str) -> list[str | Chip]:
    """The text cut into words and chips; a brace that belongs to no chip is refused."""
    found: list[str | Chip] = []
    start = 0
    for match in _CHIP.finditer(text):
        if match.start() > start:
            found.append(text[start : match.start()])
        found.append(_chip(match))
        start = match.end()
    if start < len(text):
        found.append(text[start:])
    for piece in found:
        if isinstance(piece, str) and ("{" in piece or "}" in piece):
            raise ChipError(f"「{piece.strip()[:30]}」里的花括号不是指标：写作 {{指标编码}}")
    return found


def _chip(match: re.Match[str]) -> Chip:
    chip = Chip(match["code"], match["shift"] or "", match["beside"] or "", match["form"] or "")
    for name in (chip.shift, chip.beside):
        if name not in SHIFTS:
            raise ChipError(f"没有「{name}」这样的时期：可用 {'、'.join(filter(None, SHIFTS))}")
    forms = COMPARED if chip.beside else FORMS
    if chip.form and chip.form not in forms:
        raise ChipError(f"没有「{chip.form}」这种写法：可用 {'、'.join(forms)}")
    if chip.is_word and (chip.shift or chip.beside or chip.form):
        raise ChipError(f"「{WORDS[chip.code]}」没有时期和写法")
    return chip


def condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        raise ChipError(f"条件「{text[:40]}」应写作：指标编码 > 数，或 指标编码 known")
    if (match["shift"] or "") not in SHIFTS:
        raise ChipError(f"没有「{match['shift']}」这样的时期")
    return Condition(
        match["code"], match["shift"] or "", match["sign"] or "", Fraction(match["number"] or 0)
    )
