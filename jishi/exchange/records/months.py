"""Which months a cell of a dues table speaks of: 2026年1-3月, 2026-01..2026-03, 一季度, 3月."""

from __future__ import annotations

import re
import unicodedata

from jishi.kernel.period import Month, Period, PeriodError

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SPAN = re.compile(
    r"(?:(\d{4})[年.\-/]?)?(\d{1,2})月?(?:[-~至到—–](?:(\d{4})[年.\-/]?)?(\d{1,2})月?)?(?:份)?"
)
_WORDS = re.compile(r"(?:(\d{4})年?)?(?:第?([一二三四1-4])季度|([上下])半年|全年)")


def months_of(text: str, year: int) -> tuple[Month, Month] | None:
    """First and last month; without a year the one of the payment. None where it says none."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("。.")
    try:
        period = Period.parse(plain)
        return period.first, period.last
    except PeriodError:
        pass
    try:
        return _words(plain, year) or _span(plain, year)
    except PeriodError:
        return None


def _words(plain: str, year: int) -> tuple[Month, Month] | None:
    found = _WORDS.fullmatch(plain)
    if not found:
        return None
    at = int(found[1] or year)
    if found[2]:
        first = _QUARTER[found[2]] * 3 - 2
        return Month.of(at, first), Month.of(at, first + 2)
    if found[3]:
        first = 1 if found[3] == "上" else 7
        return Month.of(at, first), Month.of(at, first + 5)
    return Month.of(at, 1), Month.of(at, 12)


def _span(plain: str, year: int) -> tuple[Month, Month] | None:
    found = _SPAN.fullmatch(plain)
    if not found:
        return None
    start = int(found[1] or year)
    first = Month.of(start, int(found[2]))
    last = Month.of(int(found[3] or start), int(found[4])) if found[4] else first
    return (first, last) if last.index >= first.index else None


def written(first: int, last: int) -> str:
    """As an export says it, to be read again."""
    one, other = str(Month(first)), str(Month(last))
    return one if one == other else f"{one}..{other}"
