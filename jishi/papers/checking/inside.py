"""The numbers of one text against each other: parts, shares, the same thing said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from jishi.kernel.tally import decimal_text
from jishi.papers.checking.comparing import rounded
from jishi.papers.matching import Candidate
from jishi.papers.reading import Found

_OVERLAP = re.compile(r"女|岁|学历|少数民族|预备|占|困难|优秀|以上|退休")
_RATE = re.compile(
    r"(?:转化|完成|办结|整改|解决|到会|参会|收缴|覆盖|达标|响应|满意|合格|优秀|参训|培训|实现)率[^，。]{0,4}$"
)
_SHARE = re.compile(r"占[^，。；]{0,14}$")
_LOOSELY = ("约", "近", "以上", "超", "超过", "左右")
_OTHERWISE = re.compile(r"其中|提高到|增加到|由$|上年|去年|同期")
_REST = re.compile(r"其余")


@dataclass(frozen=True)
class Clash:
    """A number that cannot be right beside others; `expected` is what would fit."""

    number: int  # which of the found
    expected: str
    explanation: str


def clashes(
    text: str, found: Sequence[Found], ranked: Sequence[Sequence[Candidate]], periods: Sequence[str]
) -> list[Clash]:  # fmt: skip
    made = [*_parts(text, found), *_shares(text, found), *_twice(text, found, ranked, periods)]
    first: dict[int, Clash] = {}
    for clash in made:
        first.setdefault(clash.number, clash)
    return sorted(first.values(), key=lambda clash: clash.number)


def _plain(each: Found) -> bool:
    return each.kind == "figure" and each.value is not None and each.high is None


def _number(value: Fraction) -> str:
    return decimal_text(value, 0 if value.denominator == 1 else 2)


# --- parts of a whole -----------------------------------------------------------------------------


def _parts(text: str, found: Sequence[Found]) -> list[Clash]:
    """其中: no part is more than the whole; parts that are a division add up to it."""
    made: list[Clash] = []
    for number, whole in enumerate(found):
        if not _plain(whole) or whole.is_share:
            continue
        parts = _parts_of(text, found, number)
        for place in parts:
            part = found[place].value
            assert part is not None
            assert whole.value is not None
            if part > whole.value and not found[place].qualifier and not whole.qualifier:
                made.append(
                    Clash(
                        place,
                        "",
                        f"其中的部分（{_number(part)}）多于总数（{_number(whole.value)}）",
                    )
                )
        made += _division(text, found, number, parts)
    return made


def _parts_of(text: str, found: Sequence[Found], number: int) -> list[int]:
    whole = found[number]
    parts: list[int] = []
    begun = False
    for place in range(number + 1, len(found)):
        each = found[place]
        if each.at != whole.at:
            break
        between = text[found[place - 1].behind : each.start]
        if not begun:
            if place != number + 1 or "其中" not in between:
                break
            begun = True
        elif re.search(r"[；;]|其中", between):
            break
        if _plain(each) and each.base_unit == whole.base_unit and each.unit == whole.unit:
            parts.append(place)
    return parts


def _division(text: str, found: Sequence[Found], number: int, parts: list[int]) -> list[Clash]:
    whole = found[number]
    if len(parts) < 2 or whole.qualifier or any(found[p].qualifier for p in parts):
        return []
    span = text[whole.behind : found[parts[-1]].start]
    values = [found[p].value or Fraction(0) for p in parts]
    total = sum(values, Fraction(0))
    assert whole.value is not None
    if total == whole.value or _OVERLAP.search(span):
        return []
    if _REST.search(span) or abs(total - whole.value) * 10 <= whole.value:
        words = "＋".join(_number(v) for v in values)
        return [Clash(number, _number(total), f"分项之和（{words}＝{_number(total)}）不等于总数")]
    return []


# --- shares ---------------------------------------------------------------------------------------


def _shares(text: str, found: Sequence[Found]) -> list[Clash]:
    """占X% behind a part and its whole, X率 behind what was done and what was due."""
    made: list[Clash] = []
    for number, share in enumerate(found):
        if not _plain(share) or not share.is_share or number < 2:
            continue
        lead = text[found[number - 1].behind : share.start]
        part = found[number - 1]
        if not _plain(part) or part.is_share or part.at != share.at or part.qualifier:
            continue
        if not (_SHARE.search(lead) or _RATE.search(lead)) or len(lead) > 24:
            continue
        wholes = _wholes(found, number - 1)
        assert part.value is not None
        assert share.value is not None
        fitting = [w for w in wholes if _fits(share, part.value, w)]
        if not wholes or fitting or share.qualifier in _LOOSELY:
            continue
        if "其中" not in text[share.at : share.start] and not _RATE.search(lead):
            continue
        should = rounded(part.value * 100 / wholes[0], share.step)
        made.append(
            Clash(number, f"{decimal_text(should, share.places)}%",
                  f"{_number(part.value)}÷{_number(wholes[0])} 不是 {share.text}")
        )  # fmt: skip
    return made


def _wholes(found: Sequence[Found], number: int) -> list[Fraction]:
    """Of what the figure may be a part: those before it in the sentence with its unit."""
    part = found[number]
    return [
        each.value
        for each in reversed(found[max(0, number - 6) : number])
        if _plain(each) and each.at == part.at and each.base_unit == part.base_unit
        and each.value is not None and part.value is not None and each.value >= part.value
        and each.value and not each.qualifier
    ]  # fmt: skip


def _fits(share: Found, part: Fraction, whole: Fraction) -> bool:
    value = part * 100 / whole
    return share.value is not None and abs(value - share.value) < share.step


# --- twice ----------------------------------------------------------------------------------------


def _twice(
    text: str, found: Sequence[Found], ranked: Sequence[Sequence[Candidate]], periods: Sequence[str]
) -> list[Clash]:  # fmt: skip
    seen: dict[tuple[str, str, str], int] = {}
    made: list[Clash] = []
    for number, each in enumerate(found):
        if not _plain(each) or not ranked[number] or each.qualifier:
            continue
        lead = text[max(each.at, each.start - 16) : each.start]
        if ranked[number][0].confidence < 0.8 or _OTHERWISE.search(lead):
            continue
        key = (ranked[number][0].code, periods[number], each.unit)
        if key not in seen:
            seen[key] = number
            continue
        earlier = found[seen[key]]
        if earlier.value != each.value and _same_words(text, earlier, each):
            made.append(Clash(number, earlier.text, f"前文同一个数写作 {earlier.text}{each.unit}"))
    return made


def _same_words(text: str, one: Found, other: Found) -> bool:
    """Nearly the same words stand before both."""
    first, second = (text[max(e.at, e.start - 8) : e.start] for e in (one, other))
    behind = (text[e.behind : e.behind + 4] for e in (one, other))
    shared = len(set(pairwise(first)) & set(pairwise(second)))
    return shared >= 3 or (shared >= 1 and len(set(behind)) == 1)
