"""培养工程（四培养、双培一推等）: chosen, tutored, looked at every half year, with a result."""

from jishi.procedures.kinds.bounds import months_after
from jishi.procedures.kinds.kind import Edition, Field, Outcome, ProcedureKind, Step

CULTIVATION = ProcedureKind(
    code="cultivation",
    title="培养工程",
    source="地方制度",
    order=3,
    icon="sprout",
    about="person",
    opening=(
        Field(code="programme", label="工程名称", needed=True, most=40, help="如「四培养」"),
        Field(code="goal", label="培养目标", type="choice", needed=True, choices=(
            ("member", "培养成党员"), ("skilled", "培养成致富能手、业务骨干"),
            ("cadre", "培养成村、企业干部"), ("reserve", "列入后备人选"),
        )),
    ),
    editions=(
        Edition(1, (
            Step(code="selection", title="确定培养对象", stage="选", paper="推荐表"),
            Step(code="tutor", title="确定帮带人", stage="培",
                 fields=(Field(code="tutor", label="帮带人", type="person", needed=True),)),
            Step(
                code="check", title="半年了解一次", stage="培", repeats=True,
                latest=(months_after("tutor", 6, "半年了解一次", hard=False, tone="amber"),),
                fields=(Field(code="progress", label="进展", type="choice", needed=True,
                              choices=(("good", "明显"), ("some", "有进步"), ("none", "不明显"))),),
            ),
            Step(
                code="result", title="培养结果", stage="用",
                outcomes=(
                    Outcome(code="done", label="达到目标", tone="green"),
                    Outcome(code="stopped", label="没有达到，结束", ends="refused", reason=True),
                ),
            ),
        )),
    ),
    help="培养对象、帮带人、每半年的进展和最后的结果，有名有姓有日期。",
)  # fmt: skip
