"""What should be, not what is: a duty said with its number, a target, a plan. Start at `aim`."""

from __future__ import annotations

import re

from jishi.papers.reading.context import Context
from jishi.papers.reading.lexicon import DONE, SHOULD
from jishi.papers.reading.measure import Measured

_PER = re.compile(
    r"(?:每|各)(?:[一两三]?个?)(?:人|名|位|村|户|年|月|季度|季|周|星期|天|日|半年|学期|支部|党支部|组|次|半月|"
    r"半个月|两个月|工作日|单位|社区|乡镇|党员|班|校|季|堂|期)(?!度?末)[^，。；：:]{0,16}$"
)
_TIMES = ("小时", "个小时", "天", "个工作日", "工作日", "个月", "年", "分钟")
_TERM = re.compile(
    r"(?:公示|考察|培养|整改|办理|办结|响应|答复|预备|试用)(?:期限?|时限|时间)(?:为|是|一般|满)?$|"
    r"限(?:期|时)$|任期(?:为|是|一般)?$"
)
_A_TIME = re.compile(r"\s*[/／]\s*(?:每?[月年季周天人]|半年)")
_BAND = re.compile(r"\s*分(?:及?以[上下])?的?(?:为|评为|定为|无|不予)")
_GIVEN = re.compile(r"^的?(?:[一定性次]{0,3})(?:救助|补助|奖励|补贴|资助|奖金|加分|重奖|奖补)")
_MEASURED_BY = re.compile(r"(?:必须|应当|标准)[^。；]{0,24}[:：](?:面积|人数|时间|不少于)?$")
_NORM = re.compile(r"(?:必要时|原则上|一般[由在设为不每])[^，。；：]{0,10}$")
_NORMS = re.compile(r"应当|原则上|可设立|要(?:设立|成立)|一般(?:单独|要|应|联合)|可与|不得|须|方可")
_LIMIT = re.compile(r"\s*[名人个]?(?:及?以[上下])?(?:正式)?(?:党员)?(?:的|单位)")
_THERE = re.compile(r"每年[^，。；]{0,4}[可能]|(?:全[县市区镇乡]|辖区内?|现有|所辖)[^，。；]{0,2}$")
_STANDARD = re.compile(r"(?:按照?|依据|根据)[^，。]{0,12}$")
_MEASURE_WORDS = re.compile(
    r"^[^，。；、]{0,4}(?:的)?(?:标准(?!化)|目标|要求|比例(?:下拨|核定|配备)|规定)"
)
_FOUR_ONES = re.compile(r"1名[^，。；]{1,24}、1[名个][^，。；]{1,24}、1[名个]")
_THRESHOLD = re.compile(
    r"(?:不足|不满|超过|接近|达到?|满)$|(?:不足|不满|超过|接近|达到?|满)[^，。；]{0,6}、$"
)
_THEN = re.compile(r"\s*[名人个][^，。；]{0,6}的，(?:采取|分别|可|应|由|要|单独|联合|设|建)")
LINE = re.compile(r"率[^，。；]{0,4}(?:低于|高于|不足|不到|未达到?|达不到)$")
_BEYOND = re.compile(r"\s*[%％]\s*的")  # 完成率低于80%的有：… it says who is meant, not how many
_LEAST = re.compile(r"\s*(?:至少|不少于)")
_WITHIN = re.compile(r"(?:之)?内")
_PLANNED = re.compile(
    r"(?:完成|占|实现|超额)[^，。；]{0,12}(?:目标|任务|计划)(?:任务|数|总数)?(?:的|达到?)?$"
)
_TARGET = re.compile(
    r"(?:力争|争取(?=[年在达实完让再])|确保|[可有]望|预[计期]|拟(?!发展的)|务必要?|将(?=[于在要会对按以有]|继续|进一步|投入|新?建|举办|召开|开展|组织|选派|培训|实现|完成|达到|通过|全面|逐步)(?![^，。]*?了)|"
    r"计划(?!生育|[，、。；》”’书表生内外中]|的?通知)|目标(?!(?:任务)?完成|责任|考核|管理|任务的|要求|导向|分解|[，；])|"
    r"要(?=(?:继续)?(?:完成|实现)|达到?|建成|培[训育])|到20[\dX]{2}年|年底前|今年内)[^。；]{0,40}$"
)
_REACHING = re.compile(
    r"(?:达到?|完成|实现|新?建成?|创建|打造|培[育训养]|不少于|不低于|转化|覆盖|发展|整顿|设立|新增|成立|召开|开展|举办|"
    r"解决|组织|培养|选派|储备|投入|提[高升](?:到|至)|控制在|降[低至]|在|轮训|提供|表彰|命名|选树|评选|办好|办理|走访|"
    r"接待|惠及|服务|受理|将有)[^，。；：:]{0,14}$"
)
_DEADLINE = re.compile(r"(?:\d\s*[日月]|月底|年底|月末|旬)之?前(?!夕)[^，。；]{0,20}$")
_EXPECTED = re.compile(r"预[计期](?![^。；]*(?:已|目前|截至))[^。；]*$")
_DONE_BEHIND = re.compile(r"[^了]{0,14}[\u4e00-\u9fff]了(?!解|然)")
_REACHED_LATER = re.compile(r"^[^，。；]{0,12}(?<!主)要(?:达到?|完成|实现|建成)")
_AIMS_BEHIND = re.compile(r"^[^，。；：]{0,12}的(?:奋斗|工作|总体)?目标[。；]?\s*$")
_EXISTING = re.compile(
    r"(?:全[县市区镇乡街局院校]|现有|辖区|所辖|下辖|结对帮扶的|已有|原有|剩余|其余|尚有|还有|的)[^，。；]{0,2}$"
)


def aim(at: Context, what: Measured) -> str:
    """`rule`, or empty where the number says what is or what was done."""
    clause = at.clause_before
    if _PLANNED.search(clause) or re.search(r"拟(?:发展|接收|确定|推荐)的$", clause):
        return ""
    each = re.search(r"平均每|人均|户均|村均", clause) and not at.sentence.ahead
    if each and "标准" not in at.clause_after[:12]:
        return ""
    said = _duty(at, what)
    if said is not None:
        return "rule" if said else ""
    return "rule" if not _EXISTING.search(clause) and _aimed(at, what) else ""


def _duty(at: Context, what: Measured) -> bool | None:
    """What is owed each time, at least, within a term; None: nothing here says so or not."""
    clause = at.clause_before
    given = re.search(r"(?:奖励|发给|给予[^，]{0,8})$", clause)
    if given and _GIVEN.match(at.same[what.behind :][:8]) and not DONE.search(clause):
        return True
    timed = what.unit in _TIMES and "平均" not in clause and _TERM.search(clause)
    earned = re.search(r"平均|收入|工资|报酬", clause) and "标准" not in at.clause_after[:12]
    if timed or (_A_TIME.match(at.same, what.behind) and not earned):
        return True
    if clause.endswith("满分") or (what.unit == "分" and _BAND.match(at.after)):
        return True
    each = _PER.search(clause) and "每" in clause and not clause.endswith("各") and not earned
    if each and not _THERE.search(clause) and not DONE.search(clause.split("每")[-1]):
        return True
    if re.search(r"对[有达满]到?$", clause) and _LIMIT.match(at.after):
        return True
    if _MEASURED_BY.search(at.before) or _NORM.search(clause):
        return True
    if _NORMS.search(at.sentence.text) and _LIMIT.match(at.after) and not DONE.search(clause):
        return True
    if SHOULD.search(clause[-12:]) and not re.search(r"(?:已|累计|先后|共)[^，]{0,8}$|了$", clause):
        return True
    if _THRESHOLD.search(clause) and _THEN.match(at.after):
        return True
    if LINE.search(clause) and _BEYOND.match(at.after):
        return True
    if what.unit in _TIMES and _LEAST.match(at.after.lstrip()[len(what.unit) :]):
        return True
    if what.unit in _TIMES and _WITHIN.match(at.after.lstrip()[len(what.unit) :]):
        return not re.search(r"已|了$|仅", clause + at.clause_after[:8])
    if _MEASURE_WORDS.match(at.clause_after) and (
        what.unit in ("%", "平方米", "元", "万元") or _STANDARD.search(clause)
    ):
        return bool(_STANDARD.search(at.before[-24:]) or "标准" in at.clause_after[:8])
    return True if _FOUR_ONES.search(at.sentence.text) else None


def _aimed(at: Context, what: Measured) -> bool:
    """A target, a plan, a request with its day; what is done already is none."""
    clause, before = at.clause_before, at.before
    done = re.search(r"已|累计|先后|了|去年", clause) or _DONE_BEHIND.match(at.clause_after)
    reaching = bool(_REACHING.search(clause)) or what.unit == "%"
    if not done:
        if _DEADLINE.search(clause) and re.search(r"[请须要应将]|务必|于", before):
            return True
        if re.search(r"预[计期]，?[^，。；]{0,14}$", before):
            return True
        if _EXPECTED.search(before) and reaching:
            return True
        if _REACHED_LATER.search(at.clause_after) or _AIMS_BEHIND.search(at.after):
            return True
        if _TARGET.search(before[-44:]) and reaching:
            return True
    return at.sentence.ahead and not re.search(r"已|累计|先后|了$|目前|截至|上半年", before[-30:])
