"""What a unit should have, how to set it up, and whether its particulars hold together."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from jishi.kernel.codes import district_code_in_order
from jishi.kernel.declare import Example, rule
from jishi.kernel.identity import credit_code_in_order
from jishi.kernel.verdict import OK, Verdict, all_of, first_refusal, require

ENOUGH_FOR_BRANCH = 3
"""R-ORG-02, R-GOV-07: full members of a unit."""


class Tier(StrEnum):
    """What a unit's members call for (R-GOV-07)."""

    BUILD = "build"
    JOIN = "join"
    INSTRUCT = "instruct"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "build": "应单独组建",
            "join": "应联合组建",
            "instruct": "应派指导员、抓群团",
            "unknown": "未排查",
        }[self.value]


def tier_of(members: int | None, full_members: int | None) -> Tier:
    """Thresholds count full members; without their number all members are taken (R-GEN-08)."""
    counted = full_members if full_members is not None else members
    if counted is None:
        return Tier.UNKNOWN
    if counted >= ENOUGH_FOR_BRANCH:
        return Tier.BUILD
    return Tier.JOIN if (members or counted) > 0 else Tier.INSTRUCT


def mode_proposed(
    tier: Tier, *, kind: str, carrier: bool, industry: bool, staff: int | None
) -> str:
    """Which way of setting up suits a unit: by members, place, trade and size."""
    if tier is Tier.BUILD:
        return "single"
    if tier is not Tier.JOIN:
        return ""
    if kind == "individual" or (staff is not None and staff < 10):
        return "small"
    if carrier:
        return "area"
    return "trade" if industry else "joint"


@rule(
    title="单位资料是否合规",
    cites=("R-FMT-04", "R-FMT-05", "R-FMT-10"),
    source="GB 32100—2015；统计用区划代码编制规则",
    examples=(
        Example(
            {"uscc": "91350100M000100Y43", "district": "350322111201", "members": 5, "full": 3},
            True, "都对",
        ),
        Example({"uscc": "", "district": "", "members": None, "full": None}, True, "都没有填"),
        Example(
            {"uscc": "91350100M000100Y44", "district": "", "members": None, "full": None},
            "credit_check", "校验位不对",
        ),
        Example(
            {"uscc": "", "district": "3503", "members": None, "full": None}, "district_form",
            "四位",
        ),
        Example(
            {"uscc": "", "district": "", "members": 2, "full": 3}, "more_full",
            "正式党员多于党员",
        ),
    ),
)  # fmt: skip
def particulars_in_order(
    uscc: str, district: str, members: int | None, full: int | None
) -> Verdict:
    return all_of(
        credit_code_in_order(uscc) if uscc else OK,
        district_code_in_order(district) if district else OK,
        require(
            members is None or full is None or full <= members,
            "more_full",
            "正式党员人数不能多于党员人数",
        ),
    )


@rule(
    title="能否登记覆盖",
    cites=("R-ORG-01", "R-ORG-07", "R-GOV-07"),
    source="《中国共产党支部工作条例（试行）》第五条",
    examples=(
        Example(
            {"since": date(2026, 3, 1), "today": date(2026, 11, 20), "last": None,
             "is_branch": True, "org_open": True}, True, "支部覆盖单位",
        ),
        Example(
            {"since": date(2026, 12, 1), "today": date(2026, 11, 20), "last": None,
             "is_branch": True, "org_open": True}, "future", "日期在今天之后",
        ),
        Example(
            {"since": date(2026, 3, 1), "today": date(2026, 11, 20), "last": date(2026, 3, 1),
             "is_branch": True, "org_open": True}, "before_last", "上一次变更就在当天",
        ),
        Example(
            {"since": date(2026, 3, 1), "today": date(2026, 11, 20), "last": None,
             "is_branch": False, "org_open": True}, "no_level", "党小组不是一级党组织",
        ),
        Example(
            {"since": date(2026, 3, 1), "today": date(2026, 11, 20), "last": None,
             "is_branch": True, "org_open": False}, "closed", "覆盖它的组织已撤销",
        ),
    ),
)  # fmt: skip
def may_cover(
    since: date, today: date, last: date | None, is_branch: bool, org_open: bool
) -> Verdict:
    """`last` is the day of the latest change of this unit's coverage."""
    return first_refusal(
        require(org_open, "closed", "覆盖单位的党组织已撤销"),
        require(is_branch, "no_level", "党小组不是一级党组织，请选所在支部", "R-ORG-01"),
        require(since <= today, "future", "日期不能晚于今天"),
        require(
            last is None or since > last, "before_last", f"日期须晚于上一次变更（{last}）"
        ),
    )  # fmt: skip
