"""党小组会: once a month, where there are groups."""

from jishi.duties.kinds.duty import BRANCH_RULES, BRANCHES, Duty
from jishi.kernel.cadence import monthly

MONTHLY = Duty(
    code="group.monthly", title="党小组会",
    source=f"{BRANCH_RULES}第十三条", clause="R-LIFE-03",
    org_kinds=BRANCHES, needs="groups", cadence=monthly(), evidence=("group",),
    test="each_group", order=12,
    help="没有划分党小组的不要求；由小组登记的，各小组都开过才算完成",
)  # fmt: skip
