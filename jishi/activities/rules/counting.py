"""Decisions about paper ballots counted by hand, and about the grades of the yearly appraisal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.activities.marks import GRADES
from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import OK, Verdict, first_refusal, require, warn


@dataclass(frozen=True, slots=True)
class Ballots:
    """One sheet: what was given out, came back and was valid, and the votes of each line."""

    entitled: int
    issued: int
    returned: int
    valid: int
    lines: tuple[tuple[str, int], ...] = ()  # label, all votes of the line together


def _sheet(
    entitled: int, issued: int, returned: int, valid: int, **lines: int
) -> dict[str, object]:
    return {"ballots": Ballots(entitled, issued, returned, valid, tuple(lines.items()))}


@rule(
    title="计票表的数字相符",
    cites=("R-ORG-38", "R-ORG-39"),
    source="《中国共产党基层组织选举工作条例》",
    examples=(
        Example(_sheet(30, 25, 25, 24, 甲=24, 乙=24), True, "每一行都等于有效票"),
        Example(_sheet(30, 25, 26, 24), "returned", "收回多于发出，选举无效须重选"),
        Example(_sheet(30, 31, 25, 24), "issued", "发出多于应到有表决权的人"),
        Example(_sheet(30, 25, 25, 26), "valid", "有效多于收回"),
        Example(_sheet(30, 25, 25, 24, 甲=23), "line", "少一票"),
        Example(_sheet(30, 25, 25, 24, 甲=25), "line", "多一票"),
    ),
)
def ballots_agree(ballots: Ballots) -> Verdict:
    wrong = next((line for line in ballots.lines if line[1] != ballots.valid), None)
    return first_refusal(
        require(
            ballots.issued <= ballots.entitled,
            "issued",
            f"发出 {ballots.issued} 张，多于应到有表决权的 {ballots.entitled} 人",
        ),
        require(
            ballots.returned <= ballots.issued,
            "returned",
            f"收回 {ballots.returned} 张，多于发出的 {ballots.issued} 张，须重新投票",
            "R-ORG-38",
        ),
        require(
            ballots.valid <= ballots.returned,
            "valid",
            f"有效 {ballots.valid} 张，多于收回的 {ballots.returned} 张",
        ),
        require(
            wrong is None,
            "line",
            f"「{wrong[0]}」各栏共 {wrong[1]} 票，应等于有效票 {ballots.valid}" if wrong else "",
        ),
    )


def excellent_quota(members: int) -> int:
    """R-LIFE-23: a third of all members, rounded down."""
    return members // 3


@rule(
    title="能否提出评定等次",
    cites=("R-LIFE-21", "R-LIFE-22", "R-LIFE-23", "R-LIFE-24"),
    source="《中国共产党支部工作条例（试行）》第十八条；R-LIFE-23、R-LIFE-24",
    examples=(
        Example(
            {"missing": (), "members": 20, "grades": ["excellent"] * 6, "probationary": 0},
            True, "二十人六个优秀",
        ),
        Example(
            {"missing": (), "members": 20, "grades": ["excellent"] * 7, "probationary": 0},
            "quota", "七个超过三分之一，只提示",
        ),
        Example(
            {"missing": (), "members": 2, "grades": ["excellent"], "probationary": 0},
            "quota", "两人的支部名额为零，只提示",
        ),
        Example(
            {"missing": ("民主测评",), "members": 20, "grades": [], "probationary": 0},
            "steps", "缺一步不能定等次",
        ),
        Example(
            {"missing": (), "members": 20, "grades": ["qualified"], "probationary": 1},
            "probationary", "预备党员不评等次",
        ),
        Example(
            {"missing": (), "members": 20, "grades": ["good"], "probationary": 0},
            "grade", "等次只有四级",
        ),
    ),
)  # fmt: skip
def may_grade(
    missing: tuple[str, ...], members: int, grades: Sequence[str], probationary: int
) -> Verdict:
    """`probationary` are those without full standing who were given a grade."""
    quota, excellent = excellent_quota(members), sum(g == "excellent" for g in grades)
    more = f"优秀 {excellent} 人，一般不超过党员总数的三分之一（{quota} 人）"
    return first_refusal(
        require(not missing, "steps", f"还缺{'、'.join(missing)}，不能评定等次", "R-LIFE-21"),
        require(set(grades) <= set(GRADES), "grade", "没有这个等次", "R-LIFE-22"),
        require(not probationary, "probationary", "预备党员参加评议，不评等次", "R-LIFE-24"),
        OK if excellent <= quota else warn("quota", more, "R-LIFE-23"),
    )


@rule(
    title="通报流动党员参加评议",
    cites=("R-LIFE-26", "R-LIFE-21"),
    source="《中国共产党党员教育管理工作条例》",
    examples=(
        Example({"missing": (), "guests": 2}, True, "两名流入党员参加了评议"),
        Example({"missing": (), "guests": 0}, "no_guests", "没有外来的党员"),
        Example({"missing": ("民主测评",), "guests": 2}, "steps", "评议还没有做完"),
        Example({"missing": None, "guests": 2}, "no_appraisal", "不是民主评议"),
    ),
)
def may_tell(missing: tuple[str, ...] | None, guests: int) -> Verdict:
    """Once every step was taken, the home branches learn who took part, and no grade."""
    return first_refusal(
        require(missing is not None, "no_appraisal", "这次活动没有民主评议党员"),
        require(not missing, "steps", f"还缺{'、'.join(missing or ())}，做完再通报", "R-LIFE-21"),
        require(guests > 0, "no_guests", "没有组织关系在别处的党员参加这次评议", "R-LIFE-26"),
    )
