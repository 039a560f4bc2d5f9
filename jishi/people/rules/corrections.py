"""What a correction of somebody's record needs."""

from __future__ import annotations

from collections.abc import Iterable

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require
from jishi.people.fields import BASIS, ITEMS, MEMBERSHIP

_GOOD = {
    "names": ("phone",),
    "meeting": "",
    "document": "",
    "note": "",
    "may_change_standing": False,
}


@rule(
    title="更正党员资料",
    cites=("R-GEN-12", "R-GEN-13", "R-LAW-22"),
    source="个人信息保护法第四十四至四十六条；党籍类更正走组织程序",
    examples=(
        Example(_GOOD, True, "手机号由支部直接更正"),
        Example({**_GOOD, "names": ()}, "nothing", "什么也没有改"),
        Example({**_GOOD, "names": ("born_on",)}, "no_reason", "出生日期须写依据"),
        Example({**_GOOD, "names": ("born_on",), "note": "户口本"}, True, "写明依据"),
        Example(
            {**_GOOD, "names": ("joined_on",), "document": "3号"},
            "not_here",
            "入党日期支部不能自行更正",
        ),
        Example(
            {**_GOOD, "names": ("joined_on",), "document": "3号", "may_change_standing": True},
            True,
            "上级凭批复更正",
        ),
        Example(
            {**_GOOD, "names": ("full_on",), "note": "笔误", "may_change_standing": True},
            "no_paper",
            "党籍日期须有会议或批复",
        ),
    ),
)
def may_correct(
    names: Iterable[str], meeting: str, document: str, note: str, may_change_standing: bool
) -> Verdict:
    """Harmless ones at once; identity with a reason; dates of membership with a paper."""
    needs = {ITEMS[name].needs for name in names}
    paper = bool(meeting.strip() or document.strip())
    return all_of(
        require(bool(needs), "nothing", "没有改动"),
        require(
            BASIS not in needs or paper or bool(note.strip()),
            "no_reason",
            "更正姓名、性别、出生日期、身份证号须写明依据",
            "R-GEN-13",
        ),
        require(
            MEMBERSHIP not in needs or may_change_standing,
            "not_here",
            "入党、转正日期属于党籍事项，由上级党组织按组织程序更正",
            "R-LAW-22",
        ),
        require(
            MEMBERSHIP not in needs or not may_change_standing or paper,
            "no_paper",
            "更正入党、转正日期须填会议或批复文号",
            "R-GEN-12",
        ),
    )
