"""May this organisation be founded, moved, closed so? Pure decisions over plain values."""

from __future__ import annotations

from datetime import date

from jishi.kernel.path import is_within
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require
from jishi.tree.kinds import MAY_STAND_BELOW, ORG_KINDS


def may_stand(kind: str, parent_kind: str | None, document: str) -> Verdict:
    """Which kind may hang below which (R-ORG-01)."""
    label = ORG_KINDS[kind].label
    if parent_kind is None:
        return require(
            kind in ("local_committee", "committee", "work_committee", "leading_group"),
            "root_kind", f"{label}不能作为最上级组织", "R-ORG-01",
        )  # fmt: skip
    parent = ORG_KINDS[parent_kind].label
    return all_of(
        require(
            kind in MAY_STAND_BELOW[parent_kind],
            "wrong_parent", f"{parent}之下不能直接设{label}", "R-ORG-01",
        ),
        require(
            ORG_KINDS[kind].is_level or not document,
            "group_document", "党小组不是一级党组织，没有上级批复文号", "R-ORG-01",
        ),
    )  # fmt: skip


def may_change_on(on: date, today: date, last_change: date, closed_on: date | None) -> Verdict:
    """History is written forwards: a change stands on or after the last one, never in the future."""
    return first_refusal(
        require(closed_on is None, "closed", "该组织已撤销，不能再变更"),
        require(on <= today, "future", "变更日期不能晚于今天"),
        require(
            on >= last_change,
            "before_last",
            f"变更日期不能早于上一次变更（{last_change.isoformat()}）",
        ),
    )


def may_move(path: str, new_parent_path: str, same_parent: bool) -> Verdict:
    return first_refusal(
        require(not same_parent, "same_parent", "它现在就隶属于该组织"),
        require(not is_within(new_parent_path, path), "own_child", "不能移到自己的下级之下"),
    )


def may_close(open_children: int, document: str, is_level: bool) -> Verdict:
    """Closing needs the approval's number (R-ORG-14) and an empty house."""
    return all_of(
        require(open_children == 0, "has_children", f"还有 {open_children} 个下级组织没有安置"),
        require(
            bool(document) or not is_level,
            "no_document", "撤销须填上级批复文号", "R-ORG-14",
        ),
    )  # fmt: skip
