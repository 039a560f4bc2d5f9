"""警示教育: films, cases, lectures on clean conduct."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.activities.topics import STUDY_TOPICS
from jishi.kernel.items import Field

WARNING_EDUCATION = ActivityKind(
    code="warning_education",
    title="警示教育",
    source="党风廉政警示教育要求",
    group="study",
    order=32,
    expects="members",
    needs=("present", "content"),
    topics=STUDY_TOPICS,
    fields=(
        Field(
            code="form",
            label="形式",
            type="choice",
            needed=True,
            choices=(
                ("film", "观看警示教育片"),
                ("circular", "传达通报"),
                ("lecture", "廉政党课"),
                ("base", "参观警示教育基地"),
                ("reminder", "节前提醒"),
            ),
        ),
        Field(code="reflections", label="交来心得体会份数", type="number", most=10000),
        SERIES,
    ),
    studies=True,
    help="心得体会只记份数，不收内容；案例只写通报文号。",
)
