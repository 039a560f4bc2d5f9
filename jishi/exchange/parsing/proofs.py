"""Numbers that prove themselves, and telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from jishi.exchange.cells import EXACT, Cell
from jishi.exchange.faults import Fault
from jishi.exchange.parsing.words import plain, seen
from jishi.kernel.codes import district_code_in_order
from jishi.kernel.identity import credit_code_in_order, identity_in_order, tidy
from jishi.kernel.verdict import Verdict

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,2}")
_LOST = "identity_number", "身份证号被 Excel 存成了数字，后几位已丢失，请把该列设为文本后重新录入"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9]\d{9}$)")
_PLAIN = re.compile(r"[1-9][0-9]{16}[0-9X]")
_MASK = re.compile(r"[*＊×]{2,}|[Xx]{3,}")


def _today() -> date:
    from jishi.base import clock  # reading alone needs no Django

    return clock.today()


def _insist(verdict: Verdict) -> None:
    for reason in verdict.refusals[:1]:
        raise Fault(reason.code, reason.text)


def _lost_digits(cell: Cell) -> bool:
    """A number too long for a spreadsheet, or its writing as 1.10105E+17."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= EXACT
    return isinstance(cell, str) and bool(_SCIENTIFIC.fullmatch(plain(cell)))


def identity(cell: Cell) -> str:
    """R-FMT-01 to R-FMT-03; what Excel has spoilt is told as such."""
    if cell.__class__ is str and _PLAIN.fullmatch(cell) and identity_in_order(cell, _today()):
        return cell
    written = seen(cell)
    if _lost_digits(cell):
        raise Fault(*_LOST)
    if _MASK.search(written):
        raise Fault("identity_masked", "身份证号被遮蔽，请用完整名册")
    number = tidy(written)
    verdict = identity_in_order(number, _today())
    if not verdict and re.fullmatch(r"[1-9]\d{14}000", number):
        raise Fault(*_LOST)
    _insist(verdict)
    return number


def phone(cell: Cell) -> str:
    """A mobile number (R-FMT-18)."""
    if cell.__class__ is str and _MOBILE.fullmatch(cell):
        return cell
    written = unicodedata.normalize("NFKC", seen(cell))
    if _SCIENTIFIC.fullmatch(plain(cell)):
        raise Fault("phone_number", "手机号被 Excel 存成了数字，后几位已丢失，请重新录入")
    if _MASK.search(written):
        raise Fault("phone_masked", "手机号被遮蔽，请用完整名册")
    number = _COUNTRY.sub("", re.sub(r"[\s()'’‘`\"\-–—]+", "", written))
    if _MOBILE.fullmatch(number):
        return number
    several = [part for part in re.split(r"[/、,;；，|\s]+", written) if part]
    if len(several) > 1 and all(_MOBILE.fullmatch(re.sub(r"\D", "", p)) for p in several):
        raise Fault("phone_several", "填了几个手机号，请只留一个")
    digits = re.sub(r"\D", "", number)
    if digits == number and len(digits) != 11:
        raise Fault("phone_form", f"手机号应为 11 位，现为 {len(digits)} 位")
    raise Fault("phone_form", f"“{written[:20]}”不是手机号，应为 11 位、以 1 开头")


def credit_code(cell: Cell) -> str:
    """R-FMT-04 to R-FMT-06."""
    if _lost_digits(cell):
        raise Fault(
            "credit_number", "统一社会信用代码被 Excel 存成了数字，后几位已丢失，请重新录入"
        )
    number = tidy(seen(cell))
    _insist(credit_code_in_order(number))
    return number


uscc = credit_code


def district(cell: Cell) -> str:
    """R-FMT-10."""
    found = plain(cell).strip("'")
    _insist(district_code_in_order(found))
    return found
