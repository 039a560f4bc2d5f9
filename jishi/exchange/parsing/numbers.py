"""Dates, money and counts."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jishi.exchange.cells import Cell, Day, number_text
from jishi.exchange.faults import Fault
from jishi.exchange.parsing.words import plain, seen
from jishi.kernel.partial import EARLIEST, LATEST, NotADate, PartialDate, read_partial

_EPOCH = dt.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 10_000, 73_415  # 1927-05-18 … 2100-12-31; four digits are a year


def partial_date(cell: Cell) -> PartialDate:
    """To the day, the month or the year (R-FMT-20): text, a true date cell, or a serial number."""
    if isinstance(cell, Day):
        if not EARLIEST <= cell.moment.year <= LATEST:
            raise Fault("date_impossible", f"{cell.moment:%Y-%m-%d} 的年份不可能")
        return cell.partial
    if isinstance(cell, bool | dt.time):
        raise Fault("date_form", f"“{seen(cell)}”不是日期")
    if isinstance(cell, int | float):
        return _date_of_number(cell)
    written = seen(cell)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", written):
        return _date_of_number(float(written))
    try:
        return read_partial(written)
    except NotADate as refused:
        raise Fault(refused.code, refused.message) from None


def _date_of_number(value: float) -> PartialDate:
    """20200105, 202001, 2020, 2020.01, or days since 1900 as spreadsheets count."""
    if FIRST_SERIAL <= value < LAST_SERIAL + 1:
        return PartialDate(_EPOCH + dt.timedelta(days=int(value)))
    written = number_text(value)
    if re.fullmatch(r"\d{4}\.1", written):
        january, october = f"{written[:4]}-01", f"{written[:4]}-10"
        raise Fault(
            "date_ambiguous",
            f"“{written}”存成了数字，分不清是 1 月还是 10 月，请写成 {january} 或 {october}",
        )
    try:
        return read_partial(written)
    except NotADate as refused:
        raise Fault(refused.code, refused.message) from None


def full_date(cell: Cell) -> dt.date:
    """A date known to the day."""
    found = partial_date(cell)
    if found.precision != "day":
        raise Fault("date_partial", f"“{found}”没有写到日，请补全年月日")
    return found.date


def day_of_office(cell: Cell) -> dt.date:
    """When an organisation was founded or elected: old papers know the month, its first day counts.

    A year alone is too little: terms would end a year off.
    """
    found = partial_date(cell)
    if found.precision == "year":
        raise Fault("date_partial", f"“{found}”只有年份，请至少写到月")
    return found.date


_MONEY = re.compile(
    r"(?:人民币|RMB|CNY|[¥￥$])?([+-]?[\d,]*\.?\d*)(?:元整|元|块)?(?:/?(?:每?月|人))?"
)
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "角": 10, "分": 1}


@dataclass(frozen=True)
class Money:
    """An amount in whole fen (R-FMT-19)."""

    unit: str = "元"
    most: int = 10**12

    def of_unit(self, unit: str) -> Money:
        """The same for a column whose header names another unit."""
        return Money(unit, self.most) if unit in _FEN else self

    def __call__(self, cell: Cell) -> int:
        written = plain(cell).upper().replace("，", ",")
        if "万" in written or "千" in written or "亿" in written:
            raise Fault("money_unit", f"“{written[:20]}”请换算成元后填数字")
        found = _MONEY.fullmatch(written)
        digits = found[1].replace(",", "") if found else ""
        try:
            amount = Decimal(digits)
        except InvalidOperation:
            raise Fault("money_form", f"“{written[:20]}”不是金额") from None
        if amount < 0:
            raise Fault("money_negative", "金额不能是负数")
        if found and "," in found[1] and not _THOUSANDS.fullmatch(found[1]):
            raise Fault("money_form", f"“{written[:20]}”的千分位逗号不对")
        fen = amount * _FEN[self.unit]
        if fen != fen.to_integral_value():
            raise Fault("money_decimals", f"“{written[:20]}”精确到分，最多两位小数")
        if fen > self.most:
            raise Fault("money_large", "金额过大")
        return int(fen)


def money(unit: str = "元") -> Money:
    return Money(unit)


_COUNT = re.compile(r"([+-]?[\d,]+)(?:\.0*)?(?:人|个|名|户|岁|家|次|年|月|平方米|㎡)?")


@dataclass(frozen=True)
class Count:
    """A whole number between two bounds."""

    low: int = 0
    high: int = 10**9

    def __call__(self, cell: Cell) -> int:
        written = unicodedata.normalize("NFKC", plain(cell))
        found = _COUNT.fullmatch(written)
        digits = found[1].replace(",", "") if found else ""
        if not digits.lstrip("+-").isdigit() or len(digits) > 12:
            raise Fault("integer_form", f"“{written[:20]}”不是整数")
        if not self.low <= int(digits) <= self.high:
            raise Fault("integer_range", f"应在 {self.low} 至 {self.high} 之间")
        return int(digits)


_HOURS = re.compile(r"(\d{1,3})(?:\.(\d))?0*(?:学时|课时|小时|个)?")


def hours(cell: Cell) -> str:
    """Hours of study with one decimal at most, as text."""
    written = unicodedata.normalize("NFKC", plain(cell))
    found = _HOURS.fullmatch(written)
    if not found:
        raise Fault("hours_form", f"“{written[:20]}”不是学时，最多一位小数")
    return found[1] if found[2] in (None, "0") else f"{found[1]}.{found[2]}"


def integer(low: int = 0, high: int = 10**9) -> Count:
    return Count(low, high)
