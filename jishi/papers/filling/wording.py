"""Numbers and comparisons in the words of official papers (R-DOC-18). Pure."""

from __future__ import annotations

from fractions import Fraction

from jishi.kernel.han import han_group
from jishi.kernel.period import Period
from jishi.kernel.tally import decimal_text

_DIGITS = "零一二三四五六七八九"
_MANY = ("", "万", "亿", "万亿")
WAN = 10_000
ABOUT_FROM = 20  # a smaller number is said as it is


def numeral(number: int) -> str:
    """一千二百零三."""
    if number < 0:
        return "负" + numeral(-number)
    if number == 0:
        return "零"
    groups: list[int] = []
    while number:
        number, rest = divmod(number, WAN)
        groups.append(rest)
    text = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        gap = "零" if text and (group < 1000 or _tail_empty(groups, place)) else ""
        text += gap + han_group(group) + _MANY[place]
    return text[1:] if text.startswith("一十") else text


def _tail_empty(groups: list[int], place: int) -> bool:
    return place + 1 < len(groups) and groups[place + 1] == 0


def decimal(value: Fraction, places: int) -> str:
    """So many decimals at most, without idle zeros: 30.9, 100."""
    text = decimal_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Fraction, unit: str, places: int) -> str:
    """The bare number: 321, 95.3%; money in yuan."""
    if unit == "%":
        return decimal(value, 1) + "%"
    return decimal(value, places)


def with_unit(value: Fraction, unit: str, places: int) -> str:
    """321名, 95.3%, 12.35万元."""
    if unit == "%":
        return number(value, unit, places)
    if unit == "元" and abs(value) >= WAN:
        return f"{decimal(value / WAN, 2)}万元"
    return f"{decimal(value, places)}{unit}"


def in_words(value: Fraction, unit: str) -> str:
    """三百二十一, 百分之九十五点三."""
    if unit == "%":
        whole, _, rest = decimal(value, 1).partition(".")
        digits = "".join(_DIGITS[int(digit)] for digit in rest)
        return "百分之" + numeral(int(whole)) + (f"点{digits}" if digits else "")
    return numeral(int(value))


def about(value: Fraction, unit: str) -> str:
    """1200余, 300余; what is small or round is said as it is."""
    whole = int(value)
    if unit == "%" or whole < ABOUT_FROM:
        return number(value, unit, 1)
    step = 10 ** max(1, len(str(whole)) - 2)
    low = whole // step * step
    return str(whole) if low == whole else f"{low}余"


def change(now: Fraction, then: Fraction, unit: str, places: int) -> str:
    """比上年同期之后: 增加12名、减少3名、提高1.2个百分点、持平."""
    shown_now, shown_then = number(now, unit, places), number(then, unit, places)
    if shown_now == shown_then:
        return "持平"
    more = now > then
    difference = abs(now - then)
    if unit == "%":
        return f"{'提高' if more else '下降'}{decimal(difference, 1)}个百分点"
    return f"{'增加' if more else '减少'}{with_unit(difference, unit, places)}"


def rate_of_change(now: Fraction, then: Fraction) -> str:
    """增长12.5%, 下降3%, 持平; from nothing there is no rate."""
    if then <= 0:
        return ""
    share = (now - then) * 100 / then
    text = decimal(abs(share), 1)
    if text == "0":
        return "持平"
    return f"{'增长' if share > 0 else '下降'}{text}%"


def other_period(period: Period, shift: str) -> str:
    """What the period compared with is called: 上年同期, 上季度."""
    if shift == "last_year":
        return "上年" if period.is_natural and period.length == 12 else "上年同期"
    if shift == "previous" and period.is_natural:
        named = {1: "上月", 3: "上季度", 12: "上年"}.get(period.length)
        return named or period.previous().label
    return "本年以来" if shift == "year" else period.previous().label


def beside(period: Period, shift: str, said: str) -> str:
    """比上年同期增加12名; 与上年同期持平."""
    other = other_period(period, shift)
    return f"与{other}持平" if said == "持平" else f"比{other}{said}"
