"""组织生活会: once a year, as an assembly, a committee or a group meeting."""

from jishi.activities.kinds.kind import GRASSROOTS, ActivityKind
from jishi.kernel.items import Field

LIFE_MEETING = ActivityKind(
    code="life_meeting",
    title="组织生活会",
    source="R-LIFE-06",
    group="life",
    order=10,
    org_kinds=(*GRASSROOTS, "group"),
    expects="members",
    needs=("expected", "present", "content"),
    joint=False,
    fields=(
        Field(
            code="form",
            label="召开形式",
            type="choice",
            needed=True,
            choices=(
                ("assembly", "党员大会"),
                ("committee", "支委会"),
                ("group", "党小组会"),
            ),
        ),
        Field(code="topic_fixed", label="上级确定的主题", most=80),
    ),
    help="每年至少一次，一般在第四季度。会上定下的整改事项写入议定事项，逐项跟到办完。",
)
