"""民主评议党员: once a year, often together with the life meeting."""

from jishi.duties.kinds.duty import BRANCH_RULES, SETTLED, Duty
from jishi.kernel.cadence import yearly
from jishi.kernel.rhythm import YearWindow

YEARLY = Duty(
    code="appraisal.yearly", title="民主评议党员", short="民主评议",
    source=f"{BRANCH_RULES}第十八条",
    clause="R-LIFE-07", org_kinds=SETTLED, evidence=("appraisal",), order=21,
    cadence=yearly(window=YearWindow((4, 1), (3, 31))),
    help="一般每年一次，可与组织生活会合并，按上级安排可延到次年一季度",
)  # fmt: skip
