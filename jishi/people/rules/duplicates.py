"""When two records may become one."""

from __future__ import annotations

from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, require
from jishi.people.kinds import STANDINGS

UNDO_WITHIN = timedelta(days=30)

_GOOD = {
    "kept_identity": "a",
    "gone_identity": "",
    "kept_standing": "full",
    "gone_standing": "full",
    "both_accounts": False,
    "same_org": True,
}


@rule(
    title="合并重复记录",
    cites=("R-LAW-05", "R-GEN-13", "R-REL-23"),
    source="一人一条记录；更正留痕",
    examples=(
        Example(_GOOD, True, "一条有身份证号，一条没有"),
        Example({**_GOOD, "gone_identity": "a"}, True, "号码相同"),
        Example({**_GOOD, "gone_identity": "b"}, "two_people", "号码不同"),
        Example({**_GOOD, "kept_standing": "none"}, "wrong_way", "保留的须是党员那条"),
        Example({**_GOOD, "both_accounts": True}, "two_accounts", "两边都有账号"),
        Example({**_GOOD, "same_org": False}, "two_branches", "组织关系以保留的为准"),
    ),
)
def may_merge(
    kept_identity: str,
    gone_identity: str,
    kept_standing: str,
    gone_standing: str,
    both_accounts: bool,
    same_org: bool,
) -> Verdict:
    """One human being, seen from two records; the membership of the one kept holds."""
    differ = bool(kept_identity and gone_identity and kept_identity != gone_identity)
    lost = STANDINGS[gone_standing].counted and not STANDINGS[kept_standing].counted
    return all_of(
        require(not differ, "two_people", "两条记录的身份证号不同，请先核对更正", "R-LAW-05"),
        require(not lost, "wrong_way", "并入的一条是在册党员，请把它作为保留的一条", "R-REL-23"),
        require(not both_accounts, "two_accounts", "两条记录各有登录账号，请先解除一个"),
        advise(same_org, "two_branches", "两条记录在不同组织，合并后以保留的一条为准", "R-REL-23"),
    )


@rule(
    title="撤销合并",
    cites=("R-GEN-13",),
    source="误合并可以还原",
    examples=(
        Example(
            {"merged_on": date(2026, 11, 1), "undone": False, "today": date(2026, 12, 1)},
            True,
            "三十天内",
        ),
        Example(
            {"merged_on": date(2026, 11, 1), "undone": False, "today": date(2026, 12, 2)},
            "too_late",
            "三十一天",
        ),
        Example(
            {"merged_on": date(2026, 11, 1), "undone": True, "today": date(2026, 11, 2)},
            "undone",
            "已经撤销",
        ),
    ),
)
def may_undo(merged_on: date, undone: bool, today: date) -> Verdict:
    return all_of(
        require(not undone, "undone", "这次合并已经撤销"),
        require(
            today <= merged_on + UNDO_WITHIN, "too_late", "合并超过三十天，不能撤销", "R-GEN-13"
        ),
    )
