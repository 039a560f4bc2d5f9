"""支委会: once a month, where there is a committee."""

from jishi.duties.kinds.duty import BRANCH_RULES, BRANCHES, Duty
from jishi.kernel.cadence import monthly

MONTHLY = Duty(
    code="committee.monthly", title="支部委员会会议", short="支委会",
    source=f"{BRANCH_RULES}第十二条",
    clause="R-LIFE-02", org_kinds=BRANCHES, needs="committee", cadence=monthly(),
    evidence=("committee",), order=11, help="没有设支委会的支部不要求",
)  # fmt: skip
