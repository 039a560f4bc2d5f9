"""How often each item is owed here, and how long a notice hangs."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting
from jishi.disclosures.kinds import regular_items
from jishi.disclosures.kinds.item import RHYTHMS

GROUP = "党务村务公开"

RHYTHM = {
    item.code: Setting(
        f"disclosure.{item.code}", f"{item.title}：多久公开一次", item.rhythm, who=SETTINGS_LOCAL,
        source="R-GOV-24" if item.field != "party" else "R-GOV-32", group=GROUP,
        choices={code: label for code, (label, _) in RHYTHMS.items()},
    )
    for item in regular_items().values()
}  # fmt: skip
GRACE = Setting(
    "disclosure.grace", "定期公开在期末后几个工作日内", 7, who=SETTINGS_LOCAL, unit="个工作日",
    low=1, high=60, source="R-GOV-30", group=GROUP,
)  # fmt: skip
LEAST_DAYS = Setting(
    "disclosure.days", "公开至少几天", 7, who=SETTINGS_LOCAL, unit="天", low=1, high=365,
    source="R-GOV-21", group=GROUP, help="长期公开的不设结束日期。",
)  # fmt: skip
