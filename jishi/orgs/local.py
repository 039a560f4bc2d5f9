"""Numbers about organisations that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

TERM_REMINDER = Setting(
    "org.term_reminder", "换届提前提醒", 6, who=SETTINGS_LOCAL, unit="个月", low=1, high=12,
    source="R-ORG-28", help="任期届满前多久提醒支部和上级。",
)  # fmt: skip
VACANCY_RED = Setting(
    "org.vacancy_red", "书记空缺多久标红", 90, who=SETTINGS_LOCAL, unit="天", low=1, high=365,
    source="R-ORG-23", help="从空缺当天起算。",
)  # fmt: skip
