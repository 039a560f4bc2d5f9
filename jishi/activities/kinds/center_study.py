"""理论学习中心组学习 of a leading body."""

from jishi.activities.kinds.kind import LEADING, ActivityKind
from jishi.activities.topics import STUDY_TOPICS
from jishi.kernel.items import Field

CENTER_STUDY = ActivityKind(
    code="center_study",
    title="中心组学习",
    source="党委（党组）理论学习中心组学习规则；R-EDU-10",
    group="leaders",
    order=21,
    org_kinds=(*LEADING, "general_branch"),
    expects="committee",
    needs=("present", "content"),
    topics=STUDY_TOPICS,
    fields=(
        Field(
            code="form",
            label="学习形式",
            type="choice",
            choices=(
                ("together", "集体学习研讨"),
                ("report", "专题辅导报告"),
                ("field", "现场学习"),
                ("extended", "扩大学习"),
            ),
        ),
    ),
    help="写明学习的文件和研讨专题；重点发言的人写在议题里。",
)
