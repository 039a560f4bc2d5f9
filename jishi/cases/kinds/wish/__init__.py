"""微心愿：征集、审核、发布、认领、办理、确认、评价。"""

from jishi.cases.kinds.kind import CaseKind, Grade
from jishi.kernel.deadline import Limit, Unit
from jishi.kernel.items import Field

WISH = CaseKind(
    code="wish",
    title="微心愿",
    source="R-HOT-13；R-HOT-14",
    group="residents",
    mark="愿",
    order=24,
    about="resident",
    classes=(
        ("goods", "物品"),
        ("repair", "维修"),
        ("company", "陪伴"),
        ("learning", "学习"),
        ("errand", "代办"),
        ("other", "其他"),
    ),
    grades=(Grade("ordinary", "认领后", Limit(30, Unit.NATURAL_DAYS)),),
    fields=(
        Field(code="alias", label="发布用的称呼", needed=True, most=20, help="如：3 组一位老人"),
        Field(code="taker", label="认领人或单位", most=60),
    ),
    steps=frozenset({"refuse", "merge"}),
    states={
        "registered": "待审核",
        "assigned": "待认领",
        "working": "办理中",
        "submitted": "待确认",
        "struck_off": "已实现",
    },
    verbs={
        "assign": "审核通过，发布",
        "sign": "认领",
        "object": "退回审核",
        "submit": "办好了，请确认",
        "strike_off": "确认实现",
    },
    conditions=("outcome", "resident"),
    public=True,
    help="发布时只用称呼，不写住址、病情，不放照片；由提出人确认才算实现。",
)
