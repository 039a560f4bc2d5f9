"""Numbers about people that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "组织关系"

TRANSFER_RIGHT = Setting(
    "transfer.right", "可以转接组织关系", True, who=SETTINGS_LOCAL, group=GROUP,
    source="R-REL-03", help="有权审批预备党员的党委才能开具和接收介绍信；没有授予的设为否。",
)  # fmt: skip
DAYS_COUNTY = Setting(
    "transfer.days_county", "介绍信有效期（本县内）", 10, who=SETTINGS_LOCAL, unit="天", low=1,
    high=90, group=GROUP, source="R-REL-06",
)  # fmt: skip
DAYS_PROVINCE = Setting(
    "transfer.days_province", "介绍信有效期（本省外县）", 30, who=SETTINGS_LOCAL, unit="天", low=1,
    high=90, group=GROUP, source="R-REL-06",
)  # fmt: skip
DAYS_NATION = Setting(
    "transfer.days_nation", "介绍信有效期（跨省）", 90, who=SETTINGS_LOCAL, unit="天", low=1,
    high=90, group=GROUP, source="R-REL-06",
)  # fmt: skip
TRANSFER_WAITING = Setting(
    "transfer.waiting", "介绍信发出多久算应接未接", 5, who=SETTINGS_LOCAL, unit="天", low=1,
    high=60, group=GROUP, source="R-REL-05", help="超过这么多天没有接收的，两边都会看到。",
)  # fmt: skip
STALE_AFTER = Setting(
    "person.stale_after", "党员信息多久未核对列出", 12, who=SETTINGS_LOCAL, unit="个月",
    low=1, high=60, source="R-REL-01", help="从上一次核对之日起算。", group="党员",
)  # fmt: skip
EXPORT_DAYS = Setting(
    "person.export_days", "明文导出文件保留", 3, who=SETTINGS_LOCAL, unit="天",
    low=1, high=30, source="R-LAW-05", help="到期自动删除，需要时重新申请。", group="党员",
)  # fmt: skip
