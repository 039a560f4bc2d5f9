"""When a written number agrees with a value: rounding to what is shown, 近, 余, 以上, ranges."""

from __future__ import annotations

from fractions import Fraction

from jishi.papers.reading import Found

_MORE = ("余", "多", "来")
_NEARLY = ("近", "将近", "接近")
_ABOUT = ("约", "左右", "上下", "大约", "大概")
_AT_LEAST = ("以上", "及以上", "不少于", "不低于", "不得少于", "至少", "之多")
_ABOVE = ("超", "超过", "超出", "突破", "逾", "多达")
_AT_MOST = ("以下", "及以下", "以内", "之内", "不超过", "最多")
_BELOW = ("不足", "不到")
_LOOSE = Fraction(1, 5)  # how far above 以上 may be and still be worth saying


def rounded(value: Fraction, step: Fraction) -> Fraction:
    """To the last place that is shown, half away from zero as on paper."""
    doubled = abs(value) * 2 / step
    units = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return (units if value >= 0 else -units) * step


def size_of(value: Fraction) -> Fraction:
    """What one in the last place that is not zero is worth: a hundred for 3200."""
    if value == 0:
        return Fraction(1)
    size = Fraction(1)
    while value % (size * 10) == 0:
        size *= 10
    while value % size:
        size /= 10
    return size


def agrees(found: Found, value: Fraction) -> bool:
    """Whether the value may be written as it is written here."""
    said = found.value
    if said is None:
        return False
    if found.high is not None:
        return said <= value <= found.high
    size = max(size_of(said), found.step)
    word = found.qualifier
    if word in _MORE:
        return said <= value < said + size
    if word in ("上", "成"):
        return said <= value < said * 10
    if word in ("数", "好几", "几"):
        return said * 2 <= value < said * 10
    if word in _NEARLY:
        return said - max(size, said / 10) <= value <= said
    if word in _ABOUT:
        return abs(value - said) <= max(size / 2, said / 20)
    bounded = _bounded(word, said, value, size)
    return rounded(value, found.step) == said if bounded is None else bounded


def _bounded(word: str, said: Fraction, value: Fraction, size: Fraction) -> bool | None:
    """None: the word bounds nothing."""
    room = max(size, said * _LOOSE)
    if word in _AT_LEAST:
        return said <= value <= said + room
    if word in _ABOVE:
        return said < value <= said + room
    if word in _AT_MOST:
        return said - room <= value <= said
    if word in _BELOW:
        return said - room <= value < said
    return None


def nearly(found: Found, value: Fraction) -> bool:
    """Off by one in the last place: cut off instead of rounded, or rounded twice."""
    said = found.value
    if said is None or found.high is not None or (found.step >= 1 and not found.is_share):
        return False
    return said != rounded(value, found.step) and abs(value - said) < found.step
