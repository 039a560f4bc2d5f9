"""谈心谈话: within the year."""

from jishi.duties.kinds.duty import BRANCH_RULES, SETTLED, Duty
from jishi.kernel.cadence import yearly

YEARLY = Duty(
    code="talk.yearly", title="谈心谈话",
    source=f"{BRANCH_RULES}第十九条", clause="R-LIFE-27",
    org_kinds=SETTLED, cadence=yearly(), evidence=("talk",), order=22,
    help="支委之间、支委与党员、党员之间每年一般不少于一次；谈了哪些人在活动里登记",
)  # fmt: skip
