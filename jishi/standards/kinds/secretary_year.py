"""书记抓基层党建述职评议: before, at and after the meeting; four sides judge on paper."""

from jishi.standards.kinds.standard import (
    FALSIFICATION,
    Chapter,
    Side,
    Standard,
    Use,
    asked,
    counted,
    points,
)

SIDES = (
    Side("masses", "群众评", 30), Side("leaders", "领导点", 30),
    Side("organisation", "组织指", 20), Side("units", "部门提", 20),
)  # fmt: skip


def duty(code: str, late: str = "half") -> Use:
    return Use("duty.met", {"duties": code, "late": late})


TOWNSHIP = Standard(
    code="secretary.township_year", title="党委书记抓基层党建述职评议",
    source="《党委（党组）书记抓基层党建工作述职评议考核办法（试行）》", clause="R-GOV-36",
    about="secretary", org_kinds=("committee", "work_committee", "general_branch"),
    period="year", scheme="four", order=41, side_points=points(40), sides=SIDES,
    vetoes=(FALSIFICATION,), help="述前核查和书面报告、述中一述一评和测评、述后反馈整改清单",
    chapters=(
        Chapter("述前核查", (
            counted("study", "中心组学习", 10, duty("center_study.quarterly"), "R-GEN-02",
                    per="2.5"),
            counted("hearing", "专题研究基层党建", 10, duty("leadership_meeting.half_yearly"),
                    "R-GEN-02", per=5),
            counted("lesson", "书记讲党课", 5, duty("lesson.leader_yearly"), "R-LIFE-04"),
            counted("units", "两新组织覆盖", 10, Use("units.covered", {"by": "work"}),
                    "R-GOV-08", bands=((95, 10), (85, 8), (70, 5))),
            asked("written", "书面述职报告", 5, evidence="file"),
        )),
        Chapter("支部建设", (
            asked("branches", "抓支部标准化情况", 15, evidence="note"),
            asked("urban", "城市基层党建或村级治理", 5, evidence="note"),
        )),
    ),
)  # fmt: skip
BRANCH = Standard(
    code="secretary.branch_year", title="党支部书记述职述廉评议",
    source="《党委（党组）书记抓基层党建工作述职评议考核办法（试行）》", clause="R-GOV-36",
    about="secretary", org_kinds=("branch", "joint_branch"), period="year", scheme="four",
    order=42, side_points=points(40), sides=SIDES, vetoes=(FALSIFICATION,),
    chapters=(
        Chapter("述前核查", (
            counted("life", "三会一课", 20,
                    Use("duty.met", {"duties": "assembly.quarterly,committee.monthly,"
                                               "lesson.quarterly", "late": "half"}),
                    "R-LIFE-01", per=1),
            counted("report", "向上级报告工作", 5, duty("report.yearly", "full"), "R-LIFE-33"),
            asked("written", "书面述职述廉报告", 10, evidence="file"),
        )),
        Chapter("支部建设", (
            asked("branch", "抓支部建设", 15, evidence="note"),
            asked("honest", "廉洁自律", 10, evidence="note"),
        )),
    ),
)  # fmt: skip
