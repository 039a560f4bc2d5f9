"""重大事项政治把关: a prior opinion of the Party organisation, then the decision."""

from jishi.procedures.kinds.kind import DONE, Edition, Field, Meeting, Outcome, ProcedureKind, Step

MAJOR_MATTER = ProcedureKind(
    code="major_matter",
    title="重大事项政治把关",
    source="《关于加强社会组织党的建设工作的意见（试行）》",
    order=6,
    icon="scan-eye",
    opening=(
        Field(code="topic", label="事项类别", type="choice", needed=True, choices=(
            ("plan", "重要决策、规划"), ("people", "重要人事"), ("money", "大额资金"),
            ("activity", "重大活动、涉外"), ("other", "其他"),
        )),
    ),
    editions=(
        Edition(1, (
            Step(code="submission", title="提交事项", stage="把关", paper="事项材料",
                 fields=(Field(code="unit", label="提交单位", needed=True, most=60),)),
            Step(
                code="opinion", title="党组织研究提出意见", stage="把关", paper="会议记录",
                meeting=Meeting(
                    label="党组织会议", kinds=("committee", "assembly", "leadership_meeting")
                ),
                outcomes=(
                    DONE,
                    Outcome(code="amend", label="建议修改后再报", back="submission", reason=True,
                            meets=False, tone="red"),
                    Outcome(code="against", label="不同意", ends="refused", reason=True,
                            tone="red"),
                ),
            ),
            Step(code="decision", title="按管理权限决定", stage="决定", paper="决定文件",
                 fields=(Field(code="by", label="决定机构", needed=True, most=60),)),
        )),
    ),
    help="单位的重大事项先听取党组织意见，再作决定，意见和决定都留有记录。",
)  # fmt: skip
