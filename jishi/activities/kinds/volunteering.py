"""志愿服务: hours and whom it served."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.kernel.items import Field

VOLUNTEERING = ActivityKind(
    code="volunteering",
    title="志愿服务",
    source="在职党员到社区报到、志愿服务制度",
    group="service",
    order=41,
    expects="nobody",
    needs=("present", "content"),
    topics=("practice",),
    fields=(
        Field(
            code="service",
            label="服务类别",
            type="choice",
            choices=(
                ("environment", "环境整治"),
                ("care", "关爱帮扶"),
                ("lecture", "宣讲、讲座"),
                ("safety", "安全、应急"),
                ("order", "秩序、文明劝导"),
                ("other", "其他"),
            ),
        ),
        Field(code="served", label="受益人数", type="number", most=100000),
        SERIES,
    ),
    help="几个单位一起开展的，由上级登记一次，各单位都计入。",
)
