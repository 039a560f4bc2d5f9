"""Whether an activity may be planned, entered, archived, cancelled; what is only remarked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, advise, all_of, first_refusal, require
from jishi.kernel.workflow import Need, State, Transition, Workflow


@dataclass(frozen=True)
class Plan:
    """When and by whom, beside what each kind allows."""

    held_on: date
    today: date
    founded_on: date
    closed_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    unfit: tuple[str, ...] = ()  # kinds that this organisation does not hold
    alone: tuple[str, ...] = ()  # kinds that are not held together with others
    joint: int = 0
    kinds: int = 1


_PLAN: dict[str, Any] = {
    "held_on": date(2026, 5, 8),
    "today": date(2026, 5, 20),
    "founded_on": date(2020, 1, 1),
}


@rule(
    title="可以安排活动",
    cites=("R-LIFE-19", "R-LIFE-20"),
    source="《中国共产党支部工作条例（试行）》；设计约定",
    examples=(
        Example({"plan": Plan(**_PLAN)}, True, "五月开的会"),
        Example({"plan": Plan(**_PLAN, kinds=0)}, "no_kind", "没有选种类"),
        Example({"plan": Plan(**_PLAN, unfit=("支委会",))}, "unfit", "乡镇党委不开支委会"),
        Example({"plan": Plan(**_PLAN, alone=("党员大会",), joint=1)}, "alone", "大会不联合开"),
        Example(
            {"plan": Plan(**{**_PLAN, "founded_on": date(2026, 5, 10)})},
            "before_founding",
            "成立以前的活动",
        ),
        Example(
            {"plan": Plan(**_PLAN, closed_on=date(2026, 5, 1))}, "after_closing", "撤销以后的活动"
        ),
        Example(
            {"plan": Plan(**_PLAN, starts_at=time(10), ends_at=time(9))}, "backwards", "先散后开"
        ),
        Example({"plan": Plan(**{**_PLAN, "held_on": date(2027, 12, 1)})}, "too_far", "一年以后的"),
    ),
)
def may_plan(plan: Plan) -> Verdict:
    closed = plan.closed_on is not None and plan.held_on >= plan.closed_on
    backwards = plan.starts_at and plan.ends_at and plan.ends_at <= plan.starts_at
    return all_of(
        require(plan.kinds > 0, "no_kind", "请选择活动种类"),
        require(not plan.unfit, "unfit", f"本组织不开展{'、'.join(plan.unfit)}"),
        require(
            not (plan.joint and plan.alone), "alone",
            f"{'、'.join(plan.alone)}须由一个组织自己召开，不能联合举办",
        ),
        require(plan.held_on >= plan.founded_on, "before_founding", "活动日期早于组织成立日期"),
        require(not closed, "after_closing", "活动日期在组织撤销以后"),
        require(not backwards, "backwards", "结束时间须晚于开始时间"),
        require((plan.held_on - plan.today).days <= 366, "too_far", "日期太远，最多安排到一年以后"),
    )  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What is entered of an activity that took place."""

    held_on: date
    today: date
    assembly: bool = False
    has_chair: bool = True
    chair_on_committee: bool = True
    committee_known: bool = True
    wrong_topics: tuple[str, ...] = ()  # topics of a kind that the meeting does not decide
    important: tuple[str, ...] = ()  # topics that go through the committee first
    committee_met: bool = True
    late_after: int = 7
    late_reason: str = ""


_HELD: dict[str, Any] = {"held_on": date(2026, 5, 8), "today": date(2026, 5, 10)}


@rule(
    title="可以登记已开展的活动",
    cites=("R-LIFE-14", "R-LIFE-16", "R-LIFE-17", "R-LIFE-18"),
    source="《中国共产党支部工作条例（试行）》第十一、十二条",
    examples=(
        Example({"held": Held(**_HELD)}, True, "两天以后登记"),
        Example(
            {"held": Held(**{**_HELD, "held_on": date(2026, 5, 11)})}, "future", "还没有开的会"
        ),
        Example(
            {"held": Held(**_HELD, assembly=True, chair_on_committee=False)},
            "chair",
            "主持人不是书记、副书记或委员",
        ),
        Example(
            {"held": Held(**_HELD, assembly=True, chair_on_committee=False, committee_known=False)},
            True,
            "没有登记班子，不判断",
        ),
        Example(
            {"held": Held(**_HELD, assembly=True, wrong_topics=("讲课",))}, "topic", "不是大会议题"
        ),
        Example(
            {"held": Held(**_HELD, important=("接收预备党员",), committee_met=False)},
            ("committee_first",),
            "没有先经支委会讨论，只提示",
        ),
        Example({"held": Held(**{**_HELD, "today": date(2026, 6, 10)})}, ("late",), "补记，只提示"),
    ),
)
def may_hold(held: Held) -> Verdict:
    late = (held.today - held.held_on).days > held.late_after
    chair = not held.assembly or not held.has_chair or held.chair_on_committee
    return all_of(
        require(held.held_on <= held.today, "future", "活动日期还没有到，请先安排，开过以后再登记"),
        require(
            chair or not held.committee_known, "chair",
            "党员大会由书记主持，书记不能参加的委托副书记或委员", "R-LIFE-16",
        ),
        require(
            not held.wrong_topics, "topic",
            f"「{'、'.join(held.wrong_topics)}」不是这种会议的议题种类", "R-LIFE-17",
        ),
        advise(
            not held.important or held.committee_met, "committee_first",
            f"{'、'.join(held.important)}一般先由支委会讨论，近期没有支委会记录", "R-LIFE-14",
        ),
        advise(
            not late or bool(held.late_reason.strip()), "late",
            f"活动过去{(held.today - held.held_on).days}天才登记，请说明原因", "R-LIFE-18",
        ),
    )  # fmt: skip


# --- stages --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """What stands in the record when it is to be archived."""

    expected: int | None = None
    present: int | None = None
    needs_counts: bool = True  # meetings with a list of those expected
    has_minutes: bool = True
    has_chair: bool = True
    has_recorder: bool = True
    place: bool = True
    unexplained: int = 0  # absent without a reason


@rule(
    title="可以归档",
    cites=("R-LIFE-18",),
    source="组织生活记录的通行做法",
    examples=(
        Example({"record": Record(12, 9)}, True, "应到实到都有"),
        Example({"record": Record(12, None)}, "no_counts", "缺实到"),
        Example({"record": Record(None, 9)}, "no_counts", "缺应到"),
        Example({"record": Record(needs_counts=False)}, True, "走访没有应到"),
        Example({"record": Record(12, 9, has_minutes=False)}, ("no_minutes",), "只提示"),
        Example({"record": Record(12, 9, unexplained=3)}, ("unexplained",), "只提示"),
    ),
)
def may_archive(record: Record) -> Verdict:
    known = record.expected is not None and record.present is not None
    return first_refusal(
        require(known or not record.needs_counts, "no_counts", "缺应到或实到人数，不能归档",
                "R-LIFE-18"),
        all_of(
            advise(record.place, "no_place", "没有写地点", "R-LIFE-18"),
            advise(record.has_chair, "no_chair", "没有写主持人", "R-LIFE-18"),
            advise(record.has_recorder, "no_recorder", "没有写记录人", "R-LIFE-18"),
            advise(record.has_minutes, "no_minutes", "没有会议记录（文字或照片）", "R-LIFE-18"),
            advise(not record.unexplained, "unexplained",
                   f"{record.unexplained}人缺席没有注明原因", "R-LIFE-18"),
        ),
    )  # fmt: skip


FLOW: Workflow[Record] = Workflow(
    code="activity.stages",
    title="一次活动",
    source="R-LIFE-18；R-GEN-13",
    states=(
        State("planned", "已安排"),
        State("held", "已登记"),
        State("archived", "已归档"),
        State("cancelled", "已取消", final=True),
    ),
    transitions=(
        Transition("change", "修改安排", ("planned",), "planned", "activity.edit"),
        Transition("hold", "登记", ("planned",), "held", "activity.edit"),
        Transition("correct", "更正", ("held",), "held", "activity.edit"),
        Transition("archive", "归档", ("held",), "archived", "activity.edit", guard="may_archive"),
        Transition(
            "reopen", "退回更正", ("archived",), "held", "activity.reopen",
            needs=frozenset({Need.REASON}),
        ),
        Transition(
            "cancel", "取消", ("planned", "held", "archived"), "cancelled", "activity.edit",
            needs=frozenset({Need.REASON}),
        ),
    ),
    guards={"may_archive": may_archive},
)  # fmt: skip
