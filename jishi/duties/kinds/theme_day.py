"""主题党日: a fixed day every month."""

from jishi.duties.kinds.duty import BRANCH_RULES, LIVING, Duty
from jishi.duties.local import THEME_DAY
from jishi.kernel.cadence import monthly

MONTHLY = Duty(
    code="theme_day.monthly", title="主题党日",
    source=f"{BRANCH_RULES}第十六条", clause="R-LIFE-05",
    org_kinds=LIVING, cadence=monthly(), day=THEME_DAY, evidence=("theme_day",), order=14,
    help="每月固定一天；另择日期的写明原因",
)  # fmt: skip
