"""党课: as often as the office says; the secretary of a committee once a year."""

from jishi.duties.kinds.duty import BRANCH_RULES, COMMITTEES, LIVING, Duty
from jishi.duties.local import LESSON_RHYTHM
from jishi.kernel.cadence import quarterly, yearly

QUARTERLY = Duty(
    code="lesson.quarterly", title="党课",
    source=f"{BRANCH_RULES}第十六条", clause="R-LIFE-04",
    org_kinds=LIVING, cadence=quarterly(), chosen=LESSON_RHYTHM, evidence=("lesson",), order=13,
    help="全国没有统一次数，按当地设置，默认每季度一次",
)  # fmt: skip
BY_LEADER = Duty(
    code="lesson.leader_yearly", title="书记讲党课",
    source=f"{BRANCH_RULES}第十六条", clause="R-LIFE-04",
    org_kinds=("local_committee", *COMMITTEES), needs="secretary", cadence=yearly(),
    evidence=("lesson",), test="secretary_lectures", order=41,
    help="党委书记每年至少讲一次；在下级支部讲的也算",
)  # fmt: skip
