"""What a text meant for the public must not carry: numbers and addresses that point at a person.

It finds what is written in a form of its own. Names are not among it: whoever releases a text
reads it for them.
"""

from __future__ import annotations

import re

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, require

# Full-width digits and letters; nothing else is changed, so that a text stays as it was written.
_HALF = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
_LONG = re.compile(r"(?<!\d)\d{16,19}(?!\d)")
_FORMS = {
    "身份证号": re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dXx])"),
    "手机号": re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)"),
    "电话": re.compile(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"),
    "门牌": re.compile(
        r"\d+\s*(?:号楼|栋|幢|座|号院)\s*(?:\d+\s*单元)?\s*\d{1,4}\s*(?:室|号|户)?"
        r"|\d+\s*单元\s*\d{1,4}\s*(?:室|号|户)?|\d{1,4}\s*号\s*\d{1,4}\s*室|(?<!\d)\d{1,4}室"
    ),
    "车牌": re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]"
                       r"[·\s]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"),
}  # fmt: skip


def _checks(digits: str) -> bool:
    """By the sum that bank cards carry."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        n = int(sign) * (1 + place % 2)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


def private_in(text: str) -> tuple[str, ...]:
    """What kinds of personal particulars stand in it."""
    plain = text.translate(_HALF)
    found = [label for label, form in _FORMS.items() if form.search(plain)]
    cards = [one for one in _LONG.findall(plain) if not _FORMS["身份证号"].fullmatch(one)]
    if any(_checks(one) for one in cards):
        found.append("银行卡号")
    return tuple(found)


@rule(
    title="公开的文字不带个人信息",
    cites=("R-HOT-12", "R-HOT-14"),
    source="个人信息保护法；系统约定",
    examples=(
        Example({"text": "三组路灯已修好"}, True, "没有"),
        Example({"text": "投入 1380000 元，2026 年 3 月办结"}, True, "金额和日期不是"),
        Example({"text": "请找 13800000000 联系"}, "private", "手机号"),
        Example({"text": "证号 990000199001010019"}, "private", "身份证号"),
        Example({"text": "住 3 栋 2 单元 502 室"}, "private", "住到门牌"),
        Example({"text": "卡号 6222000000000000004"}, "private", "银行卡号"),
        Example({"text": "青A12345 乱停"}, "private", "车牌"),
    ),
)
def may_be_public(text: str) -> Verdict:
    found = private_in(text)
    return require(
        not found, "private", f"公开的文字里有{'、'.join(found)}，请去掉再发布", "R-HOT-14"
    )


def without_private(text: str) -> str:
    """The same with those places taken out."""
    plain = text.translate(_HALF)
    for form in (*_FORMS.values(), _LONG):
        plain = form.sub("…", plain)
    return plain.strip()
