"""What a committee and its leaders owe: study, hearing reports, visits."""

from jishi.duties.kinds.duty import COMMITTEES, TOP, Duty
from jishi.kernel.cadence import half_yearly, quarterly

STUDY = Duty(
    code="center_study.quarterly", title="中心组学习",
    source="《中国共产党党委（党组）理论学习中心组学习规则》",
    clause="R-GEN-02", org_kinds=(*TOP, "leading_group"), cadence=quarterly(),
    evidence=("center_study",), order=31, help="每季度不少于一次",
)  # fmt: skip
HEARING = Duty(
    code="leadership_meeting.half_yearly", title="听取基层党建工作汇报", short="听取党建汇报",
    source="当地抓基层党建责任清单", clause="R-GEN-02", org_kinds=TOP, cadence=half_yearly(),
    evidence=("leadership_meeting",), test="studies_building", order=32,
    help="党委每半年专题研究一次基层党建工作；登记班子会议时选明研究专题",
)  # fmt: skip
CONTACT = Duty(
    code="visit.half_yearly", title="到联系点调研指导", short="联系点走访",
    source="党员领导干部建立基层联系点的规定", clause="R-GEN-02", org_kinds=COMMITTEES,
    cadence=half_yearly(), evidence=("visit", "inspection"), order=33,
    help="领导班子成员每半年至少到联系点一次",
)  # fmt: skip
