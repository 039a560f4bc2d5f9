"""组织处置: proposed, filed beforehand, looked into, heard, decided, approved, delivered, looked
at again. Kept are measure, situation, days and document numbers; no case is described (R-DISP-18).
"""

from __future__ import annotations

from jishi.kernel.verdict import Verdict, all_of, require
from jishi.procedures.kinds.disposal.rules import (
    ALL_SITUATIONS,
    MEASURES,
    correction_bounded,
    filed_before,
    may_start,
    rights_kept,
)
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import (
    DONE,
    Edge,
    Edition,
    Field,
    Meeting,
    Outcome,
    ProcedureKind,
    Step,
    returned,
)

BEGIN, LOOK, DECIDE, AFTER = "启动", "调查核实", "讨论审批", "执行和复核"


def _start(facts: Facts, new: Taken) -> Verdict:
    return may_start(
        str(new.value("measure")), str(new.value("situation")), facts.subject.standing,
        int(new.value("months") or 0), bool(new.value("sanctioned")),
    )  # fmt: skip


def measure(facts: Facts) -> str:
    return str(facts.opening.get("measure", ""))


def _filed(facts: Facts) -> Verdict:
    found = facts.last("filing")
    return filed_before(found.document if found else "")


def _decide(facts: Facts, new: Taken) -> Verdict:
    heard = facts.last("notice")
    return all_of(
        require(
            new.outcome == measure(facts), "other_measure",
            "须与提出的处置方式一致，不同意的请退回", "R-DISP-01",
        ),
        correction_bounded(new.outcome, new.on, new.day("until")),
        rights_kept(
            bool(heard and heard.value("notified")), str(heard.value("heard") if heard else ""),
            bool(new.value("present")),
        ),
    )  # fmt: skip


def _approve(facts: Facts, new: Taken) -> Verdict:
    decided = facts.last("assembly")
    return require(
        decided is not None and decided.outcome == new.outcome, "not_as_decided",
        "审批须与支部大会决议一致，不同意的请退回", "R-DISP-08",
    )  # fmt: skip


def _no_correction(facts: Facts) -> bool:
    decided = facts.last("assembly")
    return decided is not None and decided.outcome != "correction_period"


def _period_over(facts: Facts) -> Edge | None:
    decided = facts.last("assembly")
    until = decided.day("until") if decided else None
    return Edge(until, "改正期满", "R-DISP-03") if until else None


COMMITTEE = Meeting(
    label="支委会会议", kinds=("committee",), instead=("assembly",), clause="R-DISP-07"
)
ASSEMBLY = Meeting(
    label="支部党员大会", kinds=("assembly",), topics=("dispose",), clause="R-DISP-08"
)
UNTIL = Field(
    code="until", label="改正期至", type="date", needed=True, of_outcomes=("correction_period",)
)

STEPS = (
    Step(
        code="proposal", title="支委会研究提出", stage=BEGIN, meeting=COMMITTEE, paper="会议记录"
    ),
    Step(
        code="filing", title="报基层党委事前备案", stage=BEGIN, by="superior", document="备案",
        prints=("filing",), outcomes=(DONE, returned("proposal")),
    ),
    Step(
        code="inquiry", title="调查核实", stage=LOOK, paper="调查材料（只存卷）", ready=(_filed,),
        fields=(
            Field(code="first", label="调查人", type="person", needed=True),
            Field(code="second", label="另一名调查人", type="person", needed=True),
        ),
        help="这里只登记谁在哪天调查，不写案情。",
    ),
    Step(
        code="notice", title="通知本人，听取陈述申辩", stage=LOOK, paper="谈话记录、本人陈述",
        fields=(
            Field(code="notified", label="已书面通知本人", type="flag"),
            Field(code="heard", label="陈述和申辩", type="choice", needed=True,
                  choices=(("stated", "已听取"), ("waived", "本人书面放弃"))),
        ),
        prints=("talk",),
    ),
    Step(
        code="assembly", title="支部党员大会讨论表决", stage=DECIDE, meeting=ASSEMBLY,
        paper="会议记录、票决结果", gates=(_decide,), prints=("decision",),
        fields=(Field(code="present", label="本人到会", type="flag"), UNTIL),
        outcomes=(
            *(Outcome(code=code, label=label, tone="red") for code, label in MEASURES),
            Outcome(code="not_passed", label="没有通过，不予处置", ends="refused", reason=True,
                    meets=False),
        ),
        help="每人单独表决，本人可以到会申辩。",
    ),
    Step(
        code="approval", title="有权限的党组织审批", stage=DECIDE, by="superior", document="批复",
        gates=(_approve,), prints=("approval",),
        outcomes=(
            *(Outcome(code=code, label=f"批准{label}", act=code, basis="assembly", tone="red")
              for code, label in MEASURES),
            returned("assembly"),
            Outcome(code="refused", label="不予批准", ends="refused", reason=True, papers=False),
        ),
    ),
    Step(
        code="delivery", title="送达本人，告知申诉权利", stage=AFTER, paper="送达回证",
        fields=(
            Field(code="signed", label="本人签收", type="choice", needed=True,
                  choices=(("signed", "已签收"), ("witnessed", "拒签，见证人签字"))),
            Field(code="told", label="已告知申诉权利", type="flag", needed=True),
        ),
    ),
    Step(
        code="review_meeting", title="改正期满，支委会评议", stage=AFTER, may_skip=_no_correction,
        meeting=COMMITTEE, earliest=(_period_over,), latest=(lambda facts: _recheck_by(facts),),
    ),
    Step(
        code="review", title="上级作出复核结论", stage=AFTER, by="superior", document="批复",
        may_skip=_no_correction,
        outcomes=(
            Outcome(code="resumed", label="已经改正，恢复正常", act="resume",
                    basis="review_meeting", tone="green"),
            Outcome(code="unimproved", label="仍无转变，另行劝其退党", ends="done", reason=True,
                    tone="red"),
            returned("review_meeting"),
        ),
    ),
)  # fmt: skip


def _recheck_by(facts: Facts) -> Edge | None:
    """The end of the period changes nobody: it asks for a decision (R-DISP-05)."""
    edge = _period_over(facts)
    return Edge(edge.day, "改正期满及时复核", "R-DISP-05", False) if edge else None


DISPOSAL = ProcedureKind(
    code="disposal",
    title="组织处置",
    source="《中国共产党不合格党员组织处置办法》",
    order=8,
    icon="gavel",
    about="person",
    org_kinds=("branch", "joint_branch", "mobile_organisation"),
    opening=(
        Field(code="measure", label="拟处置方式", type="choice", needed=True, choices=MEASURES),
        Field(code="situation", label="情形", type="choice", needed=True, choices=ALL_SITUATIONS),
        Field(code="months", label="已持续", type="number", most=600, help="月数，按情形需要时填"),
        Field(code="matter", label="事由编号", most=40, help="卷宗编号；不写案情"),
        Field(code="sanctioned", label="同一问题已受党纪处分", type="flag"),
    ),
    opens=(_start,),
    editions=(Edition(1, STEPS),),
    help="限期改正、劝其退党、除名三种。先事前备案，再调查核实，本人有权申辩，到期不会自动变更。",
)
