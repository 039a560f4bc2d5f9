"""May this organisation be founded, moved, closed so? Pure decisions over plain values."""

from __future__ import annotations

from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.path import is_within
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require
from jishi.tree.kinds import MAY_STAND_BELOW, ORG_KINDS

ROOT_KINDS = ("local_committee", "committee", "work_committee", "leading_group")


@rule(
    title="组织可设在何处",
    cites=("R-ORG-01",),
    source="党章；支部工作条例（试行）",
    examples=(
        Example(
            {"kind": "branch", "parent_kind": "committee", "document": "青组〔2026〕1号"},
            True,
            "党支部设在基层党委之下",
        ),
        Example(
            {"kind": "group", "parent_kind": "branch", "document": ""}, True, "党小组设在支部之下"
        ),
        Example(
            {"kind": "group", "parent_kind": "committee", "document": ""},
            "wrong_parent",
            "党小组不能直接设在党委之下",
        ),
        Example(
            {"kind": "group", "parent_kind": "branch", "document": "青组〔2026〕1号"},
            "group_document",
            "党小组不是一级党组织，没有批复文号",
        ),
        Example(
            {"kind": "branch", "parent_kind": None, "document": ""},
            "root_kind",
            "支部须有上级党组织",
        ),
    ),
)
def may_stand(kind: str, parent_kind: str | None, document: str) -> Verdict:
    """Which kind may hang below which."""
    label = ORG_KINDS[kind].label
    if parent_kind is None:
        return require(kind in ROOT_KINDS, "root_kind", f"{label}不能作为最上级组织", "R-ORG-01")
    parent = ORG_KINDS[parent_kind].label
    return all_of(
        require(
            kind in MAY_STAND_BELOW[parent_kind],
            "wrong_parent",
            f"{parent}之下不能直接设{label}",
            "R-ORG-01",
        ),
        require(
            ORG_KINDS[kind].is_level or not document,
            "group_document",
            "党小组不是一级党组织，没有上级批复文号",
            "R-ORG-01",
        ),
    )


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


DEEPEST = 15  # levels; the drawn order of the tree keeps six figures for each


@rule(
    title="组织层级",
    cites=("R-ORG-01",),
    source="系统约定：从县到党小组不过六七级，十五级足够",
    examples=(
        Example({"above": 3, "below": 2}, True, "县、乡、村三级之下再设两级"),
        Example({"above": 14, "below": 1}, True, "正好十五级"),
        Example({"above": 14, "below": 2}, "too_deep", "会有十六级"),
    ),
)
def may_be_so_deep(above: int, below: int) -> Verdict:
    """So many levels over it, so many from it downwards."""
    return require(above + below <= DEEPEST, "too_deep", f"组织层级最多 {DEEPEST} 级")


@rule(
    title="撤销须批复、须先安置下级",
    cites=("R-ORG-14",),
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
    ),
)
def may_close(open_children: int, document: str, is_level: bool) -> Verdict:
    """Closing needs the approval's number and an empty house."""
    return all_of(
        require(open_children == 0, "has_children", f"还有 {open_children} 个下级组织没有安置"),
        require(bool(document) or not is_level, "no_document", "撤销须填上级批复文号", "R-ORG-14"),
    )
