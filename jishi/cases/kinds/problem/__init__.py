"""问题清单上的一项：九类来源，五级查摆，逐项销号。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

PROBLEM = CaseKind(
    code="problem",
    title="问题整改",
    source="问题清单、整改台账和销号制度",
    group="rectify",
    mark="问",
    order=10,
    classes=(
        ("duty", "管党治党责任"),
        ("setup", "组织设置与换届"),
        ("life", "组织生活"),
        ("members", "党员发展与管理"),
        ("team", "班子与队伍"),
        ("venue", "阵地与保障"),
        ("style", "工作作风"),
        ("service", "服务群众"),
        ("other", "其他"),
    ),
    sources=(
        ("patrol", "巡察反馈"),
        ("supervision", "党建督查"),
        ("education", "主题教育检视"),
        ("special", "专项工作"),
        ("oversight", "日常监督"),
        ("assessment", "考核反馈"),
        ("self", "自查自纠"),
        ("democratic_life", "民主生活会"),
        ("branch_life", "组织生活会"),
    ),
    levels=(
        ("committee", "党委（党工委）"),
        ("team", "领导班子"),
        ("office", "机关科室"),
        ("unit", "所属单位"),
        ("unit_team", "所属单位班子"),
    ),
    grades=(
        Grade("now", "立行立改", Limit(10, Unit.WORKING_DAYS)),
        Grade("ordinary", "限期整改", Limit(60, Unit.WORKING_DAYS)),
        Grade("long", "长期坚持", Limit(240, Unit.WORKING_DAYS)),
    ),
    fields=(
        Field(code="measure", label="整改措施", needed=True, most=300),
        Field(code="goal", label="整改目标", most=120),
        Field(
            code="age",
            label="由来",
            type="choice",
            choices=(("hot", "当前热点难点"), ("legacy", "历史遗留")),
        ),
        Field(code="mechanism", label="形成的长效机制", most=120),
    ),
    steps=frozenset({"merge", "refuse"}),
    conditions=("evidence", "progress", "outcome"),
    look_back=3,
    cooling=12,
    help="一个问题只登一次，可以同时列入几张清单；销号须由经办人以外的人凭佐证核准。",
)
