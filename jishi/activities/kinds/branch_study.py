"""党员集中学习 of a branch or group: hours count for those present."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.activities.topics import STUDY_TOPICS
from jishi.kernel.items import Field

BRANCH_STUDY = ActivityKind(
    code="branch_study",
    title="集中学习",
    source="R-EDU-01；R-EDU-08",
    group="study",
    order=30,
    expects="members",
    needs=("present", "content"),
    topics=STUDY_TOPICS,
    fields=(
        Field(code="online", label="线上学习", type="flag"),
        Field(
            code="form",
            label="学习形式",
            type="choice",
            choices=(
                ("together", "集中学习"),
                ("discuss", "专题研讨"),
                ("film", "观看教育片"),
                ("field", "现场学习"),
                ("remote", "远程教育"),
            ),
        ),
        SERIES,
    ),
    studies=True,
    help="填写学时后，到会党员的学习时间自动累计。",
)
