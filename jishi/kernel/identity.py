"""Numbers that prove themselves: the citizen's identity number and the credit code of a unit.

Start at `Identity.of`, which gives birth date and sex, and at the rules `identity_in_order` and
`credit_code_in_order`. All of them take the plain number: spaces, full-width digits and other
accidents of typing are the business of whoever reads them in (`tidy` helps).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from operator import mul

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, refuse

MALE, FEMALE = "1", "2"
"""R-FMT-13."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_INVISIBLE = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff'’‘`\"]+")
_HYPHENS = re.compile(r"[-–—−_]")

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capitals without I, O, S, V, Z (R-FMT-04)."""
_CREDIT = re.compile(f"[{CREDIT_ALPHABET}]{{18}}")
# Registering authority → classes of body it registers (R-FMT-06).
_CLASSES = {
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "1239", "6": "129", "7": "129",
    "8": "19", "9": "123", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip


def tidy(text: str) -> str:
    """The number without what people and programs put around it: half width, no gaps, capital X."""
    plain = unicodedata.normalize("NFKC", text)
    return _HYPHENS.sub("", _INVISIBLE.sub("", plain)).upper().replace("×", "X").replace("Χ", "X")


@dataclass(frozen=True, slots=True)
class Identity:
    """A number that is in order, and what it says about the person (R-FMT-01)."""

    number: str
    born_on: date
    sex: str

    @classmethod
    def of(cls, number: str) -> Identity | None:
        """None where the number does not prove itself; whether it was born by today is a rule."""
        if not _NUMBER.fullmatch(number) or identity_check(number[:17]) != number[17]:
            return None
        born_on = birth_date(number)
        if born_on is None:
            return None
        return cls(number, born_on, MALE if int(number[16]) % 2 else FEMALE)


def identity_check(digits: str) -> str:
    """The eighteenth character that belongs to seventeen digits (R-FMT-02)."""
    total = sum(map(mul, map(int, digits), _WEIGHTS))
    return _CHECKS[total % 11]


def birth_date(number: str) -> date | None:
    """The date at places 7 to 14, None if there is no such day (R-FMT-03)."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


@rule(
    title="身份证号是否合规",
    cites=("R-FMT-01", "R-FMT-02", "R-FMT-03"),
    source="GB 11643—1999",
    examples=(
        Example({"number": "11010519491231002X", "today": date(2026, 6, 1)}, True, "校验位为 X"),
        Example({"number": "440524188001010014", "today": date(2026, 6, 1)}, True, "早年出生"),
        Example(
            {"number": "110105194912310021", "today": date(2026, 6, 1)},
            "identity_check",
            "末位校验不符",
        ),
        Example(
            {"number": "990000199902300016", "today": date(2026, 6, 1)},
            "identity_birth",
            "二月没有三十日",
        ),
        Example(
            {"number": "990000203001010017", "today": date(2026, 6, 1)},
            "identity_birth",
            "尚未出生",
        ),
        Example({"number": "990000900101001", "today": date(2026, 6, 1)}, "identity_old", "旧号"),
        Example({"number": "9900001990", "today": date(2026, 6, 1)}, "identity_form", "位数不足"),
    ),
)
def identity_in_order(number: str, today: date) -> Verdict:
    """Form, birth date, check digit, in this order: the first thing wrong is what is told."""
    if len(number) == 15 and number.isascii() and number.isdigit():
        return refuse("identity_old", "是 15 位旧身份证号，请改填现行 18 位身份证号", "R-FMT-03")
    if not _NUMBER.fullmatch(number):
        if len(number) != 18:
            text = f"身份证号应为 18 位，现为 {len(number)} 位"
        else:
            text = "身份证号前 17 位应为数字，末位为数字或 X"
        return refuse("identity_form", text, "R-FMT-01")
    born_on = birth_date(number)
    if born_on is None or born_on > today or born_on.year < 1850:
        return refuse(
            "identity_birth", f"身份证号中的出生日期 {number[6:14]} 不存在或晚于今天", "R-FMT-03"
        )
    if identity_check(number[:17]) != number[17]:
        return refuse("identity_check", "身份证号校验位不对，可能有一位录错", "R-FMT-02")
    return OK


def credit_check(code: str) -> str:
    """The eighteenth character that belongs to the first seventeen (R-FMT-05)."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return CREDIT_ALPHABET[(31 - total % 31) % 31]


@rule(
    title="统一社会信用代码是否合规",
    cites=("R-FMT-04", "R-FMT-05", "R-FMT-06"),
    source="GB 32100—2015",
    examples=(
        Example({"code": "91350100M000100Y43"}, True, "企业"),
        Example({"code": "91350100M000100Y4Z"}, "credit_form", "含不使用的字母 Z"),
        Example({"code": "91350100M000100Y44"}, "credit_check", "末位校验不符"),
        Example({"code": "91350100M000100Y4"}, "credit_form", "只有十七位"),
        Example({"code": "96350100M000100Y4F"}, "credit_class", "工商登记没有第六类"),
    ),
)
def credit_code_in_order(code: str) -> Verdict:
    """Eighteen characters of the alphabet, authority and class that go together, check."""
    if len(code) != 18:
        return refuse("credit_form", f"统一社会信用代码应为 18 位，现为 {len(code)} 位", "R-FMT-04")
    if not _CREDIT.fullmatch(code):
        return refuse(
            "credit_form", "统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z", "R-FMT-04"
        )
    if code[1] not in _CLASSES.get(code[0], ""):
        return refuse("credit_class", "统一社会信用代码前两位不是已知的登记类别", "R-FMT-06")
    if credit_check(code[:17]) != code[17]:
        return refuse("credit_check", "统一社会信用代码校验位不对，可能有一位录错", "R-FMT-05")
    return OK
