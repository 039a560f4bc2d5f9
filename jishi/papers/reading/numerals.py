"""What a number is worth: Arabic or Chinese digits, both widths, 万 and 亿, shares in words."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {**_TENS, **_GROUPS}

_FULL = str.maketrans(
    "０１２３４５６７８９．％（）ＸｘＡ－～＋×✕╳✖☓✗✘ⅹⅩХхχ＿＊﹡∗＃？Ｎ",
    "0123456789.%()XXA-~+XXXXXXXXXXXX_***#?N",
)
_CROSSES = re.compile(r"(?<![A-Za-z])x+(?![A-Za-z])")
_THOUSANDS = re.compile(r"(?<=[\d０-９])，(?=[０-９]{3}(?![\d０-９]))")
_MARKS = {",": "，", ";": "；", "!": "！"}
_TYPED = re.compile(r"(?<![\dX])[,;!]|[,;!](?![\dX])|(?<![\d,]\d{3}),(?=\d{1,2}(?:\D|$))")


def plain(text: str) -> str:
    """The same text, character for character: digits, brackets and crosses (as X) in half width.

    Commas and semicolons that were typed in half width between words become what they stand for.
    """
    same = _THOUSANDS.sub(",", text).translate(_FULL)
    same = _CROSSES.sub(lambda match: match[0].upper(), same)
    return _TYPED.sub(lambda match: _MARKS[match[0]], same)


def magnitude(text: str) -> int:
    """What 万, 百万, 亿 multiply by."""
    product = 1
    for char in text:
        product *= MAGNITUDES[char]
    return product


def arabic(text: str) -> tuple[Fraction, int]:
    """The value, and the decimals shown."""
    digits = text.replace(",", "")
    return Fraction(digits), len(digits.partition(".")[2])


_NEXT = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])(?=[十百千万]|$)")


def neighbours(text: str) -> tuple[Fraction, Fraction] | None:
    """七八, 十七八, 三四百: between the one and the other."""
    found = _NEXT.search(text)
    if found is None or not 1 <= _DIGITS[found[2]] - _DIGITS[found[1]] <= 2:
        return None
    low, high = (_NEXT.sub(found[n], text, count=1) for n in (1, 2))
    least, most = _grouped(low), _grouped(high)
    return (least, most) if least is not None and most is not None else None


def chinese(text: str) -> Fraction | None:
    """三百二十一, 两千, 十二, 一二三 (digit by digit), 三点五, 五点六万; None: no number."""
    whole, dot, rest = text.partition("点")
    if dot and rest[-1:] in MAGNITUDES:
        decimal = chinese(text[:-1])
        return None if decimal is None else decimal * MAGNITUDES[rest[-1]]
    if dot:
        head = chinese(whole)
        if head is None or not rest or any(c not in _DIGITS for c in rest):
            return None
        return head + Fraction(int("".join(str(_DIGITS[c]) for c in rest)), 10 ** len(rest))
    if all(c in _DIGITS for c in text):
        return Fraction(int("".join(str(_DIGITS[c]) for c in text))) if text else None
    return _grouped(text)


def _grouped(text: str) -> Fraction | None:
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _GROUPS:
            section += digit or 0
            total = (total + (section or 1)) * _GROUPS[char]
            section, digit = 0, None
        else:
            return None
    return Fraction(total + section + (digit or 0))


_SHARE = re.compile(r"(百|千|万|[一二两三四五六七八九十]+)分之(.+)")


def share(text: str) -> Fraction | None:
    """百分之九十五 → 95 (of a hundred), 三分之二 → 200/3."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    below, above = chinese(found[1]), value_of(found[2])
    if not below or above is None:
        return None
    return above * 100 / below


def value_of(text: str) -> Fraction | None:
    """A number in either writing, with 万 or 亿 at its end."""
    body = text.rstrip("万亿千百十") if text[:1].isdigit() else text
    if body and body[0].isdigit():
        try:
            return arabic(body)[0] * magnitude(text[len(body) :])
        except ValueError:
            return None
    return chinese(text)
