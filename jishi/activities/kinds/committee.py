"""支委会: at least half of the committee is there."""

from jishi.activities.kinds.kind import GRASSROOTS, ActivityKind
from jishi.activities.topics import MEETING_TOPICS

COMMITTEE = ActivityKind(
    code="committee",
    title="支委会",
    source="R-LIFE-10",
    group="sanhui_yike",
    order=2,
    org_kinds=GRASSROOTS,
    expects="committee",
    needs=("present", "content", "quorum"),
    quorum="committee",
    joint=False,
    topics=MEETING_TOPICS,
    help="每月一般开一次，可以随时召开。没有设支委会的支部不作要求。",
)
