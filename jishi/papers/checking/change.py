"""How much more or less something has become: 比上年同期增加12名."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from jishi.kernel.period import Period
from jishi.papers.checking.comparing import agrees
from jishi.papers.checking.elsewhere import Elsewhere
from jishi.papers.checking.finding import Finding
from jishi.papers.matching import Candidate
from jishi.papers.reading import Found

_LESS = re.compile(r"减少|下降|降低|降幅|少")
_YEAR = re.compile(r"上年|去年|同比|同期")


def change_of(
    each: Found, chosen: Sequence[Candidate], change: str, period: Period, at: Elsewhere
) -> Finding:
    def say(verdict: str, explanation: str, code: str = "") -> Finding:
        return Finding(
            each.start, each.end, each.text, verdict, "", code, explanation,
            org=at.org.code if code else "", period=str(period) if code else "",
        )  # fmt: skip

    if not chosen or each.value is None:
        return say("unchecked", "说的是增减多少，指标里没有对应的数，请人工核对")
    code = chosen[0].code
    year = bool(_YEAR.search(each.sentence))
    others = [period.same_last_year(), period.previous()]
    for other in others if year else reversed(others):
        found = _difference(each, code, period, other, at)
        if found is not None and (found < 0) == bool(_LESS.search(change)) and agrees(
            each, abs(found)
        ):  # fmt: skip
            return say("agrees", f"「{chosen[0].title}」与{other.label}之差", code)
    return say(
        "unchecked", f"说的是「{chosen[0].title}」增减多少，与上一期、上年同期之差都不合", code
    )


def _difference(
    each: Found, code: str, period: Period, other: Period, at: Elsewhere
) -> Fraction | None:
    now, then = at.figure(code, period).value, at.figure(code, other).value
    if now is None or then is None:
        return None
    if each.is_share and not at.figure(code, period).indicator.is_ratio:
        return (now - then) * 100 / then if then else None
    return now - then
