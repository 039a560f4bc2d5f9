"""Numbers about posts, links and units that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "班子与单位"

FIRST_SECRETARY_STABLE = Setting(
    "post.first_secretary_stable", "第一书记今年不轮换、不撤回", False, who=SETTINGS_LOCAL,
    source="R-GEN-02", group=GROUP, help="设为「是」时，提前结束第一书记任期须写明例外原因。",
)  # fmt: skip
RESERVE_LEAST = Setting(
    "post.reserve_least", "每村后备力量至少", 1, who=SETTINGS_LOCAL, unit="名", low=0, high=20,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
RESERVE_MOST = Setting(
    "post.reserve_most", "每村后备力量至多", 2, who=SETTINGS_LOCAL, unit="名", low=0, high=20,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
INSTRUCTOR_UNITS = Setting(
    "unit.instructor_most", "一名指导员最多联系单位", 5, who=SETTINGS_LOCAL, unit="家",
    low=1, high=50, source="R-GOV-44", group=GROUP,
)  # fmt: skip
JOINT_UNITS = Setting(
    "unit.joint_most", "联合党支部一般最多覆盖单位", 5, who=SETTINGS_LOCAL, unit="个",
    low=2, high=50, source="R-ORG-07", group=GROUP,
)  # fmt: skip
EXPIRING = Setting(
    "link.expiring", "任期、协议到期提前提醒", 3, who=SETTINGS_LOCAL, unit="个月", low=1, high=12,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
STALE = Setting(
    "person.stale", "党员信息多久应核对一次", 12, who=SETTINGS_LOCAL, unit="个月", low=1, high=60,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
SURVEY = Setting(
    "unit.survey", "单位多久应排查一次", 12, who=SETTINGS_LOCAL, unit="个月", low=1, high=60,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
VENUE_AREA = Setting(
    "venue.area", "村级组织活动场所至少", 200, who=SETTINGS_LOCAL, unit="㎡", low=20, high=5000,
    source="R-GOV-45", group=GROUP,
)  # fmt: skip
VENUE_PER_HUNDRED = Setting(
    "venue.per_hundred", "社区综合服务设施每百户至少", 30, who=SETTINGS_LOCAL, unit="㎡", low=5,
    high=200, source="R-GOV-12", group=GROUP,
)  # fmt: skip
VENUE_SIGNS = Setting(
    "venue.signs", "对外牌子最多", 3, who=SETTINGS_LOCAL, unit="块", low=1, high=10,
    source="R-GOV-14", group=GROUP,
)  # fmt: skip
