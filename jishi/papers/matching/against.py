"""What speaks against a candidate beside the words: another topic, an act upon them, a mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jishi.papers.matching.regions import GENERIC, Regions
from jishi.papers.matching.vocabulary import TOPICS

if TYPE_CHECKING:
    from jishi.papers.matching.known import Known

NEAR = 1.0
_EACH = re.compile(r"平均(?!.*率)|人均|户均|村均|每人")
_ACTED = re.compile(
    r"调整|撤换|补齐|更换|清理|表彰|慰问|走访|帮扶|评选|选树|报到|参加|约谈|回访|(?<![新党会层])组织|动员|不足|补充|选配|新选|选拔|选优|配强|选任|选聘|参与|清查|化解|报名|捐|救助|医疗|整顿|净增|涉及|惠及|新建|新成立|新组建"
)
_UNLIKE = re.compile(
    r"首题|应换|应开|应收|应交|应缴|应建|应训|应到|应参|补[收交缴]|退还|暂无|尚无|没有|未(?!成年)|不达标|不符合|不足|不到位|不满|缺少|偏[小大少]|老化|档案|台账|措施|通知"
)
_TOTAL = re.compile(r"共有|现有|下辖|下设|所辖|辖|全[县市区镇乡街院校局]|设有|我|共|达|发展至")
_ALL_OF = re.compile(r"全[县市区镇乡街院校局]|辖|下设|现有|共有")
_OTHERS = re.compile(
    r"(?:职工|员工|群众|学生|教师|居民|村民|患者|人口|志愿者|医护人员|教职工|工作人员|家长)(?:共|有|约|近|达|总数|人数)*$"
)
_OTHERS_BEHIND = re.compile(
    r"[^，。、党]{0,8}(?:老人|群众|居民|村民|职工|员工|学生|教师|患者|家长|志愿者)"
)
_WHOSE = re.compile(r"其中[^，。]{2,14}(?:党委|支部|党总支|[镇乡村局院校]|社区|街道)[共现]?有")
_EVERY = re.compile(r"均|全部|都")
# What is counted stands behind its measure word: 13个乡镇, 6个检查组 are nothing of the catalogue.
_COUNTED = re.compile(
    r"(?:涉农)?(?:乡镇|镇(?!直)|县直|街道(?!党)|小区|居民小区|网格|自然村|村民小组|小组|楼栋|票)|"
    r".{0,4}(?:工作组|检查组|督查组|督导组|指导组|调研组|专班|领导小组|县级领导|突击队|服务队|志愿队)"
)
_HONOURED = re.compile(
    r"评选|表彰|表扬|选树|授予|(?:荣)?获(?:得|评)?(?!批|取|悉|益|奖)|评为|推荐表彰|先进"
)
_MAY_BE_HONOURED = ("appraisal", "standard", "visit", "stated", "weak")
_HELD = re.compile(r"(?:直管|自管|在册|登记|所属|直属|下属|基层|全体|级|了|中共)$")
_OWN = re.compile(
    rf"(?:社区|居委会|[村镇乡局院校]里?|农村|机关|企业|公司|教师|教职工|职工|支部|党委|总支|{_HELD.pattern})$"
)
_DOING = re.compile(
    r"(?:摸排|排查|登记|派驻|选派|下派|选聘|聘请|配备|配齐|建立|成立|组建|新建|建成|打造|培养|储备|确定|发展|接收|吸收|"
    r"转入|转出|走访|联系|找到|查找|培育|创建|有|为|至|达|整顿|统计|掌握|预备|录入|纳入|管理|在|任|是|占|给|为|对|让|把|将|向)$"
)
_DOES = re.compile(r"现有|共有|召开|开展|举办|发展|建立|新建|走访|培训|整改|转化|配备|选派|下设")
_STRUCK = re.compile(r"已(?:初步|全部|基本)?(?:完成|整改|转化|销号|解决|办结)|转化|销号|摘帽")
_POSTS = re.compile(r"书记|干部|主任|委员|代表|成员")
_PRAISED = re.compile(r"[县区市省校院]级优秀|获评|荣获|表彰|表扬|授予|驰援|先锋")
_ALL_SUCH = re.compile(r"纳入|登记|摸排|所有|全部|现有|共有|辖区|在册")
_PLAIN = frozenset(
    (
        "党员",
        "党支部",
        "党组织",
        "基层党组织",
        "党总支",
        "党委",
        "党小组",
        "书记",
        "单位",
        "两新组织",
        "村",
    )
)
_DISPUTES = re.compile(r"纠纷|矛盾")
_GENERIC = re.compile(f"(?:{GENERIC.pattern})$")


def fitting(
    known: Known, seen: dict[str, float], where: Regions, reason: str, part: bool
) -> float:  # fmt: skip
    """How much is left when everything that speaks against it is taken off.

    `part`: the sentence has counted the whole before.
    """
    factor = 1.0 if part else _of_topic(known, where)
    if known.entry.code.startswith("income.villages_"):
        factor *= _which_villages(where, reason)
    if known.heading == "org" and any(
        word not in where.near + where.clause for word in reason.split("、")
    ):
        factor *= 0.6  # 社会组织230家 behind 党组织: organisations, not the Party's in them
    if known.is_total:
        factor *= _not_all_of_them(known, where, reason)
    others = _OTHERS.search(where.left) or _OTHERS_BEHIND.match(where.right)
    if known.heading == "member" and others and "人员" not in reason:
        factor *= 0.4
    if known.heading == "member" and _POSTS.search(where.near) and "党员" not in where.near:
        factor *= 0.5
    unlike = _UNLIKE.search(where.focus + where.right[:6])
    if unlike and unlike[0][0] not in reason and unlike[0] not in known.entry.title:
        factor *= 0.45
    if _EACH.search(where.left) and "均" not in known.entry.title:
        factor *= 0.4
    around = where.near + where.clause
    if (
        not part
        and not (known.heading == "development" and not known.is_total)
        and "其中" in around
        and not _WHOSE.search(around)
        and all(seen.get(w, 0) == NEAR for w in reason.split("、"))
    ):
        factor *= 0.75
    counted = _COUNTED.match(where.right)
    if counted and counted[0] not in reason and known.heading != "unit":
        factor *= 0.4
    return factor


def _which_villages(where: Regions, reason: str) -> float:
    """无收入的村3个；收入20万元以上的村45个: which ones they are is said anew."""
    said = (word for word in reason.split("、") if word not in ("集体经济", "收入", "村"))
    return 1.0 if all(word in where.near + where.clause for word in said) else 0.5


def _of_topic(known: Known, where: Regions) -> float:
    """Nothing near speaks of what it is about; or it speaks of something beside it."""
    factor = 1.0
    for about in (known.heading, known.entry.code.split("_")[0]):
        topics = TOPICS.get(about)
        if topics and not any(word in where.everything for word in topics):
            factor *= 0.6
    if known.entry.code.endswith((".found", ".received")) and _STRUCK.search(where.near):
        factor *= 0.85
    if known.heading == "appraisal" and _PRAISED.search(where.near):
        factor *= 0.5
    if known.heading == "problem" and _DISPUTES.search(where.focus):
        factor *= 0.6
    return factor


def _not_all_of_them(known: Known, where: Regions, reason: str) -> float:
    """Some only: something is said of them, done to them, or they are of one sort."""
    factor = 1.0
    accounted = any(word in where.said for word in reason.split("、"))
    if (where.predicate and not accounted) or _more_is_said(where, reason):
        factor *= 1.0 if _speaks_of_all(where) else 0.5
    acted = _ACTED.search(where.focus)
    if acted and acted[0] not in reason:
        factor *= 0.45
    honoured = _HONOURED.search(where.focus + where.clause) or (
        not _DOES.search(where.focus) and _HONOURED.search(where.earlier)
    )
    if honoured and honoured[0] not in reason:
        factor *= 0.5
    if _is_of_one_sort(where, reason, _HELD if known.heading == "org" else _OWN):
        factor *= 0.55
    return factor


def _is_of_one_sort(where: Regions, reason: str, own: re.Pattern[str]) -> bool:
    """商圈党支部, 困难党员: the words in front of it narrow it down and are not accounted for."""
    if not _PLAIN.intersection(reason.split("、")):
        return False
    if where.own and where.focus.startswith("的"):  # 刚过10万元的村: the number before narrows it
        return True
    places = [where.focus.find(word) for word in reason.split("、") if word in where.focus]
    first = min(places, default=0)
    before = where.focus[where.own if first >= where.own else 0 : first]
    if before.endswith("的"):  # 45岁以下的党员
        return len(before) > 2 and not _ALL_SUCH.search(before)
    return bool(before) and not any(end.search(before) for end in (_GENERIC, own, _DOING))


def _speaks_of_all(where: Regions) -> bool:
    return bool(
        _TOTAL.search(where.left) or _ALL_OF.search(where.clause) or _EVERY.search(where.near)
    )


def _more_is_said(where: Regions, reason: str) -> bool:
    """19个支部记录补记: it is 19 of them, not all there are."""
    places = [
        where.right.find(word) + len(word) for word in reason.split("、") if word in where.right
    ]
    return bool(places) and len(where.right) - max(places) >= 2
