"""巡察、督查、调研中对一个组织提出的问题。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

FINDING = CaseKind(
    code="finding",
    title="巡察督查发现问题",
    source="巡察整改和成果运用的通行要求",
    group="rectify",
    mark="巡",
    order=14,
    classes=(
        ("lines", "贯彻上级部署"),
        ("life", "组织生活制度"),
        ("team", "班子建设"),
        ("members", "党员队伍"),
        ("integrity", "廉洁与作风"),
        ("funds", "党费和经费"),
        ("other", "其他"),
    ),
    sources=(
        ("patrol", "县级巡察"),
        ("supervision", "党建督查"),
        ("survey", "专题调研"),
        ("audit", "审计"),
        ("handbook", "手册调阅"),
    ),
    grades=(
        Grade("now", "立行立改", Limit(10, Unit.WORKING_DAYS)),
        Grade("ordinary", "集中整改", Limit(60, Unit.WORKING_DAYS)),
    ),
    fields=(
        Field(code="measure", label="整改措施", needed=True, most=300),
        Field(code="feedback", label="反馈文号", most=60),
    ),
    steps=frozenset({"merge"}),
    conditions=("evidence", "progress", "outcome"),
    look_back=6,
    cooling=12,
)
