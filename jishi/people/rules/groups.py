"""In which group and in which other branch may a member take part?"""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require
from jishi.tree.kinds import ORG_KINDS


@rule(
    title="编入党小组",
    cites=("R-REL-01",),
    source="党员教育管理工作条例第二十五条",
    examples=(
        Example({"kind": "group", "is_ours": True, "is_open": True}, True, "本支部的党小组"),
        Example({"kind": "branch", "is_ours": True, "is_open": True}, "no_group", "不是党小组"),
        Example({"kind": "group", "is_ours": False, "is_open": True}, "not_ours", "别的支部的"),
        Example({"kind": "group", "is_ours": True, "is_open": False}, "closed", "已撤销"),
    ),
)
def may_join(kind: str, is_ours: bool, is_open: bool) -> Verdict:
    return all_of(
        require(kind == "group", "no_group", "只能编入党小组", "R-REL-01"),
        require(is_ours, "not_ours", "只能编入本支部的党小组", "R-REL-01"),
        require(is_open, "closed", "该党小组已撤销"),
    )


@rule(
    title="编入所在单位支部参加组织生活",
    cites=("R-LIFE-34",),
    source="中国共产党支部工作条例（试行）第十六条",
    examples=(
        Example({"kind": "branch", "is_own": False, "is_open": True}, True, "别的支部"),
        Example({"kind": "committee", "is_own": False, "is_open": True}, "no_branch", "不是支部"),
        Example({"kind": "branch", "is_own": True, "is_open": True}, "own", "就是自己的支部"),
        Example({"kind": "branch", "is_own": False, "is_open": False}, "closed", "已撤销"),
    ),
)
def may_take_part(kind: str, is_own: bool, is_open: bool) -> Verdict:
    return all_of(
        require(ORG_KINDS[kind].is_branch, "no_branch", "只能编入党支部", "R-LIFE-34"),
        require(not is_own, "own", "这就是组织关系所在的支部", "R-LIFE-34"),
        require(is_open, "closed", "该组织已撤销"),
    )
