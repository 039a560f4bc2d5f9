"""上级交办的事项，以及办出来的长效机制。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

TASK = CaseKind(
    code="task",
    title="交办事项",
    source="督查督办制度",
    group="rectify",
    mark="办",
    order=16,
    sources=(("superior", "上级交办"), ("meeting", "会议议定"), ("plan", "年度任务")),
    grades=(
        Grade("ordinary", "一般", Limit(20, Unit.WORKING_DAYS)),
        Grade("urgent", "急件", Limit(3, Unit.WORKING_DAYS)),
        Grade("long", "年度", Limit(240, Unit.WORKING_DAYS)),
    ),
    fields=(
        Field(code="from_whom", label="交办单位和文号", most=80),
        Field(code="mechanism", label="形成的长效机制", most=120),
    ),
    steps=frozenset({"merge"}),
    conditions=("progress", "outcome"),
)
