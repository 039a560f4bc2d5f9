"""Which organisation may stand where, and what it may do there: pure decisions."""

from __future__ import annotations

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require
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


MATTERS = {
    "develop": "发展党员",
    "train": "培养入党积极分子",
    "discipline": "处分处置党员",
    "dues": "收缴党费",
    "delegates": "选举党代表",
    "election": "换届",
}
_TEMPORARY_MAY = ("train",)
_GROUP_MAY = ("train", "dues")


@rule(
    title="临时党支部、党小组不办的事",
    cites=("R-ORG-10", "R-ORG-11", "R-ORG-01"),
    source="支部工作条例（试行）第八条；发展党员工作细则第二十三条",
    examples=(
        Example({"kind": "branch", "matter": "develop"}, True, "党支部发展党员"),
        Example({"kind": "temporary_branch", "matter": "train"}, True, "临时党支部可培养积极分子"),
        Example(
            {"kind": "temporary_branch", "matter": "develop"}, "temporary", "临时党支部不接收党员"
        ),
        Example({"kind": "temporary_branch", "matter": "dues"}, "temporary", "不收缴党费"),
        Example({"kind": "temporary_branch", "matter": "election"}, "temporary", "不换届"),
        Example({"kind": "group", "matter": "election"}, "group", "党小组没有任期"),
    ),
)
def may_carry_out(kind: str, matter: str) -> Verdict:
    """Whether this kind of organisation handles this kind of matter at all."""
    what = MATTERS[matter]
    return all_of(
        require(
            kind != "temporary_branch" or matter in _TEMPORARY_MAY,
            "temporary",
            f"临时党支部不办理{what}",
            "R-ORG-11" if matter == "develop" else "R-ORG-10",
        ),
        require(
            kind != "group" or matter in _GROUP_MAY,
            "group",
            f"党小组不是一级党组织，不办理{what}",
            "R-ORG-01",
        ),
    )
