"""群众性活动 open to the public."""

from jishi.activities.kinds.kind import SERIES, ActivityKind
from jishi.kernel.items import Field

PUBLIC_EVENT = ActivityKind(
    code="public_event",
    title="群众活动",
    source="党群服务中心活动开展要求",
    group="service",
    order=42,
    expects="nobody",
    needs=("content",),
    fields=(
        Field(
            code="event",
            label="活动类别",
            type="choice",
            choices=(
                ("culture", "文艺演出"),
                ("lecture", "讲座、道德讲堂"),
                ("health", "健康服务"),
                ("education", "宣传教育"),
                ("other", "其他"),
            ),
        ),
        Field(code="audience", label="参加群众人数", type="number", most=100000),
        SERIES,
    ),
    help="群众只记人数，不记姓名。",
)
