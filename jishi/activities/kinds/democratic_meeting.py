"""民主生活会: two thirds of the leading body are there."""

from jishi.activities.kinds.kind import LEADING, ActivityKind
from jishi.kernel.items import Field

DEMOCRATIC_MEETING = ActivityKind(
    code="democratic_meeting",
    title="民主生活会",
    source="R-LIFE-30",
    group="leaders",
    order=20,
    org_kinds=(*LEADING, "general_branch"),
    expects="committee",
    needs=("expected", "present", "quorum"),
    quorum="leaders",
    joint=False,
    fields=(
        Field(
            code="timing",
            label="召开时间",
            type="choice",
            needed=True,
            choices=(("regular", "按期"), ("early", "提前"), ("late", "延期")),
        ),
        Field(
            code="approval", label="上级同意的文号", most=60, help="提前或延期召开的须报上级同意"
        ),
    ),
    help="每年一次，应到会人员三分之二以上到会才能召开。",
)
