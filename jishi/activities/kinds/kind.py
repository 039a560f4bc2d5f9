"""What a kind of activity says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jishi.activities.topics import TOPIC_KINDS
from jishi.kernel.clauses import all_clauses
from jishi.kernel.declare import Declaration, DeclarationError, discover
from jishi.kernel.items import Field, field_faults
from jishi.tree.kinds import ORG_KINDS

GROUPS = {
    "sanhui_yike": "三会一课",
    "life": "组织生活",
    "study": "学习教育",
    "leaders": "领导班子",
    "service": "联系服务",
}
EXPECTED = {
    "members": "全体党员",
    "committee": "委员会成员",
    "group": "本组党员",
    "nobody": "不固定",
}
# What a kind may demand before it counts (R-LIFE-19); `rules/elements.py` says when it is there.
ELEMENTS = {
    "expected": "应到人数",
    "present": "实到人数",
    "content": "议题或记录",
    "topics": "议题及其种类",
    "title": "题目",
    "lecturer": "授课人",
    "hours": "学时",
    "quorum": "法定到会人数",
    "pair": "谈话双方",
    "minutes": "会议记录",
}
# A campaign that runs through many activities: what it is called is what they share.
SERIES = Field(
    code="series", label="系列（专题）活动", most=40,
    help="属于某个系列的写它的名称，各次写得一样，如：党课开讲啦、四点半课堂",
)  # fmt: skip
QUORUMS = {"": "没有要求", "committee": "半数以上委员到会", "leaders": "三分之二以上应到会人员到会"}
BRANCHES = tuple(code for code, kind in ORG_KINDS.items() if kind.is_branch)
GRASSROOTS = (*BRANCHES, "general_branch")
LEADING = ("local_committee", "leading_group", "work_committee", "committee")


@dataclass(frozen=True, kw_only=True)
class ActivityKind(Declaration):
    """A county's own row is the same dataclass and passes the same check."""

    group: str
    order: int = 50
    org_kinds: tuple[str, ...] = ()  # who may hold it; empty = everybody
    expects: str = "nobody"
    needs: tuple[str, ...] = ("content",)
    quorum: str = ""
    joint: bool = True  # several organisations may hold it together
    topics: tuple[str, ...] = ()  # what its topics may be; empty = anything
    fields: tuple[Field, ...] = ()
    studies: bool = False  # its hours are hours of study of those present (R-EDU-01)
    takes_minutes: bool = True  # talks leave no text behind (R-LAW-12)
    help: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = [*self._unknown(), *self._fields()]
        if faults:
            raise DeclarationError(f"{self.code}：" + "；".join(faults))

    def _unknown(self) -> list[str]:
        return [
            f"没有「{value}」这种{what}"
            for what, known, values in (
                ("分类", GROUPS, (self.group,)),
                ("组织类型", ORG_KINDS, self.org_kinds),
                ("应到范围", EXPECTED, (self.expects,)),
                ("要素", ELEMENTS, self.needs),
                ("法定人数", QUORUMS, (self.quorum,)),
                ("议题", TOPIC_KINDS, self.topics),
            )
            for value in values
            if value not in known
        ]

    def _fields(self) -> list[str]:
        faults = field_faults(self.fields)
        if "quorum" in self.needs and not self.quorum:
            faults.append("要求法定人数，却没有说怎样算")
        return faults

    def held_by(self, org_kind: str) -> bool:
        return not self.org_kinds or org_kind in self.org_kinds

    @property
    def basis(self) -> str:
        """The documents behind the clauses it names, each once, as people know them."""
        known = all_clauses()
        named = [known[one].source if one in known else one for one in self.source.split("；")]
        texts = list(dict.fromkeys(text for one in named for text in one.split("；")))
        return "；".join(
            text
            for text in texts
            if text != "设计约定" and not any(t != text and t.startswith(text) for t in texts)
        )

    @property
    def group_label(self) -> str:
        return GROUPS[self.group]

    def element_label(self, code: str) -> str:
        """An element of the list, or one of this kind's own fields."""
        own = {field.code: field.label for field in self.fields}
        return ELEMENTS.get(code) or own.get(code, code)


def usual_title(kinds: Iterable[ActivityKind]) -> str:
    """What an activity of these kinds is called when nobody says."""
    return "、".join(kind.title for kind in kinds)[:80]


def usual_topic(kinds: Iterable[ActivityKind]) -> str:
    """What a topic is when nobody says: by the first kind that has topics of its own."""
    ours = tuple(kinds)
    if any(kind.code == "assembly" for kind in ours):
        return "other"
    return next((kind.topics[0] for kind in ours if kind.topics), "discuss")


@cache
def all_kinds() -> Mapping[str, ActivityKind]:
    """Every kind of the product, in the order people expect them in."""
    found = discover("jishi.activities.kinds", ActivityKind)
    return dict(sorted(found.items(), key=lambda pair: (pair[1].order, pair[0])))


@cache
def study_kinds() -> tuple[str, ...]:
    """Kinds whose hours make up a member's year; the leaders' own book is apart (R-EDU-10)."""
    return tuple(code for code, kind in all_kinds().items() if kind.studies)


def kind_of(code: str) -> ActivityKind:
    return all_kinds()[code]
