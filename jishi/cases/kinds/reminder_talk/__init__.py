"""提醒谈话、廉政谈话：只记谁、什么时候、为哪一类事谈过。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

REMINDER_TALK = CaseKind(
    code="reminder_talk",
    title="提醒谈话",
    source="R-DISP-18",
    group="clues",
    mark="谈",
    order=42,
    about="person",
    grades=(Grade("ordinary", "一般", Limit(10, Unit.WORKING_DAYS)),),
    fields=(
        Field(
            code="matter",
            label="事由类别",
            type="choice",
            needed=True,
            choices=(
                ("duty", "履职尽责"),
                ("style", "作风"),
                ("integrity", "廉洁"),
                ("early", "苗头性问题"),
            ),
        ),
        Field(code="talker", label="谈话人", most=30),
    ),
    states={"working": "待谈", "submitted": "待审定", "struck_off": "已谈"},
    conditions=("outcome",),
    narrow=True,
)
