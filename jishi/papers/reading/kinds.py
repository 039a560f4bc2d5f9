"""Which kind a token is: figure, name, date, rule or other. Start at `kind_of`.

Each step answers or leaves it to the next: dates and codes are known by their form, names by what
follows the X, rules by what stands around the number (`aims`); what remains is a figure.
An empty answer: it is nothing at all (the 三 of 三级).
"""

from __future__ import annotations

import re

from jishi.papers.reading.aims import aim
from jishi.papers.reading.context import Context
from jishi.papers.reading.lexicon import (
    COUNT_BEFORE,
    COUNTED,
    LASTING,
    NAME_AFTER,
    UNIT,
)
from jishi.papers.reading.measure import Measured

_LIST = re.compile(r"(?:\d{1,2}\s*[.．、)）](?!\d)|[(（]\d{1,2}[)）])")
_SECTION = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%‰万亿])(?=[\u4e00-\u9fff])(?!(?:个|名|万|亿|元|人))"
)
_CHAIN = re.compile(r"(?:[、和及与,]|以及)\s*X+")
_AGE_LIMIT = re.compile(r"^\s*(?:周?岁)(?:及)?(?:以[上下]|左右|[至到—–~-]|的老|老人|老党员|高龄)")
_AGE_OF = re.compile(
    r"^\s*(?:周?岁)的?[\u4e00-\u9fff]{0,6}?(?:[党X]员|老人|老兵|老汉|同志|书记|主任|群众|村民|居民|"
    r"教师|大爷|大妈|奶奶|爷爷|小伙|姑娘|妇女)"
)
_YEARS_OF = re.compile(
    r"^\s*年(?:及)?(?:以上|[党X]龄|以下)?的?(?:[党X]龄|老[党X]员|以上[党X]龄)|^\s*年如一日"
)
# In copies passed around the 党 itself is crossed out: X员, X委, X建, 入X.
_PARTY = re.compile(
    r"员(?!工)|委(?!托|派)|建(?!设|成|立|筑|议|档|言)|课(?!题|堂|时|程|后)|龄|费(?!用)|性|史|旗|章|徽|群|组织(?!生活)|总支|"
    r"支部|代表|小组|务(?!工)|内(?!科)|规|纪|风廉|的(?:创新理论|二十|十九|建设|领导|组织|全面领导|政治|群众路线)"
)
_ROAD = re.compile(r"(?:路|街|巷|弄|大道|信箱|楼|栋|院|公寓|小区)$")
_LIMITS = ("以上", "以下", "及以上", "及以下", "左右")


def kind_of(at: Context, what: Measured) -> str:
    form = at.token.form
    if form == "date":
        if _of_a_house(at):
            return "name" if "X" in at.token.text else "other"
        if _of_a_sort(at):
            return "other"
        return "" if _no_date(at) else "date"
    if form == "digits" and re.match(r"\s*日(?:之)?内", at.after):
        return "rule"
    if form == "other" or (form == "blank" and _heads_a_line(at)):
        return "other"
    if form == "blank":
        return _blank(at, what) or aim(at, what) or "figure"
    if form == "digits":
        return _digits(at, what) or aim(at, what) or "figure"
    if form == "chinese" and what.unit == "岁" and _of_age(at, what):
        return "other"
    return aim(at, what) or "figure"


def _no_date(at: Context) -> bool:
    return at.token.text in ("十一月", "十一日")


def _of_a_house(at: Context) -> bool:
    return at.token.text.endswith("号") and bool(_ROAD.search(at.before))


_DAYS_BEHIND = re.compile(r"[、和]\d{1,2}[日号]")


def _of_a_sort(at: Context) -> bool:
    """梨橙2号: a number in a name, no day of the month."""
    sort = re.fullmatch(r"\d{1,2}\s*号", at.token.text)
    return bool(
        sort
        and not _DAYS_BEHIND.match(at.after)
        and re.search(r"[\u4e00-\u9fff](?<![月每于在到至和与及的自从为日号、])$", at.before)
    )


def _heads_a_line(at: Context) -> bool:
    """The number of an item was blanked as well: _、慰问…"""
    lead = at.same[at.sentence.paragraph : at.token.start]
    return "_" in at.token.text and not lead.strip() and at.after[:1] in ("、", ".", "．")


# --- blanks ---------------------------------------------------------------------------------------


def _blank(at: Context, what: Measured) -> str:
    if at.titled and at.token.end <= at.titled[1]:
        return "date" if re.match(r"\s*年(?!级)", at.after) else "name"
    if at.before.endswith("\t") and re.match(r"[ \u3000]*(?:[\t\r\n]|$)", at.after):
        return ""  # alone in the cell of a table
    early = _blank_by_look(at)
    if early:
        return early
    if _AGE_LIMIT.match(at.after) or re.match(r"\s*周年", at.after):
        return "other"
    if at.quoted and len(at.quotation) <= 16 and not (what.unit and len(at.quotation) > 10):
        return "other" if re.search(r"在党X|X周年", at.quotation) else "name"
    if _PARTY.match(at.after) or (re.search(r"(?:入|微|讲)$", at.before) and not what.unit):
        return "name"
    span = _blank_span_of_time(at)
    if span:
        return span
    if re.match(r"\s*[%‰]|\s*个百分点", at.after) or what.qualifier in ("余", "多"):
        return ""
    return _named(at, what)


def _blank_by_look(at: Context) -> str:
    """What its own form and neighbours say: brackets in a form, sums with a plus."""
    text = at.token.text
    if re.match(r"\s*\+|\s*\s\+", at.after) or at.before.endswith("+"):
        return "other"
    if text[0] in "([（【" and not re.match(
        r"\s*(?:个|名|人|次|%|期|场|件|户|家|元|万|条)", at.after
    ):
        return "other"
    if re.match(r"\s*号(?:文|楼|线|令|地块|院)?", at.after):
        return "other" if re.search(r"[〕\])发第]\s*$", at.before) else "name"
    return ""


def _blank_span_of_time(at: Context) -> str:
    """X年 is a year, unless it is how long something took."""
    if not re.match(r"\s*年(?!级)", at.after):
        return "date" if re.match(r"\s*日(?!均|常|报|前)", at.after) else ""
    if re.match(r"\s*年(?:多|来|以上|以下|内|之久|左右|间|党龄|任期|时间|期限|期|后)", at.after):
        return "other" if "党龄" in at.clause_after[:8] or "在党" in at.before[-3:] else ""
    if at.before.endswith("在党"):
        return "other"
    return "" if LASTING.search(at.clause_before) else "date"


def _named(at: Context, what: Measured) -> str:
    """Whether an X stands for a name that was taken out."""
    after = at.after.lstrip(" \u3000")
    if _CHAIN.match(after):
        return _chain(at)
    if what.unit:
        return "name" if _name_in_spite(at, what) else ""
    if re.match(r"[万亿](?![\u4e00-\u9fff]{1,3}[村镇乡县市区]|家|达)", after):
        return ""
    if re.match(r"大(?!学|道|桥|街|队|厦|型|酒|樱|局|会|力|院|众|家|楼|厅)", after):
        return ""
    if re.match(r"[、，。；)）\s]|$|之[多一内外间]|至", after):
        return "" if _counted_before(at) else "name"
    if COUNT_BEFORE.search(at.clause_before.rstrip()) and COUNTED.match(after):
        return ""
    if re.match(r"(?:乡镇|街道|社区|村|单位|部门)[^，。；]{0,8}(?:分别|均已?|全部|都)", after):
        return ""
    if NAME_AFTER.match(after):
        return "name"
    if re.match(r"(?:名|个|类|种|批|条|项)", after):
        return ""
    return "" if _counted_before(at) and COUNTED.match(after) else "name"


def _name_in_spite(at: Context, what: Measured) -> bool:
    """A measure word may begin a name: X家园, X组, X站; and 《X》X期 stays a figure."""
    return bool(re.match(r"组(?!数)|队|点|号|段|里|方|级|层", what.unit)) and not _counted_before(
        at
    )


def _counted_before(at: Context) -> bool:
    return bool(COUNT_BEFORE.search(at.clause_before.rstrip())) or bool(
        re.search(r"(?:的|达|为|占|约|近|共|余|率)$", at.clause_before.rstrip())
    )


def _chain(at: Context) -> str:
    """X、X和X等社区 are names; 分别为X、X、X名 are figures."""
    rest = at.after
    while chain := _CHAIN.match(rest):
        rest = rest[chain.end() :]
    if re.search(
        r"分别(?:为|是|达|占|有)?[^，。；]{0,6}$|各(?:为|占)$",
        re.sub(r"[X、和,]", "", at.clause_before),
    ):
        return ""
    if re.match(r"\s*(?:[%‰]|个|名|人(?!民|大|社)|次|场|期|件|户|元|万|篇|份)", rest):
        return ""
    return "name"


# --- digits ---------------------------------------------------------------------------------------


_QUOTED_FIGURE = re.compile(r"[\d,.]+(?:万)?[%个名人次]?")
_CODE_BEFORE = re.compile(
    r"(?:热线|电话|手机|邮编|邮政编码|编号|代码|频道|微信号?|账号|帐号|号码|传真|QQ群?|联系方式|信箱|"
    r"附件|附表|附录|[、，。；：:（(\n]表|见表|图|注|案例|例|编码)(?:为|是)?[:：]?\s*$"
)
_CODE_AFTER = re.compile(
    r"\s*[”\"」]?(?:热线|平台|工程|模式|工作法|工作机制|机制|体系|行动|计划|党建|号文|号楼|路公交|号线|强|佳|会议室|教室|房间|室|楼(?!房|宇)|报告厅|党支部)"
)
_LONG = re.compile(r"\d{7,}")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_POINTS = re.compile(r"(?:问题|建议|措施|做法|如下|方面|内容|任务|原因)(?:为|是|有)?[:：]?$")
_LIST_INLINE = re.compile(r"[)）]|[.．、](?!\d)")


def _digits(at: Context, what: Measured) -> str:
    if _YEAR.fullmatch(at.token.text) and not what.unit and "\t" not in at.sentence.text:
        return "date"
    inside = at.titled and at.token.end <= at.titled[1]
    if inside or _in_a_list(at) or _of_age(at, what) or _a_code(at, what):
        return "other"
    short = at.quoted and len(at.quotation) <= 12 and at.quotation[-1] not in "。！？!?"
    return "other" if short and not _quoted_figure(at, what) else ""


def _quoted_figure(at: Context, what: Measured) -> bool:
    if not _QUOTED_FIGURE.fullmatch(at.quotation):
        return False
    behind = at.same[at.quoted[1] + 1 :][:3] if at.quoted else ""
    return bool(what.unit) or bool(re.match(UNIT, behind))


def _in_a_list(at: Context) -> bool:
    lead = at.same[at.sentence.paragraph : at.token.start]
    bracket = lead.endswith(("(", "（"))
    if not lead.strip(" \u3000\t(（"):
        return bool(
            _LIST.match(at.same, at.token.start - bracket)
            or _SECTION.match(at.same, at.token.start)
        )
    pointed = _POINTS.search(lead)
    starts = pointed or bool(re.search(r"[。；：:\s][(（]?$", lead[-2:]))
    said = len(at.token.text) == 1 and re.search(r"[，。；：]$", lead)
    if said and re.match(r"是[\u4e00-\u9fff]", at.after):
        return True
    if pointed and re.match(r"[:：](?!\d)", at.after):
        return True
    return len(at.token.text) <= 2 and bool(
        _LIST_INLINE.match(at.after) and (starts or _one_of_a_row(at))
    )


def _one_of_a_row(at: Context) -> bool:
    """…阵地建设1、抓队伍 …。2、抓阵地: its neighbour is numbered the same way."""
    number, end = int(at.token.text), at.same.find("\n", at.token.end)
    before = at.same[at.sentence.paragraph : at.token.start]
    after = at.same[at.token.end : end if end >= 0 else None]
    mark = re.escape(at.after[:1])
    return bool(
        re.search(rf"(?<!\d){number + 1}{mark}(?!\d)", after)
        if number == 1
        else re.search(rf"(?<!\d){number - 1}{mark}(?!\d)", before)
    )


def _of_age(at: Context, what: Measured) -> bool:
    """Ages, anniversaries and years in the Party say whom, not how many."""
    whom = bool(_AGE_LIMIT.match(at.after) or _AGE_OF.match(at.after)) or (
        what.unit == "岁" and bool(re.search(r"岁\s*[至到—–~-]+$", at.before))
    )
    if whom and at.clause_before.endswith("了"):
        return True
    if "." in at.token.text or re.match(r"\s*年党龄的老?(?!党员|同志)", at.after):
        return False
    if re.search(r"平均[^，。]{0,4}$|(?:达|到|为|了)$", at.clause_before[-7:]):
        return False
    if whom or re.match(r"\s*周[年岁]", at.after):
        return True
    if what.unit == "岁" and (what.high is not None or what.qualifier in _LIMITS):
        return True
    years = at.before.endswith("在党") or _YEARS_OF.match(at.after)
    return bool(years or re.search(r"党龄(?:满|达到?|超过)?$", at.before))


def _a_code(at: Context, what: Measured) -> bool:
    if re.fullmatch(r"0\d+", at.token.text) and what.unit in ("", "级", "班", "届"):
        return True
    if what.unit:
        return False
    if _LONG.fullmatch(at.token.text) and "\t" not in at.sentence.text:
        return True
    return bool(_CODE_BEFORE.search(at.before) or _CODE_AFTER.match(at.after))
