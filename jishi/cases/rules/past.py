"""How far a case of an older book may have come: its days in order, another who approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, require

ANSWERED = ("submitted", "struck_off")


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a book says of one case."""

    state: str
    today: date
    opened_on: date
    replied_on: date | None = None
    struck_on: date | None = None
    looked_on: date | None = None
    outcome: bool = False
    conditions: tuple[str, ...] = ()
    called_back: bool = False
    solved: bool | None = None
    confirmed: bool | None = None
    unfilled: tuple[str, ...] = ()
    struck_by: str = ""
    handler: str = ""
    has_unit: bool = True
    directs: bool = True  # whoever brings it in may strike off there
    sends: bool = True  # and may give work to that unit


_DAY, _LATER = date(2026, 3, 2), date(2026, 3, 20)
_TODAY = date(2026, 5, 1)


def _course(**more: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "state": "struck_off", "today": _TODAY, "opened_on": _DAY, "replied_on": _LATER,
        "struck_on": _LATER, "outcome": True, "conditions": ("outcome",), "struck_by": "陈岚",
    }  # fmt: skip
    return {"course": Course(**{**whole, **more})}  # type: ignore[arg-type]


@rule(
    title="台账里的一件能不能照样导入",
    cites=("R-GEN-13", "R-HOT-03", "R-GOV-05"),
    source="导入留痕和销号的通行要求",
    examples=(
        Example(_course(), True, "日期相接，另有核准人"),
        Example(_course(struck_by=""), "no_approver", "没有写谁核准的"),
        Example(_course(struck_by="何文", handler="何文"), "same_person", "自己给自己销号"),
        Example(_course(outcome=False), "no_outcome", "没有办理结果"),
        Example(_course(struck_on=date(2026, 3, 1)), "struck_early", "销号早于答复"),
        Example(_course(directs=False), "not_yours", "村里导入已销号的"),
        Example(_course(state="working", replied_on=None, struck_on=None, has_unit=False),
                "no_unit", "办理中却没有责任单位"),
        Example(_course(state="working", opened_on=date(2026, 6, 1), replied_on=None,
                        struck_on=None), "future", "登记在今天以后"),
        Example(_course(conditions=("called_back",), called_back=False), "no_call_back",
                "诉求没有回访"),
        Example(_course(conditions=("roles",), unfilled=("第一书记",)), "unstaffed", "四个一缺一"),
    ),
)  # fmt: skip
def may_have_gone(course: Course) -> Verdict:
    return all_of(_days(course), _people(course), _answer(course), _end(course))


def _days(c: Course) -> Verdict:
    latest = max(d for d in (c.opened_on, c.replied_on, c.struck_on, c.looked_on) if d)
    return all_of(
        require(latest <= c.today, "future", "日期在今天以后"),
        require(c.replied_on is None or c.replied_on >= c.opened_on, "replied_early",
                "答复日期早于登记日期"),
        require(c.struck_on is None or c.struck_on >= (c.replied_on or c.opened_on),
                "struck_early", "销号日期早于答复日期"),
        require(c.looked_on is None or (c.struck_on is not None and c.looked_on >= c.struck_on),
                "looked_early", "回头看应在销号以后"),
    )  # fmt: skip


def _people(c: Course) -> Verdict:
    needs_unit = c.state in ("assigned", "working")
    return all_of(
        require(c.has_unit or not needs_unit, "no_unit", "办理中的须写明责任单位"),
        require(c.sends, "not_sent_by_you", "您不能分办给这个单位"),
        require(c.state != "registered" or not c.has_unit, "has_unit", "待分办的不写责任单位"),
    )


def _answer(c: Course) -> Verdict:
    answered = c.state in ANSWERED
    has_outcome = c.outcome or "outcome" not in c.conditions
    return all_of(
        require(answered or c.struck_on is None, "state_days", "写了销号日期，状态却不是已销号"),
        require(answered or c.replied_on is None, "state_days", "写了答复日期，状态却还在办理"),
        require(not answered or c.replied_on is not None, "no_reply_day", "没有答复日期"),
        require(not answered or has_outcome, "no_outcome", "没有写办理结果"),
    )


def _end(c: Course) -> Verdict:
    if c.state != "struck_off":
        return all_of()
    heard = c.called_back or c.confirmed is not None
    return all_of(
        require(c.struck_on is not None, "no_strike_day", "没有销号日期"),
        require(c.directs, "not_yours", "已销号的由上级导入"),
        require(bool(c.struck_by), "no_approver", "已销号的须写明核准人"),
        require(not c.struck_by or c.struck_by != c.handler, "same_person",
                "核准人不能是责任人自己"),
        require(heard or "called_back" not in c.conditions, "no_call_back",
                "没有回访结果", "R-HOT-03"),
        require(c.solved is not False, "unsolved", "回访没有解决的不算办结", "R-HOT-03"),
        require(c.confirmed is True or "resident" not in c.conditions, "unconfirmed",
                "没有提出人的确认"),
        require(not c.unfilled or "roles" not in c.conditions, "unstaffed",
                f"还缺：{'、'.join(c.unfilled)}", "R-GOV-05"),
    )  # fmt: skip
