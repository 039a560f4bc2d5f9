"""党员大会: all members; what is voted on passes by more than half of those entitled."""

from jishi.activities.kinds.kind import GRASSROOTS, ActivityKind
from jishi.activities.topics import ASSEMBLY_TOPICS

ASSEMBLY = ActivityKind(
    code="assembly",
    title="党员大会",
    source="R-LIFE-09；R-LIFE-17",
    group="sanhui_yike",
    order=1,
    org_kinds=GRASSROOTS,
    expects="members",
    needs=("expected", "present", "topics"),
    joint=False,
    topics=(*ASSEMBLY_TOPICS, "unit_report", "superior_report", "study", "brief", "arrange"),
    help="每季度一般开一次。由书记召集主持，书记不能参加的委托副书记或委员。",
)
