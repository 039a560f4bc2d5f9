"""What stands around a figure, by how near it is: its own words, its clause, what was before.

Between two numbers of one clause the words belong to the one they stand beside: in 8个党总支、
31个党支部 to the first, in 党员大会2次、支委会6次 to the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jishi.papers.matching.tables import Cell, table_cells
from jishi.papers.matching.vocabulary import pairs_of, same
from jishi.papers.reading import Found

_CLAUSE = re.compile(r"[，。；：！？,;:!?\n\r\t（(）)【】▲—]")
_JOIN = re.compile(r"^(?:[、及与]|和|以及|并|等)+")
_JOIN_END = re.compile(r"(?:[、及与]|和|以及|并)+$")
_JOINED = re.compile(r"^[^，。；、：]{0,14}[和与及、]$")
_PREDICATE = re.compile(
    r"参加|开展|全部|均|实现|被|获|在|到|分别|已|进行|建立|(?<!党)组织|召开|递交|申请|完成|配齐|结合|带头|未|没有|投身|积极|连续|按期|按时|"
    r"应(?![急用对])|转化|达标|列入|每[人名个]|逆行|奋战|坚守|冲锋|因|为|于|向|与|以(?![上下及])|进村|下沉|驰援|报到|书记空缺|结对|会议|不规范|材料|就近|受益|获得|通过|担任|任|的|成功|从|由|做|签订|书|联|派"
)
GENERIC = re.compile(
    r"今年以来|上年|今年|年底|年初|中国共产党|中共|截至目前|截止目前|截至|截止|上半年|下半年|全年|半年来|一年来|目前|去年|本半年|各类|各级|各支部|各党支部|本党支部|我党支部|我支部|本支部|支部共|全县|全市|全区|全镇|全乡|全院|"
    r"全校|全局|全街道|全系统|全公司|我县|我镇|我局|我院|我乡|街道|集团|公司|学校|辖区|县委|镇党委|乡党委|局党组|院党委|党工委|党委班子成员|领导班子成员|班子成员|县|镇|乡|现有|共有|共计|总计|合计|累计|先后|共|"
    r"其中|分别|另有|还有|有|下设|下辖|所辖|辖|设有|设|达到|达|超过|超|近|约|多|余|以上|开展|组织|举办|召开|举行|进行|完成|实施|参加|活动|工作|情况|等|各|的|了|已|"
    r"为|是|次|个|名|期|场|半|年|月|日|将|在|上|中|只有|仅有|和|及|与|并|由|以|到|至|共同|实际|主要|一是|二是|三是|四是|五是|六是|新|仅|均|全部|人数|数量|收到|占|比|[、，。；：（）()\d%％X·.]+"
)


_CHANGE = re.compile(
    r"(?:[，,]?(?:较|比|同比|环比|与)[^，。；]{0,14}?)?"
    r"(增加|减少|增长|下降|提高|提升|上升|降低|净增|增幅|降幅|多|少|同比|环比|增收|净增加)(?:了|约|近)?$"
)
_SHORT_ASIDE = re.compile(r"[（(]([\u4e00-\u9fff+]{1,3})[)）]")
_BEFORE_NUMBER = re.compile(r"[（(][^（()）\d，。；]{4,12}[)）](?=\s*[\dX×＿_Ｘx])")
_PAIR = re.compile(  # said in one breath: it is not two things between two numbers
    r"热点、难点|难点、热点|堵点、痛点|痛点、堵点|老党员、困难党员|困难党员、老党员|书记、主任|意见、建议|困难、问题|问题、困难"
)
_CROSSED = re.compile(
    r"X(?=员(?!工)|委(?!托|派|员)|建(?!设|成|立|筑|议|档)|课(?!题|堂|时|程)|龄|费(?!用)|组织(?!生活)|总支|支部(?!书记X))|"
    r"(?<=入)X(?=积|申|誓|志)|(?<=微)X(?=课)"
)
_HOLDS = re.compile(
    r"(?:下设|下辖|设有|设立|设|现辖|所辖|辖有|辖(?!区)|共有|现有|建有)(?:了|共|各类)?$"
)
_HOLDS_WITHIN = re.compile(
    r"^(.*(?:下设|下辖|设有|现辖|所辖|共有|现有|建有|辖(?!区))[了共]?)([^了共]{2,})$"
)
_BARE = re.compile(
    r"(?=.*[占比达为])(?:占|党员|党组织|党支部|书记|整顿|整改|问题|销号|诉求|办结|工单|发展|任务|全[县市区镇乡街院校局]|应[训到参]|村|总|数|人|比|例|达|到|为|约|近|的|了|[\s,，])*"
)
_RATE = re.compile(r"[率占][^，。；]{0,14}(?:[的达为至到占])$")
_RATE_HEAD = re.compile(r"[%％]|率$|占比$|比例$|比重$")
_BECAME = re.compile(
    r"^(?:增至|增加到|提高到|提升到|提升至|提高至|上升到|上升至|降至|下降到|减少到|调整为)$"
)
_ALL_MEMBERS = re.compile(r"(?:全|我|本)[县市区镇乡街院校局村支社道部]+$")
_LEAST = re.compile(r"(?:突破|超过?|达到?|不足|低于|高于|不到|在|均|逾)$")
_FROM_THERE = re.compile(r"及?以[上下]的?(?:村|行政村)")
_UNIT_ASIDE = re.compile(r"[（(][^（()）]{1,4}[)）]")
_WHEN = re.compile(r"本期|同期|上期|上一期|上年|去年|\d年|半年|季度|\d月|合计|小计|数量|人数$|^数")


@dataclass(frozen=True)
class Regions:
    """Everything written the one way (`same`)."""

    near: str  # the words of its own, before and behind, joined
    focus: str  # what of them has to be explained: no predicate, not the whole of a long clause
    clause: str  # the beginning of the clause it shares
    earlier: str  # the sentence before that, and what the number before was about
    above: str  # heading and the sentence before
    heading: str
    left: str
    right: str
    said: str  # what is said about what is counted: 召开组织生活会 of 12个支部召开组织生活会
    change: str  # 增加: it says how much more, not how much
    own: int  # how much of the focus stands before the number
    predicate: bool  # something is said about what is counted
    bare: bool = False  # nothing but 占, 占总数的 before a share: of what was counted before
    rate: bool = False  # 转化率达到X, 占全县书记的X: a share without its mark
    listed: str = ""  # of several things in a row before the number: up to the first
    least: bool = False  # 12个村收入超过10万元: from where on it is counted, not a sum

    @cached_property
    def pairs(self) -> frozenset[str]:
        return pairs_of(self.near)

    @cached_property
    def everything(self) -> str:
        return f"{self.near}|{self.clause}|{self.earlier}|{self.above}"


def regions_of(text: str, found: Sequence[Found]) -> list[Regions]:
    """For everything found, in its order; what is no figure gets its regions too."""
    text = readable(text)
    made: list[Regions] = []
    last: Found | None = None
    cells = table_cells(text)
    for number, each in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        cell = cells.at(each.start)
        made.append(
            _in_table(cell, each)
            if cell
            else _regions(text, last, each, following, made[-1] if made else None)
        )
        if _parts(each):
            last = each
    return made


def _parts(each: Found) -> bool:
    """Whether it parts what is said: 12名党龄50年以上的党员 is one."""
    return each.kind in ("figure", "rule") and each.unit not in ("岁", "周岁", "周年", "年")


def readable(text: str) -> str:
    """As long as it was: 村（社区） without its brackets, and the 党 that copies cross out."""
    open_text = _SHORT_ASIDE.sub(lambda m: f"\u2009{m[1]}\u2009", text)
    open_text = _PAIR.sub(lambda m: m[0].replace("、", "") + "\u2009", open_text)
    open_text = _BEFORE_NUMBER.sub(lambda m: "\u2009" * len(m[0]), open_text)
    return _CROSSED.sub("党", open_text)


def _regions(
    text: str, last: Found | None, each: Found, following: Found | None, before: Regions | None
) -> Regions:
    start = _clause_start(text, each)
    shared = last is not None and last.behind > start and last.at == each.at
    left = text[last.behind if shared and last else start : each.start]
    if shared:
        left = _own_left(left)
    right = _BECAME.sub("", _right(text, each, following).removeprefix("的"))
    changed = _CHANGE.search(left)
    if changed:
        left = left[: changed.start()]
    bare = bool(_BARE.fullmatch(left))
    clause = text[start : last.start] if shared and last else ""
    if shared and last and last.base_unit == "元" and "村" in left + right:
        clause = text[start : last.behind]  # 10万元以上的村12个: the sum says which
    if not left.strip() and not right and before is not None and shared:
        left = before.near  # 培训班3期156人次: what was counted before
    earlier = text[each.at : start][-48:]
    if not (left + right).strip() or not GENERIC.sub("", left + right).strip():
        left = _clause_before(text, each, start) + left  # 开展主题党日，上半年共42场
    head, predicate = _head(right)
    if right.startswith("党员") and _ALL_MEMBERS.search(left or clause[:2]):
        head = "党员"  # 全镇640名党员…: all there are, whatever is said of them
    own, kept = left[-6:] if head else left[-14:], left[-40:]
    if head and _HOLDS.search(left):  # 党支部下设4个党小组: it is groups
        own, kept, clause = "", "", clause + left
    elif not head and (holds := _HOLDS_WITHIN.search(left)):  # 党总支下设党支部16个
        own, kept, clause = holds[2][-14:], holds[2], clause + holds[1]
    tail = _tail(text, each, following)
    predicate = predicate or bool(_PREDICATE.search(tail))
    clause = clause[-30:] + tail
    return Regions(
        near=same(kept + right), focus=same(own + head), own=len(same(own)), clause=same(clause),
        earlier=same(earlier + (before.near if before and last and last.at == each.at else "")),
        above=same(each.heading + text[max(0, each.at - 40) : each.at]),
        heading=same(each.heading), left=same(left[-20:]),
        right=same(right),
        bare=bare, rate=bool(_RATE.search(left)),
        listed=_listed(left) if not (shared or head) else "",
        least=_is_threshold(text, each, last if shared else None, left),
        predicate=predicate, said=same(right[len(head) :]), change=changed[1] if changed else "",
    )  # fmt: skip


def _listed(left: str) -> str:
    first, *more = re.split(r"、|(?<!中)和|及(?!格)", left)
    return same(first[-14:]) if more else ""


def _is_threshold(text: str, each: Found, last: Found | None, left: str) -> bool:
    """12个村收入超过10万元, 收入10万元以上的村12个: from where on it is counted."""
    behind = each.qualifier[-2:] + text[each.behind : each.behind + 3]
    if each.base_unit == "元" and _FROM_THERE.match(behind.removeprefix(each.unit)):
        return True
    return bool(last and last.unit in "个家户名" and _LEAST.search(left))


def _in_table(cell: Cell, each: Found) -> Regions:
    """Of a cell speak the head of its column and the first cell of its row."""
    head, row = same(_UNIT_ASIDE.sub("", cell.head)), same(_UNIT_ASIDE.sub("", cell.row))
    if _WHEN.search(head) or len(head) < 2:
        head, row = row, ""
    return Regions(
        near=head + row, focus=head, clause="", earlier="", above=same(each.heading),
        heading=same(each.heading), left="",
        right="", said="", change="", own=len(head), predicate=False,
        rate=bool(_RATE_HEAD.search(cell.head)),
    )  # fmt: skip


def _clause_start(text: str, each: Found) -> int:
    place = each.at
    for match in _CLAUSE.finditer(text, each.at, each.start):
        place = match.end()
    return place


def _clause_before(text: str, each: Found, start: int) -> str:
    earlier = text[each.at : start]
    lead, colon, _ = earlier.rpartition("：")
    if colon and earlier.endswith("（"):  # 漏开较多的有：河东村党支部（4次）、柳湾村党支部（2次）
        earlier = lead
    earlier = earlier.rstrip("，、：:, ")
    return re.split(r"[，：；,:]", earlier)[-1][-20:]


def _own_left(between: str) -> str:
    """What of the words between two numbers belongs to the second."""
    joined = _JOIN.match(between)
    if joined:
        return between[joined.end() :]
    parts = re.split(r"、|以及|(?<!中)和|及(?!格)|并", between)
    return parts[-1]


def _right(text: str, each: Found, following: Found | None) -> str:
    end = _CLAUSE.search(text, each.behind)
    stop = end.start() if end else len(text)
    body = text[each.behind : min(stop, each.behind + 40)]
    if _JOIN.match(body):
        return ""
    if following is not None and _parts(following) and following.start < stop:
        between = text[each.behind : following.start]
        return _JOIN_END.sub("", re.split(r"、|以及|(?<!中)和|及(?!格)|并", between)[0])
    return body


def _tail(text: str, each: Found, following: Found | None) -> str:
    """17个村党组织和1个社区党组织作为整顿对象: what is said of both stands behind the second."""
    if following is None or not _parts(following):
        return ""
    if not _JOINED.search(text[each.behind : following.start]):
        return ""
    end = _CLAUSE.search(text, following.behind)
    return text[following.behind : end.start() if end else len(text)][:24]


def _head(right: str) -> tuple[str, bool]:
    right = right.split("、")[0]
    if not right:
        return "", False
    cut = _PREDICATE.search(right)
    if cut is None:
        return right[:14], False
    if cut.start() == 0:
        return right[:14], True
    return right[: cut.start()][:14], True
