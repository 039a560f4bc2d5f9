"""The way of a procedure around its steps: opened, put off, moved, withdrawn, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, first_refusal, require
from jishi.kernel.workflow import Need, State, Transition, Workflow
from jishi.procedures.marks import STATES


@dataclass(frozen=True)
class Course:
    """What the guards of the way ask about."""

    acted: bool = False  # a standing was changed by it already
    moving: bool = False


def _untouched(course: Course) -> Verdict:
    return require(
        not course.acted, "acted", "已据此变更党员状态，不能终止，请按程序继续办理", "R-GEN-12"
    )


def _settled(course: Course) -> Verdict:
    return require(not course.moving, "moving", "正在转出，接收或撤回以后再办")


_RUNNING = ("running",)
FLOW: Workflow[Course] = Workflow(
    code="procedure",
    title="程序",
    source="系统约定",
    states=tuple(State(code, label, final=code != "running") for code, label in STATES.items()),
    transitions=(
        Transition("take", "办理一步", _RUNNING, "running", "procedure.edit", "settled"),
        Transition("put_off", "延长期限", _RUNNING, "running", "procedure.approve", "settled",
                   frozenset({Need.REASON})),
        Transition("correct", "更正日期", _RUNNING, "running", "procedure.edit", "settled",
                   frozenset({Need.REASON})),
        Transition("send", "转往另一组织", _RUNNING, "running", "procedure.edit", "settled"),
        Transition("receive", "接收", _RUNNING, "running", "procedure.edit"),
        Transition("finish", "办结", _RUNNING, "done", "procedure.edit"),
        Transition("refuse", "不予通过", _RUNNING, "refused", "procedure.approve"),
        Transition("cancel", "取消资格", _RUNNING, "cancelled", "procedure.approve"),
        Transition("withdraw", "终止", _RUNNING, "withdrawn", "procedure.edit", "untouched",
                   frozenset({Need.REASON})),
    ),
    guards={"settled": _settled, "untouched": _untouched},
)  # fmt: skip


def _opening(**values: object) -> dict[str, object]:
    return {
        "fits_org": True, "open_org": True, "fits_person": True, "running": False,
        "on": date(2026, 6, 10), "today": date(2026, 11, 20), **values,
    }  # fmt: skip


@rule(
    title="能否发起程序",
    cites=("R-ORG-10", "R-GEN-12", "R-REL-23"),
    source="《中国共产党支部工作条例（试行）》",
    examples=(
        Example(_opening(), True, "可以发起"),
        Example(_opening(fits_org=False), "wrong_org", "这类组织不办这种程序"),
        Example(_opening(open_org=False), "closed", "组织已撤销"),
        Example(_opening(fits_person=False), "wrong_person", "本人的身份不适用"),
        Example(_opening(running=True), "running", "已有一件在办"),
        Example(_opening(on=date(2026, 11, 21)), "future", "日期在今天之后"),
    ),
)
def may_open(
    fits_org: bool, open_org: bool, fits_person: bool, running: bool, on: date, today: date
) -> Verdict:
    return all_of(
        require(fits_org, "wrong_org", "这类组织不能发起这种程序", "R-ORG-10"),
        require(open_org, "closed", "该组织已撤销"),
        require(fits_person, "wrong_person", "本人现在的身份不适用这种程序"),
        require(not running, "running", "这个人已有同类程序在办", "R-REL-23"),
        require(on <= today, "future", "日期在今天之后"),
    )


def _put(until: date, limit: date | None = date(2026, 4, 15)) -> dict[str, object]:
    return {"until": until, "limit": limit, "longest": date(2026, 7, 15)}


@rule(
    title="延长一步的期限",
    cites=("R-DEV-25",),
    source="《中国共产党发展党员工作细则》第二十六条",
    examples=(
        Example(_put(date(2026, 6, 15)), True, "三个月的审批延到五个月"),
        Example(_put(date(2026, 7, 16)), "too_long", "超过六个月"),
        Example(_put(date(2026, 4, 1)), "not_later", "比原来还早"),
        Example(_put(date(2026, 6, 15), None), "no_limit", "这一步没有期限"),
    ),
)
def may_put_off(until: date, limit: date | None, longest: date | None) -> Verdict:
    if limit is None:
        return require(False, "no_limit", "这一步没有期限，不用延长")
    return first_refusal(
        require(until > limit, "not_later", f"须晚于原来的期限（{limit}）", "R-DEV-25"),
        require(longest is None or until <= longest, "too_long", f"最迟延到 {longest}", "R-DEV-25"),
    )


def _moving(**values: object) -> dict[str, object]:
    return {"same": False, "open_org": True, "fits_org": True, "member": False, "there": False,
            **values}  # fmt: skip


@rule(
    title="转到另一组织接着办",
    cites=("R-DEV-08", "R-REL-13"),
    source="《中国共产党发展党员工作细则》第十三条",
    examples=(
        Example(_moving(), True, "积极分子换了单位，时间接着算"),
        Example(_moving(same=True), "same_org", "转给自己"),
        Example(_moving(open_org=False), "closed", "接收方已撤销"),
        Example(_moving(fits_org=False), "wrong_org", "接收方不办这种程序"),
        Example(_moving(member=True), "letter_first", "预备党员的组织关系还没有转到"),
        Example(_moving(member=True, there=True), True, "介绍信已接收"),
    ),
)
def may_take_over(same: bool, open_org: bool, fits_org: bool, member: bool, there: bool) -> Verdict:
    """An applicant's record comes along; a member's membership moves by letter first."""
    return all_of(
        require(not same, "same_org", "已经在这个组织"),
        require(open_org, "closed", "接收的组织已撤销"),
        require(fits_org, "wrong_org", "接收的组织不能办这种程序"),
        require(
            there or not member, "letter_first", "预备党员、正式党员须先用介绍信转接组织关系",
            "R-REL-13",
        ),
    )  # fmt: skip


def _correcting(**values: object) -> dict[str, object]:
    return {"stands": True, "acted": False, "met": False, "reason": "录入时写错", **values}


@rule(
    title="更正步骤的日期",
    cites=("R-GEN-13", "R-DEV-41"),
    source="系统约定",
    examples=(
        Example(_correcting(), True, "写明原因"),
        Example(_correcting(reason=" "), "no_reason", "没有原因"),
        Example(_correcting(stands=False), "set_aside", "已经退回重办的步骤"),
        Example(_correcting(acted=True), "acted", "已据此变更党员状态"),
        Example(_correcting(met=True), "of_meeting", "日期取会议之日"),
    ),
)
def may_correct(stands: bool, acted: bool, met: bool, reason: str) -> Verdict:
    return first_refusal(
        require(bool(reason.strip()), "no_reason", "请写更正原因", "R-GEN-13"),
        require(stands, "set_aside", "这一步已退回重办，不再更正"),
        require(not acted, "acted", "已据此变更党员状态，日期不能再改", "R-GEN-12"),
        require(not met, "of_meeting", "日期取会议之日，请先更正会议记录", "R-DEV-05"),
    )
