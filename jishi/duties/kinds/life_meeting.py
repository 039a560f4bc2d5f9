"""组织生活会: once a year, in winter."""

from jishi.duties.kinds.duty import BRANCH_RULES, SETTLED, Duty
from jishi.duties.local import LIFE_MEETING_TIME
from jishi.kernel.cadence import yearly
from jishi.kernel.rhythm import YearWindow

YEARLY = Duty(
    code="life_meeting.yearly", title="组织生活会",
    source=f"{BRANCH_RULES}第十七条", clause="R-LIFE-06",
    org_kinds=SETTLED, cadence=yearly(window=YearWindow((10, 1), (3, 31))),
    chosen=LIFE_MEETING_TIME, evidence=("life_meeting",), order=20,
    help="一般在第四季度，按上级安排可延到次年一季度",
)  # fmt: skip
