"""党员大会: once a quarter."""

from jishi.duties.kinds.duty import BRANCHES, Duty
from jishi.kernel.cadence import quarterly

QUARTERLY = Duty(
    code="assembly.quarterly", title="党员大会", source="《中国共产党支部工作条例（试行）》第十一条", clause="R-LIFE-01",
    org_kinds=BRANCHES, cadence=quarterly(), evidence=("assembly",), order=10,
    help="一般每季度召开一次",
)  # fmt: skip
