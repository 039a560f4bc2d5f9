"""Which Chinese digits say a number: 三百二十一名 does, the 三 of 三级 does not."""

from __future__ import annotations

import re

from jishi.papers.reading.context import Context
from jishi.papers.reading.measure import Measured

_PLAIN_UNIT = re.compile(
    r"人次|人|名|场次|场|期|家|户|篇|起|例|万元|亿元|元|小时|公里|亩|套|台|册|课时|学时|平方米|平方公里|吨|人月|户次|批次|件次"
)
_LOOSE_UNIT = re.compile(r"个|次|处|件|条|项|份|支|所|间|座|批|年|天|个月|本|张|支队伍|轮|类")
_MAKING = re.compile(
    r"(?:建成|成立|召开|举办|开展|新建|打造|培育|组织|设立|建立|完成|解决|整顿|转化|下设|现有|共有|共|了|过|发展|选派|新增|创建|化解|"
    r"办理|办结|评选|命名|撤销|调整|组建|排查|整改|举行|进行|先后|印发|制定|出台|接收|慰问|走访|增加|减少|仅|还有|尚有|有|累计|历时|连续|"
    r"报送|刊发|培养|查处|通报|观看|参加|授课|受理|近|约|达|超|各|分别)$"
)


def is_number(at: Context, what: Measured) -> bool:
    text = at.token.text
    if at.before[-1:].isdigit() or at.before.endswith("X"):
        return False  # the 万 of 3万余户
    if at.before.endswith(("第", "百分", "星期", "周", "初")) or at.titled:
        return False
    if at.quoted and len(at.quotation) <= 14:
        return False
    if at.token.form == "about":
        return True
    large = any(c in text for c in "百千万亿") or (len(text) > 1 and "十" in text)
    if re.fullmatch(r"[百千万亿]+", text):
        return bool(
            what.qualifier in ("余", "多", "来")
            or (what.unit and re.search(r"(?:近|上|超|约|数|几|达)$", at.before))
        )
    if text == "十":
        return what.qualifier in ("余", "多", "来", "几") or _small(at, what)
    if large:
        return bool(what.unit) and not re.match(r"\d", at.after)
    return _small(at, what)


def _small(at: Context, what: Measured) -> bool:
    """Two to ten with a measure word, where something was done so many times."""
    if not what.unit or at.token.text == "一":
        return bool(what.unit) and at.token.text == "一" and _duty(at)
    if re.match(rf"\s*{re.escape(what.unit)}\s*(?:“|一|两|多)", at.after):
        return False
    if _PLAIN_UNIT.fullmatch(what.unit):
        return not re.search(r"[一二两三四五六七八九十、和及与]$", at.before)
    if _LOOSE_UNIT.fullmatch(what.unit):
        return bool(_MAKING.search(at.clause_before) or _duty(at))
    return False


def _duty(at: Context) -> bool:
    return bool(re.search(r"(?:至少|不少于|不低于)[^，。]{0,8}$", at.clause_before))
