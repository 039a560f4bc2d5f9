"""When a member's amount may be fixed or changed, and who may pay less."""

from __future__ import annotations

from jishi.funds.kinds import GROUPS
from jishi.kernel.declare import Example, rule
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require

_JAN, _MAY, _DEC = Month.of(2026, 1), Month.of(2026, 5), Month.of(2026, 12)
_FIX = {
    "group": "official", "start": _MAY, "last_start": None, "fixed_this_year": False,
    "reason": "", "this_month": _MAY,
}  # fmt: skip


@rule(
    title="核定月交额",
    cites=("R-FEE-06", "R-FEE-07", "R-FEE-11"),
    source="中央组织部关于党费工作有关问题的通知",
    examples=(
        Example({**_FIX, "start": _JAN}, True, "年初核定"),
        Example({**_FIX, "fixed_this_year": True, "last_start": _JAN}, "no_reason", "年中改额"),
        Example(
            {**_FIX, "fixed_this_year": True, "last_start": _JAN, "reason": "退休"}, True,
            "年中改额写了原因",
        ),
        Example(
            {**_FIX, "group": "yearly_pay", "fixed_this_year": True, "last_start": _JAN}, True,
            "年薪制随当月薪酬",
        ),
        Example(
            {**_FIX, "group": "self_employed", "fixed_this_year": True, "last_start": _JAN},
            "not_quarter", "个体经营者在季初变动",
        ),
        Example(
            {**_FIX, "group": "self_employed", "start": Month.of(2026, 4), "last_start": _JAN,
             "fixed_this_year": True}, True, "第二季度按一季度月均",
        ),
        Example({**_FIX, "start": _JAN, "last_start": _MAY}, "before_last", "早于已核定的月份"),
        Example({**_FIX, "start": Month.of(2028, 1)}, "far_ahead", "最早提前到下一年核定"),
    ),
)  # fmt: skip
def may_fix(
    group: str,
    start: Month,
    last_start: Month | None,
    fixed_this_year: bool,
    reason: str,
    this_month: Month,
) -> Verdict:
    """Once a year; within the year only with a reason, but income that moves is followed."""
    moves = GROUPS[group].moves
    quarterly = group == "self_employed"
    return first_refusal(
        require(start.year <= this_month.year + 1, "far_ahead", "最早可以提前核定下一年的"),
        require(
            last_start is None or start >= last_start,
            "before_last",
            f"已从 {last_start} 起核定，不能改更早的月份",
        ),
        require(
            not quarterly or not fixed_this_year or start.number % 3 == 1,
            "not_quarter",
            "按上季度月平均收入核定的，从季度第一个月起变动",
            "R-FEE-07",
        ),
        require(
            moves or not fixed_this_year or bool(reason.strip()),
            "no_reason",
            "本年度已核定，年内一般不变；确需改动请填写原因",
            "R-FEE-11",
        ),
    )


_RELIEF = {
    "first": _MAY, "last": _DEC, "monthly": 0, "usual": 1500, "meeting": "5月支委会",
    "reason": "重病住院",
}  # fmt: skip


@rule(
    title="少交免交的申请",
    cites=("R-FEE-20",),
    source="《关于中国共产党党费收缴、使用和管理的规定》第七条",
    examples=(
        Example(_RELIEF, True, "支部研究同意免交到年底"),
        Example({**_RELIEF, "monthly": 500}, True, "少交"),
        Example({**_RELIEF, "meeting": " "}, "no_meeting", "没有支部研究的记录"),
        Example({**_RELIEF, "reason": ""}, "no_reason", "没有写困难情况"),
        Example({**_RELIEF, "last": Month.of(2026, 4)}, "reversed", "止月早于起月"),
        Example({**_RELIEF, "last": Month.of(2027, 5)}, "too_long", "一次最多十二个月"),
        Example({**_RELIEF, "monthly": 1500}, "not_less", "并没有少交"),
    ),
)
def may_ask_relief(
    first: Month, last: Month, monthly: int, usual: int, meeting: str, reason: str
) -> Verdict:
    """A branch studied it; it is less than usual, and for a year at most."""
    span = last.index - first.index + 1
    return all_of(
        require(bool(meeting.strip()), "no_meeting", "请填写支部研究的会议", "R-FEE-20"),
        require(bool(reason.strip()), "no_reason", "请填写困难情况"),
        require(span >= 1, "reversed", "截止月份早于起始月份"),
        require(span <= 12, "too_long", "一次最多批准十二个月，到期再研究"),
        require(0 <= monthly < usual, "not_less", f"须少于核定的 {yuan(usual)} 元；免交填 0"),
    )


_APPROVED = {"meeting": "5月支委会", "document": "白组〔2026〕6号", "own_branch": False}


@rule(
    title="少交免交生效",
    cites=("R-FEE-20",),
    source="《关于中国共产党党费收缴、使用和管理的规定》第七条",
    examples=(
        Example(_APPROVED, True, "支部研究，上级批准"),
        Example({**_APPROVED, "document": ""}, "not_approved", "缺上级批准，应交额不变"),
        Example({**_APPROVED, "meeting": ""}, "no_meeting", "缺支部研究"),
        Example({**_APPROVED, "own_branch": True}, "own_branch", "支部不能批准自己的申请"),
        Example(
            {**_APPROVED, "document": "", "own_branch": True, "by_branch": True, "retired": True},
            True, "中央和国家机关的离退休党员，支部同意即可",
        ),
        Example(
            {**_APPROVED, "document": "", "by_branch": True, "retired": False}, "not_approved",
            "在职党员仍须上级批准",
        ),
    ),
)  # fmt: skip
def relief_holds(
    meeting: str, document: str, own_branch: bool, by_branch: bool = False, retired: bool = False
) -> Verdict:
    """Two words are needed, the branch's and its superior's; without them nothing changes."""
    alone = by_branch and retired
    return first_refusal(
        require(bool(meeting.strip()), "no_meeting", "缺少支部研究的会议", "R-FEE-20"),
        require(alone or not own_branch, "own_branch", "须由上一级党组织批准", "R-FEE-20"),
        require(alone or bool(document.strip()), "not_approved", "请填写批准文号", "R-FEE-20"),
    )
