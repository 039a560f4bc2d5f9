"""From self-check to confirmation: which step may be taken, by whom.

Three different accounts: who checks, who accepts, who confirms (no self-acceptance). An appeal
keeps the confirmed version; what the review changes is a version of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from jishi.kernel.declare import Example, rule
from jishi.kernel.verdict import Verdict, all_of, refuse, require
from jishi.kernel.workflow import Need, State, Transition, Workflow

RUN, CHECK, ACCEPT = "standard.run", "standard.check", "standard.accept"
DAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What a step is judged by; `actor` is the account at work."""

    actor: int | None = 1
    checked_by: int | None = None
    accepted_by: int | None = None
    confirmed_by: int | None = None
    confirmed_on: date | None = None
    missing: Collection[str] = ()  # criteria that are asked and have no answer
    unproven: Collection[str] = ()  # answers that claim points without what they have to bring
    unjudged: Collection[str] = ()  # criteria without accepted points
    sides_missing: Collection[str] = ()  # sides whose sheets have not been counted
    appeals: int = 0
    appeal_days: int = 7
    today: date = DAY
    late_to_mend: bool = False  # the last day for mending has passed


@rule(
    title="能否提交自查",
    cites=("R-GOV-43",),
    source="考评程序",
    examples=(
        Example({"facts": StepFacts()}, True, "都答了"),
        Example({"facts": StepFacts(missing=("经费保障",))}, "unanswered", "还有没答的"),
        Example({"facts": StepFacts(unproven=("照片",))}, "unproven", "要分没有材料"),
    ),
)
def may_check(facts: StepFacts) -> Verdict:
    return all_of(
        require(not facts.missing, "unanswered", f"还没有填：{'、'.join(facts.missing)}"),
        require(
            not facts.unproven, "unproven", f"缺佐证材料：{'、'.join(facts.unproven)}", "R-GOV-43"
        ),
    )


@rule(
    title="能否验收",
    cites=("R-GOV-43",),
    source="考评程序",
    examples=(
        Example({"facts": StepFacts(actor=2, checked_by=1)}, True, "另一个人验收"),
        Example({"facts": StepFacts(actor=1, checked_by=1)}, "own_check", "自己验收自己"),
        Example({"facts": StepFacts(actor=2, unjudged=("制度",))}, "unjudged", "有没给分的"),
    ),
)
def may_accept(facts: StepFacts) -> Verdict:
    return all_of(
        require(
            facts.actor is None or facts.actor != facts.checked_by, "own_check",
            "自查由您提交，须由上级另一人验收", "R-GOV-43",
        ),
        require(not facts.unjudged, "unjudged", f"还没有给分：{'、'.join(facts.unjudged)}"),
    )  # fmt: skip


@rule(
    title="能否审定",
    cites=("R-GOV-43", "R-GOV-38"),
    source="考评程序",
    examples=(
        Example({"facts": StepFacts(actor=3, checked_by=1, accepted_by=2)}, True, "第三人审定"),
        Example({"facts": StepFacts(actor=2, checked_by=1, accepted_by=2)}, "own_work",
                "验收人自己审定"),
        Example({"facts": StepFacts(actor=3, sides_missing=("群众",))}, "sides_missing",
                "测评票没有计完"),
    ),
)  # fmt: skip
def may_confirm(facts: StepFacts) -> Verdict:
    own = facts.actor is not None and facts.actor in (facts.checked_by, facts.accepted_by)
    return all_of(
        require(not own, "own_work", "自查或验收由您办理，须由另一人审定", "R-GOV-43"),
        require(
            not facts.sides_missing, "sides_missing",
            f"还没有登记测评票：{'、'.join(facts.sides_missing)}", "R-GOV-38",
        ),
    )  # fmt: skip


@rule(
    title="能否申诉",
    cites=("R-GOV-43",),
    source="考评程序",
    examples=(
        Example({"facts": StepFacts(confirmed_on=date(2026, 11, 15))}, True, "第五天"),
        Example({"facts": StepFacts(confirmed_on=date(2026, 11, 12))}, "appeal_late", "第八天"),
        Example({"facts": StepFacts(confirmed_on=DAY, appeals=1)}, "appealed", "已经申诉过"),
    ),
)
def may_appeal(facts: StepFacts) -> Verdict:
    if facts.appeals:
        return refuse("appealed", "每轮只能申诉一次，复核结果为准")
    if facts.confirmed_on is None:
        return refuse("not_confirmed", "还没有审定")
    last = facts.confirmed_on + timedelta(days=facts.appeal_days)
    return require(facts.today <= last, "appeal_late", f"申诉期到 {last} 为止")


@rule(
    title="能否复核申诉",
    cites=("R-GOV-43",),
    source="考评程序",
    examples=(
        Example({"facts": StepFacts(actor=4, accepted_by=2, confirmed_by=3)}, True, "另一人复核"),
        Example({"facts": StepFacts(actor=2, accepted_by=2)}, "own_work", "验收人复核自己"),
    ),
)
def may_review(facts: StepFacts) -> Verdict:
    own = facts.actor is not None and facts.actor in (facts.checked_by, facts.accepted_by)
    return require(not own, "own_work", "自查或验收由您办理，申诉须由另一人复核", "R-GOV-43")


FLOW: Workflow[StepFacts] = Workflow(
    code="standard.assessment", title="考评", source="自查、验收、审定、申诉复核",
    states=(
        State("open", "自查中"), State("self_checked", "待验收"), State("accepted", "待审定"),
        State("confirmed", "已审定"), State("appealed", "申诉复核中"),
        State("graded", "已定等次", final=True), State("dropped", "不再考评", final=True),
    ),
    transitions=(
        Transition("check", "提交自查", ("open",), "self_checked", CHECK, "may_check"),
        Transition("hand_back", "退回重填", ("self_checked",), "open", ACCEPT,
                   needs=frozenset({Need.REASON})),
        Transition("accept", "验收", ("self_checked",), "accepted", ACCEPT, "may_accept",
                   frozenset({Need.OTHER_PERSON})),
        Transition("reopen", "退回重新验收", ("accepted",), "self_checked", RUN,
                   needs=frozenset({Need.REASON})),
        Transition("confirm", "审定", ("accepted",), "confirmed", RUN, "may_confirm",
                   frozenset({Need.OTHER_PERSON})),
        Transition("appeal", "申诉", ("confirmed",), "appealed", CHECK, "may_appeal",
                   frozenset({Need.REASON})),
        Transition("review", "复核申诉", ("appealed",), "confirmed", RUN, "may_review",
                   frozenset({Need.REASON, Need.OTHER_PERSON})),
        Transition("grade", "评定等次", ("confirmed",), "graded", RUN),
        Transition("drop", "不再考评", ("open", "self_checked", "accepted"), "dropped", RUN,
                   needs=frozenset({Need.REASON})),
    ),
    guards={
        "may_check": may_check, "may_accept": may_accept, "may_confirm": may_confirm,
        "may_appeal": may_appeal, "may_review": may_review,
    },
)  # fmt: skip
STATES = {state.name: state.label for state in FLOW.states}
TONES = {
    "open": "blue", "self_checked": "amber", "accepted": "amber", "confirmed": "green",
    "appealed": "red", "graded": "green", "dropped": "grey",
}  # fmt: skip
