"""Of which period and place a figure speaks, as far as its text says so.

The nearest words before it decide: in its sentence, then in the headings, then in the title. A
year that is not said is that of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from jishi.kernel.period import Period, PeriodError
from jishi.papers.reading import Found
from jishi.papers.reading.numerals import plain

_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
_Y = r"(?:((?:19|20)\d{2})\s*年(?:度)?\s*)?"
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
Make = Callable[[str, re.Match[str]], str]
_FORMS: tuple[tuple[re.Pattern[str], Make], ...] = (
    (re.compile(_Y + r"(\d{1,2})\s*(?:月(?:份)?)?\s*(?:[-—–~～]+|至|到)\s*(\d{1,2})\s*月"),
     lambda y, m: f"{y}-{int(m[2]):02d}..{y}-{int(m[3]):02d}"),
    (re.compile(_Y + r"([上下])半年"), lambda y, m: f"{y}H{1 if m[2] == '上' else 2}"),
    (re.compile(_Y + r"(?:第)?([一二三四1-4])\s*季度"), lambda y, m: f"{y}Q{_DIGIT[m[2]]}"),
    (re.compile(r"截[至止](?:到)?" + _Y + r"(\d{1,2})\s*月"),
     lambda y, m: f"{y}-01..{y}-{int(m[2]):02d}"),
    (re.compile(_Y + r"(\d{1,2})\s*月(?:份)?(?!\s*\d)"), lambda y, m: f"{y}-{int(m[2]):02d}"),
    (re.compile(r"()(?:全年|一年来|全年度)"), lambda y, _: y),
    (re.compile(r"((?:19|20)\d{2})\s*年(?:度)?(?!\s*\d{1,2}\s*月)"), lambda y, _: y),
)  # fmt: skip
_PLACE = re.compile(
    r"全[省市县区镇乡街院校局州旗]|全系统|全街道|全公司|全集团|[我本](?:支部|村|社区|镇|乡|县|街道|局|院|校|公司|单位|党委|党总支)|"
    r"各(?:支部|党支部|社区|村|乡镇)|县直|驻区"
)


def paper_year(text: str, default: int) -> int:
    found = _YEAR.search(plain(text[:2000])) or _YEAR.search(plain(text))
    return int(found[1]) if found else default


def said_period(words: str, year: int) -> str:
    """The last period that these words name, as `2026H1`; empty: none."""
    taken: list[tuple[int, int, str]] = []
    for form, make in _FORMS:
        for match in form.finditer(words):
            start, end = match.span()
            if any(start < after and before < end for before, after, _ in taken):
                continue  # the 5月 of 1—5月
            try:
                taken.append((start, end, str(Period.parse(make(match[1] or str(year), match)))))
            except PeriodError:
                continue
    return max(taken)[2] if taken else ""


def periods(text: str, found: Sequence[Found], default_year: int) -> list[str]:
    year = paper_year(text, default_year)
    title = said_period(plain(text.lstrip()[:60].split("\n")[0]), year)
    return [
        said_period(plain(text[each.at : each.start]), year)
        or said_period(plain(each.heading), year)
        or title
        for each in found
    ]


def paper_period(text: str, today: date) -> Period:
    """Of which period a paper as a whole speaks: its first lines say so, else the half-year."""
    year = paper_year(text, today.year)
    lines = [line for line in plain(text[:600]).splitlines() if line.strip()]
    said = next((found for line in lines[:4] if (found := said_period(line, year))), "")
    period = Period.parse(said) if said else Period.natural(today, 6)
    return period if period.first_day <= today else Period.natural(today, 6)


def places(text: str, found: Sequence[Found]) -> list[str]:
    made = []
    last = ""
    for each in found:
        here = _PLACE.findall(text[each.at : each.start])
        last = here[-1] if here else last
        made.append(last)
    return made
