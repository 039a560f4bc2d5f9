"""驻点联系群众收集的问题：总台账、已解决、未能解决三本账。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

STATION = CaseKind(
    code="station",
    title="驻点联系问题",
    source="驻点联系群众制度",
    group="residents",
    mark="驻",
    order=28,
    about="resident",
    classes=(
        ("livelihood", "民生"),
        ("industry", "产业"),
        ("order", "治安与纠纷"),
        ("building", "建设"),
        ("party", "党建"),
        ("other", "其他"),
    ),
    grades=(Grade("ordinary", "一般", Limit(15, Unit.WORKING_DAYS)),),
    fields=(
        Field(code="point", label="驻点", needed=True, most=40),
        Field(code="cadre", label="驻点干部", most=30),
        Field(code="measure", label="办法", most=200),
        Field(code="unsolved", label="未能解决的原因", most=200),
    ),
    steps=frozenset({"merge", "refuse"}),
    conditions=("progress", "outcome"),
    cooling=6,
)
