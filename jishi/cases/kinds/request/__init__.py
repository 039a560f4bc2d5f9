"""群众诉求：按紧急程度限时，首接负责，他人回访，本人确认。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

REQUEST = CaseKind(
    code="request",
    title="群众诉求",
    source="R-HOT-03；R-HOT-05；R-HOT-06；R-HOT-07",
    group="residents",
    mark="诉",
    order=20,
    about="resident",
    classes=(
        ("water_power", "水电气热"),
        ("environment", "环境卫生"),
        ("roads", "道路交通"),
        ("property", "物业与住房"),
        ("order", "治安与纠纷"),
        ("welfare", "社保与救助"),
        ("land", "土地与产业"),
        ("style", "干部作风"),
        ("disclosure", "党务村务公开"),
        ("advice", "意见建议"),
        ("other", "其他"),
    ),
    grades=(
        Grade("urgent", "紧急", Limit(2, Unit.HOURS)),
        Grade("utility", "水电气热等", Limit(24, Unit.HOURS)),
        Grade("ordinary", "一般", Limit(7, Unit.NATURAL_DAYS)),
        Grade("hard", "疑难", Limit(15, Unit.NATURAL_DAYS)),
    ),
    fields=(Field(code="place", label="地点", most=60, help="写到小区、组即可，不写门牌"),),
    steps=frozenset({"contact", "call_back", "refuse", "merge"}),
    states={"submitted": "待回访", "struck_off": "已办结"},
    verbs={"submit": "答复诉求人", "strike_off": "办结"},
    conditions=("outcome", "called_back"),
    public=True,
    help="接到就登记，按类定时限；转办以后首接单位仍然牵头；答复后由别人回访。",
)
