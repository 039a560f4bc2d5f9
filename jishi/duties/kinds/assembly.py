"""党员大会: once a quarter."""

from jishi.duties.kinds.duty import BRANCH_RULES, BRANCHES, Duty
from jishi.kernel.cadence import quarterly

QUARTERLY = Duty(
    code="assembly.quarterly", title="党员大会",
    source=f"{BRANCH_RULES}第十一条", clause="R-LIFE-01",
    org_kinds=BRANCHES, cadence=quarterly(), evidence=("assembly",), order=10,
    help="一般每季度召开一次",
)  # fmt: skip
