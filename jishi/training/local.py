"""Hours and shares that plans and offices set."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "教育培训"

MEMBER_HOURS = Setting(
    "training.member_hours", "党员每年学时", 32, who=SETTINGS_LOCAL, unit="学时", low=1, high=200,
    source="R-EDU-01", group=GROUP, help="集中培训和集体学习合计。",
)  # fmt: skip
SEAT_HOURS = Setting(
    "training.seat_hours", "书记和班子成员每年学时", 56, who=SETTINGS_LOCAL, unit="学时", low=1,
    high=200, source="R-EDU-02", group=GROUP, help="另须至少参加一次集中培训。",
)  # fmt: skip
ONLINE_SHARE = Setting(
    "training.online_share", "网络学习最多占要求学时", 50, who=SETTINGS_LOCAL, unit="%", low=0,
    high=100, source="R-EDU-09", group=GROUP,
)  # fmt: skip
INDUCTION_MONTHS = Setting(
    "training.induction_months", "新任书记几个月内参加任职培训", 6, who=SETTINGS_LOCAL,
    unit="个月", low=1, high=12, source="R-EDU-04", group=GROUP,
)  # fmt: skip
