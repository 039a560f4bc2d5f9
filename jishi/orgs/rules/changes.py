"""May this organisation be changed, moved, closed, merged, divided, brought back so?"""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.path import is_within
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require
from jishi.tree.kinds import ORG_KINDS


@rule(
    title="变更按先后登记",
    cites=("R-GEN-13",),
    source="更正历史记录须留痕",
    examples=(
        Example(
            {
                "on": date(2026, 5, 10),
                "today": date(2026, 5, 10),
                "last_change": date(2026, 5, 10),
                "closed_on": None,
            },
            True,
            "当天可以有两次变更",
        ),
        Example(
            {
                "on": date(2026, 5, 9),
                "today": date(2026, 6, 1),
                "last_change": date(2026, 5, 10),
                "closed_on": None,
            },
            "before_last",
            "早于上一次变更一天",
        ),
        Example(
            {
                "on": date(2026, 6, 2),
                "today": date(2026, 6, 1),
                "last_change": date(2026, 5, 10),
                "closed_on": None,
            },
            "future",
            "明天的事不能先登记",
        ),
        Example(
            {
                "on": date(2026, 6, 1),
                "today": date(2026, 6, 1),
                "last_change": date(2026, 5, 10),
                "closed_on": date(2026, 5, 20),
            },
            "closed",
            "撤销之后不再变更",
        ),
    ),
)
def may_change_on(on: date, today: date, last_change: date, closed_on: date | None) -> Verdict:
    """History is written forwards: a change is not before the last one and not in the future."""
    return first_refusal(
        require(closed_on is None, "closed", "该组织已撤销，不能再变更"),
        require(on <= today, "future", "变更日期不能晚于今天"),
        require(
            on >= last_change,
            "before_last",
            f"变更日期不能早于上一次变更（{last_change.isoformat()}）",
        ),
    )


@rule(
    title="调整隶属不能成环",
    cites=("R-ORG-14",),
    source="支部工作条例（试行）第七条",
    examples=(
        Example(
            {"path": "/1/3/", "new_parent_path": "/1/30/", "same_parent": False},
            True,
            "编号相近的两个组织互不隶属",
        ),
        Example(
            {"path": "/1/3/", "new_parent_path": "/1/3/9/", "same_parent": False},
            "own_child",
            "不能移到自己的下级之下",
        ),
        Example(
            {"path": "/1/3/", "new_parent_path": "/1/", "same_parent": True},
            "same_parent",
            "本来就在那里",
        ),
    ),
)
def may_move(path: str, new_parent_path: str, same_parent: bool) -> Verdict:
    return first_refusal(
        require(not same_parent, "same_parent", "它现在就隶属于该组织"),
        require(not is_within(new_parent_path, path), "own_child", "不能移到自己的下级之下"),
    )


@rule(
    title="撤销须批复、须先安置下级和党员",
    cites=("R-ORG-14", "R-REL-01"),
    source="支部工作条例（试行）第七条",
    examples=(
        Example(
            {"open_children": 0, "document": "青组〔2026〕9号", "is_level": True}, True, "有批复"
        ),
        Example(
            {"open_children": 0, "document": "", "is_level": False}, True, "党小组没有批复文号"
        ),
        Example(
            {"open_children": 0, "document": "", "is_level": True}, "no_document", "缺批复文号"
        ),
        Example(
            {"open_children": 2, "document": "青组〔2026〕9号", "is_level": True},
            "has_children",
            "还有两个下级没有安置",
        ),
        Example(
            {
                "open_children": 0,
                "document": "青组〔2026〕9号",
                "is_level": True,
                "left": ("党员 3 人",),
            },
            "not_empty",
            "还有党员没有转出",
        ),
    ),
)
def may_close(
    open_children: int, document: str, is_level: bool, left: tuple[str, ...] = ()
) -> Verdict:
    """Closing needs the approval's number and an empty house."""
    return all_of(
        require(open_children == 0, "has_children", f"还有 {open_children} 个下级组织没有安置"),
        require(
            not left,
            "not_empty",
            f"还有{'、'.join(left)}没有安置，请先转出，或改用合并",
            "R-REL-01",
        ),
        require(bool(document) or not is_level, "no_document", "撤销须填上级批复文号", "R-ORG-14"),
    )


@rule(
    title="合并须同级、须批复",
    cites=("R-ORG-14", "R-ORG-01"),
    source="支部工作条例（试行）第七条；合并视为调整隶属并撤销被并入的组织",
    examples=(
        Example(
            {
                "kind": "branch",
                "path": "/1/3/",
                "into_kind": "joint_branch",
                "into_path": "/1/30/",
                "document": "青组〔2026〕9号",
            },
            True,
            "支部并入邻近的联合支部",
        ),
        Example(
            {
                "kind": "group",
                "path": "/1/3/5/",
                "into_kind": "group",
                "into_path": "/1/3/6/",
                "document": "",
            },
            True,
            "党小组合并没有批复文号",
        ),
        Example(
            {
                "kind": "branch",
                "path": "/1/3/",
                "into_kind": "branch",
                "into_path": "/1/3/",
                "document": "青组〔2026〕9号",
            },
            "same",
            "不能并入自己",
        ),
        Example(
            {
                "kind": "general_branch",
                "path": "/1/3/",
                "into_kind": "general_branch",
                "into_path": "/1/3/7/",
                "document": "青组〔2026〕9号",
            },
            "own_child",
            "不能并入自己的下级",
        ),
        Example(
            {
                "kind": "branch",
                "path": "/1/3/",
                "into_kind": "committee",
                "into_path": "/1/",
                "document": "青组〔2026〕9号",
            },
            "not_equal",
            "支部不能并入党委，党员没有支部可在",
        ),
        Example(
            {
                "kind": "branch",
                "path": "/1/3/",
                "into_kind": "branch",
                "into_path": "/1/4/",
                "document": " ",
            },
            "no_document",
            "没有批复",
        ),
    ),
)
def may_merge(kind: str, path: str, into_kind: str, into_path: str, document: str) -> Verdict:
    """Branches merge with branches, committees with committees, groups with groups."""
    one, other = ORG_KINDS[kind], ORG_KINDS[into_kind]
    equal = (one.is_branch, one.is_level) == (other.is_branch, other.is_level)
    return first_refusal(
        require(path != into_path, "same", "不能并入自己"),
        require(not is_within(into_path, path), "own_child", "不能并入自己的下级"),
        require(equal, "not_equal", f"{one.label}不能与{other.label}合并", "R-ORG-01"),
        require(
            bool(document.strip()) or not one.is_level,
            "no_document",
            "合并须填上级批复文号",
            "R-ORG-14",
        ),
    )


@rule(
    title="分设须批复、只带走自己的下级",
    cites=("R-ORG-14",),
    source="支部工作条例（试行）第七条",
    examples=(
        Example({"strangers": (), "document": "青组〔2026〕9号", "is_level": True}, True, "有批复"),
        Example({"strangers": (), "document": "", "is_level": True}, "no_document", "没有批复"),
        Example(
            {"strangers": ("松林村党支部",), "document": "青组〔2026〕9号", "is_level": True},
            "not_own_child",
            "松林村党支部不是它的下级",
        ),
    ),
)
def may_split(strangers: tuple[str, ...], document: str, is_level: bool) -> Verdict:
    """What goes along is directly below the one that is divided."""
    return all_of(
        require(not strangers, "not_own_child", f"{'、'.join(strangers)}不是它的直接下级"),
        require(
            bool(document.strip()) or not is_level,
            "no_document",
            "分设须填上级批复文号",
            "R-ORG-14",
        ),
    )


@rule(
    title="只有撤错了才能恢复",
    cites=("R-GEN-13",),
    source="更正历史记录须留痕：原记录不删，另记恢复和理由",
    examples=(
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 5, 1),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": True,
                "reason": "撤错了组织",
            },
            True,
            "撤销当天起恢复，不留空档",
        ),
        Example(
            {
                "closed_on": None,
                "on": date(2026, 5, 1),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": True,
                "reason": "撤错了组织",
            },
            "open",
            "没有撤销",
        ),
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 4, 30),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": True,
                "reason": "撤错了组织",
            },
            "before_closing",
            "早于撤销一天",
        ),
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 5, 21),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": True,
                "reason": "撤错了组织",
            },
            "future",
            "明天的事不能先登记",
        ),
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 5, 2),
                "today": date(2026, 5, 20),
                "merged": True,
                "parent_open": True,
                "reason": "撤错了组织",
            },
            "merged",
            "已并入别的组织，党员和台账都过去了",
        ),
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 5, 2),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": False,
                "reason": "撤错了组织",
            },
            "parent_closed",
            "上级也撤销了",
        ),
        Example(
            {
                "closed_on": date(2026, 5, 1),
                "on": date(2026, 5, 2),
                "today": date(2026, 5, 20),
                "merged": False,
                "parent_open": True,
                "reason": "",
            },
            "no_reason",
            "没有理由",
        ),
    ),
)
def may_reopen(
    closed_on: date | None, on: date, today: date, merged: bool, parent_open: bool, reason: str
) -> Verdict:
    if closed_on is None:
        return require(False, "open", "该组织没有撤销")
    return first_refusal(
        require(not merged, "merged", "已并入别的组织，不能恢复；如需另设，请分设或成立新组织"),
        require(parent_open, "parent_closed", "上级组织已撤销，请先恢复上级"),
        require(
            on >= closed_on,
            "before_closing",
            f"恢复日期不能早于撤销日期（{closed_on.isoformat()}）",
        ),
        require(on <= today, "future", "恢复日期不能晚于今天"),
        require(bool(reason.strip()), "no_reason", "请写明当时为什么撤错了", "R-GEN-13"),
    )
