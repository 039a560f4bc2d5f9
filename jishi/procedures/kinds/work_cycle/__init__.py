"""工作闭环: a task told in full (what, why, when, where, who, how far), then plan–do–check–act."""

from jishi.procedures.kinds.kind import DONE, Edition, Field, Outcome, ProcedureKind, Step

NOTE = Field(code="result", label="情况", needed=True, most=100)

WORK_CYCLE = ProcedureKind(
    code="work_cycle",
    title="工作闭环",
    source="地方制度",
    order=12,
    icon="refresh-cw",
    opening=(
        Field(code="what", label="做什么", needed=True, most=100),
        Field(code="why", label="为什么做", needed=True, most=100),
        Field(code="when", label="什么时候完成", type="date", needed=True),
        Field(code="where", label="在哪里做", needed=True, most=60),
        Field(code="who", label="谁来做", needed=True, most=60),
        Field(code="how", label="做到什么程度", needed=True, most=100),
    ),
    editions=(
        Edition(1, (
            Step(code="plan", title="策划", stage="闭环", fields=(NOTE,), paper="方案"),
            Step(code="carry_out", title="实施", stage="闭环", fields=(NOTE,), repeats=True,
                 shares_day=True),
            Step(
                code="check", title="检查", stage="闭环", fields=(NOTE,),
                outcomes=(DONE, Outcome(code="again", label="没有达到，继续实施", back="carry_out",
                                        reason=True, tone="red")),
            ),
            Step(code="improve", title="改进", stage="闭环", fields=(NOTE,)),
        )),
    ),
    help="六个要素写全才能发起，再按策划、实施、检查、改进四步办，检查不合格的退回实施。",
)  # fmt: skip
