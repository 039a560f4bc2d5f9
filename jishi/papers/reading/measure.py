"""Number, unit and qualifier of a token: what it measures and how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from jishi.papers.reading.lexicon import UNIT
from jishi.papers.reading.numerals import arabic, chinese, magnitude, neighbours, share
from jishi.papers.reading.tokens import Token

_BEFORE = re.compile(
    r"(不少于|不低于|不超过|不得少于|不足|不到|至少|将近|接近|大约|大概|超过|超出|突破|达到|多达|高达|最多|"
    r"近|约|超|逾|达|仅)$"
)
_SPOKEN = re.compile(r"(上|数|几)$")
_BEHIND = re.compile(
    r"\s*(余|多(?!数|种|样|方|次|家|个)|多(?=个|次|家|名|人|件)|来(?=个|名|人|次|件)|几(?=个|名))"
)
_SCALE = re.compile(r"\s*([万亿]|百万|千万|百亿|千亿)(?!一|般|家|众|名党员进|名干部)")
_UNIT = re.compile(rf"\s*({UNIT}|[%‰])")
_LAST = re.compile(r"(及以上|及以下|以上|以下|以内|之内|左右|上下|之多|多(?=$|[，。、；]))")


@dataclass(frozen=True, slots=True)
class Measured:
    end: int  # of the number as it is marked: with % and with 万 that belongs to it
    behind: int  # the first place behind its unit and what qualifies it
    unit: str = ""
    qualifier: str = ""
    value: Fraction | None = None
    high: Fraction | None = None
    places: int = 0
    step: Fraction = Fraction(1)


def measured(same: str, token: Token) -> Measured:
    """Read from the text around, which is in half width."""
    if token.form in ("date", "other"):
        return Measured(token.end, token.end)
    if token.form == "share" or token.form == "tenths" or token.form == "half":
        return _worded_share(same, token)
    if "/" in token.text and token.form == "digits":
        return _fraction(same, token)
    value, high, places = _worth(token)
    place = token.end
    lead = same[max(0, token.start - 5) : token.start]
    words = _BEFORE.search(lead) or (_SPOKEN.search(lead) if token.form == "chinese" else None)
    qualifier = words[1] if words else ""
    if token.form == "about":
        qualifier = "好几" if token.text.startswith("好几") else token.text[0]
    factor = 1
    scale = _SCALE.match(same, place)
    scaled = ""
    if scale and token.form in ("digits", "blank"):
        scaled = scale[1]
        factor, place = magnitude(scaled), scale.end()
    behind = _BEHIND.match(same, place)
    if behind:
        qualifier, place = behind[1], behind.end()
    unit = _UNIT.match(same, place)
    name = unit[1] if unit else ""
    place = unit.end() if unit else place
    if last := _LAST.match(same, place):
        qualifier, place = last[1], last.end()
    if token.text and high is not None and not qualifier:
        qualifier = "至"
    end = token.end
    if name in ("%", "‰"):
        end = unit.end() if unit else end
    elif scaled and (behind or not name):
        end = scale.end() if scale else end
    shown = scaled + name if scaled and not behind and name else name
    step = Fraction(factor, 10**places)
    return Measured(
        end, place, shown, qualifier, None if value is None else value * factor,
        None if high is None else high * factor, places, _coarse(token, step, value),
    )  # fmt: skip


def _coarse(token: Token, step: Fraction, value: Fraction | None) -> Fraction:
    """上百, 近千万: the last place that is said is the magnitude itself."""
    if token.form in ("chinese", "about") and value is not None and value >= 10:
        size = 1
        while value % (size * 10) == 0:
            size *= 10
        return step * size
    return step


_TWO = re.compile(r"(.+?)[%‰万亿]?\s*(?:[-—–~～]{1,2}|至|到)\s*(.+)")


def _worth(token: Token) -> tuple[Fraction | None, Fraction | None, int]:
    text = token.text
    if token.form == "blank" or "X" in text:
        return None, None, 0
    if token.form == "about":
        return chinese(text.lstrip("数几上成好")), None, 0
    if token.form == "chinese":
        if between := neighbours(text):
            return between[0], between[1], 0
        low, _, top = text.partition("至" if "至" in text else "到")
        return chinese(low), chinese(top) if top else None, 0
    two = _TWO.fullmatch(text)
    if two:
        low_value, places = arabic(two[1].rstrip("%‰万亿 "))
        return low_value, arabic(two[2])[0], places
    value, places = arabic(text)
    return value, None, places


def _fraction(same: str, token: Token) -> Measured:
    """1/3 is a third of a hundred, as 三分之一 is."""
    above, _, below = token.text.partition("/")
    divisor = arabic(below)[0]
    value = arabic(above)[0] * 100 / divisor if divisor else None
    last = _LAST.match(same, token.end)
    behind = last.end() if last else token.end
    return Measured(token.end, behind, "%", last[1] if last else "", value, None, 0)


def _worded_share(same: str, token: Token) -> Measured:
    text = token.text
    value: Fraction | None
    if token.form == "share":
        value = share(text) if "X" not in text else None
    elif token.form == "half":
        value = Fraction(50)
    else:
        value = (chinese(text[0]) or Fraction(0)) * 10
    words = _BEFORE.search(same[max(0, token.start - 5) : token.start])
    last = _LAST.match(same, token.end) or _BEHIND.match(same, token.end)
    behind = last.end() if last else token.end
    qualifier = last[1] if last else words[1] if words else ""
    places = len(text.partition("点")[2]) if token.form == "share" else 0
    step = Fraction(10) if token.form == "tenths" else Fraction(1, 10**places)
    return Measured(token.end, behind, "%", qualifier, value, None, places, step)
