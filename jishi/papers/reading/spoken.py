"""Which Chinese digits say a number: 三百二十一名 does, the 三 of 三级 does not."""

from __future__ import annotations

import re

from jishi.papers.reading.context import Context
from jishi.papers.reading.found import Found
from jishi.papers.reading.measure import Measured

_PLAIN_UNIT = re.compile(
    r"人次|人|名|场次|场|期|家|户|篇|起|例|万元|亿元|元|小时|公里|亩|套|台|册|课时|学时|平方米|平方公里|吨|人月|户次|批次|件次"
)
_LOOSE_UNIT = re.compile(
    r"个|次|处|件|条|项|份|支|所|间|座|批|年|天|个月|本|张|支队伍|轮|类|层|块|位|笔|面|辆|台"
)
_FIGURE_OF_SPEECH = re.compile(
    r"篇(?:大)?文章|本(?:账|书)|张(?:清单|网|表|图|牌|蓝图)|把(?:火|尺|锁|钥匙|手)|记(?:重拳|组合拳)|道(?:防线|关)|"
    r"条(?:主线|底线|红线|线)|步(?:走|法)|盏灯|根弦|面(?!积)|场(?:硬仗|战)|支箭|堂课(?=[，。])|台戏|双(?:手|眼)|颗(?:心|种子)|股(?:绳|力)|"
    r"项(?:议程|机制|原则|要求|纪律|举措)|"
    r"个(?:方面|坚持|环节|层面|维度|重点|阶段|步骤|层次|角度|关键|抓手|导向|结合|突出|强化|到位|落实|转变|统一|意识|自信|维护|"
    r"全面|基本|过硬|必须|不|字|聚焦|机制|格局|平台|载体|工程|能力|水平|文明|带头|提升|优先|导|体系|问题(?=[：:])|样|整体|更加|着力|注重|从|先|更)"
)
_MAKING = re.compile(
    r"(?:辖|设|管|辖有|建成|成立|召开|举办|开展|新建|打造|培育|组织|设立|建立|完成|解决|整顿|转化|下设|现有|共有|共|了|过|发展|选派|新增|创建|化解|"
    r"办理|办结|发现|评选|命名|撤销|调整|组建|排查|整改|举行|进行|先后|印发|制定|出台|接收|慰问|走访|增加|减少|仅|还有|尚有|有|累计|历时|连续|"
    r"报送|刊发|[反提][映出馈]的|发现的|培养|查处|通报|观看|参加|授课|受理|近|约|达|超|各|分别)$"
)


_SPAN_OF_PLAN = re.compile(r"\s*年[^，。；了]{0,6}(?:规划|计划|方案|行动)")
_PROPER = re.compile(r"\s*(?:周年|道(?:沟|江|河|岭|湾|营))")
_SESSION = re.compile(r"\s*次(?:全会|全体|党代会|常委|代表|人民)")
_COUNTED_THING = re.compile(
    r"\s*(?:个|处|所|座|支)(?:[^，。；、]{0,4}?)(?:党组织|党支部|支部|党委|党总支|总支|党小组|社区|村|乡镇|镇|街道|单位|小区|网格|部门|科室|"
    r"党群服务中心|服务站|活动室|示范点|企业|项目|班次|工作组|督查组|服务队|突击队|民族|社(?=[、，。]))"
)


def is_number(at: Context, what: Measured) -> bool:
    text = at.token.text
    if text[0] in "十百千万亿" and re.search(r"[\dX]\s*$", at.before):
        return False  # the 万 of 3万余户
    if at.before.endswith(("第", "百分", "星期", "周", "初")) or at.titled:
        return False
    if at.quoted and len(at.quotation) <= 14:
        return False
    if at.token.form == "about":
        return True
    if re.match(r"\s*年多?(?:以?来|间)", at.after):
        return False
    if at.before.endswith("近") and re.match(r"\s*年(?![多的时以]|$)", at.after):
        return False
    if at.before.endswith("前") or _SESSION.match(at.after) or _PROPER.match(at.after):
        return False
    if what.unit == "届" or re.match(r"\s*届", at.after):
        return False
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
    if not what.unit:
        return False
    if at.token.text == "一":
        return _duty(at) or _just_one(at, what)
    if re.match(rf"\s*{re.escape(what.unit)}\s*(?:“|一|两|多(?!月|小时|星期))", at.after):
        return False
    if _FIGURE_OF_SPEECH.match(at.after.lstrip()) or _SPAN_OF_PLAN.match(at.after):
        return False
    if _PLAIN_UNIT.fullmatch(what.unit):
        return not re.search(r"[一二两三四五六七八九十、和及与]$", at.before)
    if _LOOSE_UNIT.fullmatch(what.unit):
        counted = _COUNTED_THING.match(at.after) or (
            (what.unit == "批" and at.before.endswith("分"))
            or (what.unit == "次" and re.search(r"(?:今年|全年|年内|半年)(?:来|以来)?$", at.before))
        )
        return bool(
            _MAKING.search(at.clause_before)
            or _duty(at)
            or counted
            or _behind_noun(at)
            or _behind_names(at)
        )
    return False


_ONE = re.compile(r"名|个|人|家|所|支|处|件|篇|起|例|期|场|项|间|套|台|座")
_ONLY = re.compile(r"(?:只有|仅有|仅(?:发展|新增|剩)?|共有|现有|另有|尚有|还有|各有)$")
_SAID_BEHIND = re.compile(r"(?:[\u4e00-\u9fff]{2}|[》”])$")
_HOW_OFTEN = re.compile(r"每|逐|(?:[年月周天季度日]|[这那某同下上另又再为成是]|第)$")
_HELD = re.compile(r"现有|共有|下?设|建成|召开|成立|举办|开展|出|刊|投稿|发表|新建|发展|转正|测试")


def _just_one(at: Context, what: Measured) -> bool:
    """只有一名女党员, 知识测试一期。 say a number; 一个支部就是一座堡垒 does not."""
    if not _ONE.fullmatch(what.unit):
        return False
    clause = at.clause_before
    if _ONLY.search(clause):
        return not re.match(r"\s*\w{1,2}(?:信念|目标|方向|办法|道理|选择)", at.after)
    ends = re.match(rf"\s*{re.escape(what.unit)}\s*(?:[、，。；）)]|$)", at.after)
    said = _SAID_BEHIND.search(clause) and not _HOW_OFTEN.search(clause)
    return bool(ends and said and _HELD.search(clause))


def goes_on(same: str, last: Found, at: Context, what: Measured) -> bool:
    """两场讲座、一次参观和一场座谈: the later numbers are as good as the first."""
    between = same[last.behind : at.token.start]
    return (
        last.kind == "figure" and last.at == at.sentence.start
        and (same[last.start] in "一二两三四五六七八九十" or last.unit == what.unit)
        and bool(re.fullmatch(r"[^，。；：\n]{1,16}[、和及与]", between))
        and bool(_PLAIN_UNIT.fullmatch(what.unit) or _LOOSE_UNIT.fullmatch(what.unit))
        and not _FIGURE_OF_SPEECH.match(at.after.lstrip())
    )  # fmt: skip


def _behind_noun(at: Context) -> bool:
    """社区党委八个、: what is counted stands before, and nothing more is said of it."""
    ends = re.match(
        r"\s*(?:个|处|件|项|次|所|座|间|层|条)(?:以上|左右|之多)?(?:[、，。；）)]|$)", at.after
    )
    return bool(ends and re.search(r"[\u4e00-\u9fff]{2}$", at.clause_before))


_PLACES = re.compile(
    r"、[^，。；：、]{1,12}[村镇乡社区县市街道局院校厂店园站所路山河屯组支部公司]等?$"
)


_PEOPLE = re.compile(r"[、和][^，。；：、和]{2,6}$")


def _behind_names(at: Context) -> bool:
    """东村、西村、前村三个广场: the names are counted."""
    if re.match(r"\s*[位名](?:同志|党员|干部|教师|同学)", at.after):
        return bool(_PEOPLE.search(at.clause_before))
    return bool(_PLACES.search(at.clause_before) and re.match(r"\s*[个所家处]", at.after))


def _duty(at: Context) -> bool:
    return bool(re.search(r"(?:至少|不少于|不低于)[^，。]{0,8}$", at.clause_before))
