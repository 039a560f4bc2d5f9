"""The one flow of every case: what may follow what, and what each step must bring along.

A kind takes optional steps or leaves them, and gives states and steps its own words; it adds no
state. `FLOW.check` decides; guards are in `closing.py`.
"""

from __future__ import annotations

from jishi.cases.marks import STATES
from jishi.cases.rules import closing
from jishi.cases.rules.closing import CaseFacts
from jishi.kernel.workflow import Need, State, Transition, Workflow

REASON, OTHER = frozenset({Need.REASON}), frozenset({Need.OTHER_PERSON})
EDIT, DIRECT = "case.edit", "case.direct"

FLOW: Workflow[CaseFacts] = Workflow(
    code="case",
    title="问题与诉求的办理",
    source="销号管理、接诉即办的共同做法",
    states=tuple(
        State(name, label, final=name in ("refused", "merged")) for name, label in STATES.items()
    ),
    transitions=(
        Transition("assign", "分办", ("registered",), "assigned", DIRECT),
        Transition("refuse", "不予受理", ("registered",), "refused", DIRECT, needs=REASON | OTHER),
        Transition("sign", "签收", ("assigned",), "working", EDIT),
        Transition("object", "提出异议", ("assigned",), "registered", EDIT, needs=REASON),
        Transition("transfer", "转办", ("assigned", "working"), "assigned", DIRECT, needs=REASON),
        Transition("contact", "联系诉求人", ("working",), "working", EDIT),
        Transition("progress", "登记进展", ("working",), "working", EDIT),
        Transition("pause", "暂停计时", ("working",), "working", DIRECT, "not_paused", REASON),
        Transition("resume", "恢复计时", ("working",), "working", DIRECT, "paused"),
        Transition("extend", "延期", ("working",), "working", DIRECT, "not_extended", REASON),
        Transition("submit", "申请销号", ("working",), "submitted", EDIT, "ready"),
        Transition("send_back", "退回", ("submitted",), "working", DIRECT, needs=REASON | OTHER),
        Transition("call_back", "回访", ("submitted",), "submitted", EDIT, needs=OTHER),
        Transition(
            "strike_off", "销号", ("submitted",), "struck_off", DIRECT, "may_strike", OTHER
        ),
        Transition(
            "look_back", "回头看", ("struck_off",), "struck_off", DIRECT, "to_look_back", OTHER
        ),
        Transition("reopen", "重新打开", ("struck_off",), "working", DIRECT, needs=REASON),
        Transition(
            "merge", "合并", ("registered", "assigned", "working"), "merged", DIRECT, needs=REASON
        ),
    ),
    guards={
        "paused": closing.paused,
        "not_paused": closing.not_paused,
        "not_extended": closing.not_extended,
        "ready": closing.ready,
        "may_strike": closing.may_strike,
        "to_look_back": closing.to_look_back,
    },
)  # fmt: skip
OPTIONAL_STEPS = frozenset({"contact", "call_back", "refuse", "merge"})
CONDITIONS = closing.CONDITIONS
