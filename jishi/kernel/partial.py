"""Dates as offices write them, known to the day, the month or the year (R-FMT-20).

Start at `read_partial`, which turns a writing into a `PartialDate` or says what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal

Precision = Literal["day", "month", "year"]

EARLIEST = 1840
LATEST = 2100


class NotADate(ValueError):
    """Why a writing is no date: a code for programs, a Chinese sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """What is not known is set to the first: 1958-07 is stored as 1958-07-01, to the month."""

    date: dt.date
    precision: Precision = "day"

    def __lt__(self, other: PartialDate) -> bool:
        return (self.date, self.precision) < (other.date, other.precision)

    @property
    def latest(self) -> dt.date:
        """The last day that it may mean."""
        year, month = self.date.year, self.date.month
        if self.precision == "year":
            return dt.date(year, 12, 31)
        if self.precision == "month":
            return dt.date(year, month, monthrange(year, month)[1])
        return self.date

    def agrees(self, other: PartialDate) -> bool:
        """Whether both may mean the same day."""
        return self.date <= other.latest and other.date <= self.latest

    def __str__(self) -> str:
        length = {"day": 10, "month": 7, "year": 4}[self.precision]
        return self.date.isoformat()[:length]


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_HAN = "〇零○O一二三四五六七八九十廿卅"
_HAN_DATE = re.compile(
    rf"([{_HAN}]{{4}})年(?:(元|[{_HAN}]{{1,3}})月(?:份)?(?:([{_HAN}]{{1,4}})[日号]?)?)?"
)
_TIME = re.compile(
    r"(?<=[\d日号])[\sT]*(?:上午|下午|[AP]M)?\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?"
    r"[秒分]?\s*(?:[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$"
)
_PARTS = re.compile(r"(\d{4})[-/.年,\\_](\d{1,2})(?:[-/.月,\\_]份?(?:(\d{1,2})[日号]?)?)?")
_GAPS = re.compile(r"\s*([-/.年月日号])\s*")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4})年?")
_BACKWARDS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{0,2}日?)?")
_NO_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}[日号]?")
_AROUND = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u202a-\u202e'’‘`\"]|(?:星期|周)[一二三四五六日天]"
)


def read_partial(text: str) -> PartialDate:
    """A date in any of the usual writings; ambiguous and impossible ones raise `NotADate`."""
    if _ISO.fullmatch(text) and text[5:7] != "00" and text[8:] != "00":
        return _made(int(text[:4]), int(text[5:7]), int(text[8:]), text)
    plain = _AROUND.sub("", unicodedata.normalize("NFKC", text)).strip().upper()
    plain = re.sub(r"[–—−﹣~]", "-", plain).replace("。", ".").replace("、", ".")
    plain = _GAPS.sub(r"\1", _TIME.sub("", plain)).strip(" .-/")
    han = _HAN_DATE.fullmatch(re.sub(r"\s+", "", plain))
    if han:
        return _made(int(han[1].translate(_DIGITS)), _han_number(han[2]), _han_number(han[3]), text)
    for form in (_PARTS, _COMPACT, _YEAR):
        found = form.fullmatch(plain)
        if found:
            year, month, day = (int(n) if n else None for n in (*found.groups(), "", "")[:3])
            return _made(year, month, day, text)
    if _BACKWARDS.fullmatch(plain):
        raise NotADate("date_ambiguous", f"“{text}”分不清年月日的先后，请写成 2020-01-02 的样子")
    if _SHORT_YEAR.fullmatch(plain):
        raise NotADate("date_ambiguous", f"“{text}”的年份只有两位，请写全四位年份")
    if _NO_YEAR.fullmatch(plain):
        raise NotADate("date_form", f"“{text}”没有年份")
    raise NotADate("date_form", f"“{text}”不是日期，请写成 2020-01-02、2020.01 或 2020 的样子")


def _han_number(word: str | None) -> int | None:
    """十 二十 廿五 三十一, and digit by digit 一〇; 元 is the first month."""
    if not word:
        return None
    if word == "元":
        return 1
    word = word.replace("廿", "二十").replace("卅", "三十")
    if "十" not in word:
        return int(word.translate(_DIGITS))
    tens, _, ones = word.partition("十")
    ones = ones.lstrip("〇零○")
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _made(year: int | None, month: int | None, day: int | None, text: str) -> PartialDate:
    assert year is not None  # every form has a year
    if not EARLIEST <= year <= LATEST:
        raise NotADate("date_impossible", f"“{text}”的年份不可能")
    # 00 is how older programs write "not known".
    precision: Precision = "year" if not month else "day" if day else "month"
    try:
        return PartialDate(dt.date(year, month or 1, day or 1), precision)
    except ValueError:
        raise NotADate("date_impossible", f"“{text}”没有这一天") from None
