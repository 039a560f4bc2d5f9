"""集中培训: each secretary and every member, held by the committee in batches."""

from jishi.duties.kinds.duty import COMMITTEES, Duty
from jishi.kernel.cadence import yearly

SECRETARIES = Duty(
    code="training.secretary_yearly", title="培训党组织书记", short="书记培训",
    source="《中国共产党党员教育管理工作条例》", clause="R-EDU-03",
    org_kinds=("local_committee",), cadence=yearly(), evidence=("training",),
    test="for_secretaries", order=42,
    help="县级以上党委每年把基层党组织书记轮训一遍；谁没有参加，看培训覆盖",
)  # fmt: skip
MEMBERS = Duty(
    code="training.members_yearly", title="分批培训党员", short="党员培训",
    source="《中国共产党党员教育管理工作条例》", clause="R-EDU-01",
    org_kinds=COMMITTEES, cadence=yearly(), evidence=("training",), test="for_members",
    order=43,
    help="基层党委每年分批培训党员；谁没有参加、够不够学时，看培训覆盖",
)  # fmt: skip
