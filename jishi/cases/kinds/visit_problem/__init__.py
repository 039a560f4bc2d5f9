"""走访中收集的问题，按六类办理，再走访确认才销号。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

VISIT_PROBLEM = CaseKind(
    code="visit_problem",
    title="走访问题",
    source="大走访活动的通行做法",
    group="residents",
    mark="访",
    order=26,
    about="resident",
    classes=(
        ("industry", "产业发展"),
        ("renewal", "城市更新"),
        ("party", "基层党建"),
        ("livelihood", "民生改善"),
        ("governance", "社会治理"),
        ("reform", "深化改革"),
    ),
    sources=(
        ("household", "走访居民"),
        ("enterprise", "走访企业"),
        ("project", "走访项目"),
        ("seminar", "座谈会"),
    ),
    grades=(Grade("ordinary", "一般", Limit(20, Unit.WORKING_DAYS)),),
    fields=(Field(code="place", label="地点或单位", most=60),),
    steps=frozenset({"merge", "refuse", "call_back"}),
    conditions=("progress", "outcome", "called_back"),
    verbs={"call_back": "再走访"},
    look_back=0,
    cooling=6,
    help="解决之后再走访一次，听听意见，确认了才销号。",
)
