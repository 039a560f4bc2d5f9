"""Numbers about organisational life that the norms leave to the office."""

from __future__ import annotations

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

LATE_AFTER = Setting(
    "activity.late_after", "活动过后几天登记算补记", 7, who=SETTINGS_LOCAL, unit="天", low=1,
    high=60, source="R-LIFE-18", group="组织生活", help="补记的写明原因，照样计入，只是会标出来。",
)  # fmt: skip
COMMITTEE_FIRST = Setting(
    "activity.committee_first", "重要事项提交大会前多少天内应有支委会", 60, who=SETTINGS_LOCAL,
    unit="天", low=7, high=180, source="R-LIFE-14", group="组织生活",
)  # fmt: skip
