"""支部标准化: the five basics, a hundred points, nearly all of them counted."""

from jishi.standards.kinds.standard import BRANCHES, Chapter, Standard, Use, asked, counted

HOURS = ((95, 8), (80, 6), (60, 4), (40, 2))


def duty(code: str, late: str = "half") -> Use:
    return Use("duty.met", {"duties": code, "late": late})


FIVE_BASICS = Standard(
    code="branch.five_basics", title="党支部标准化（五个基本）",
    source="《中国共产党支部工作条例（试行）》；地方标准化规范化建设方案", clause="R-GOV-39",
    org_kinds=BRANCHES, period="year", scheme="attained", order=10,
    help="主要看五个基本，能从记录算出的都自动计分",
    chapters=(
        Chapter("基本组织", (
            counted("term", "按期换届", 8, Use("term.running"), "R-ORG-28"),
            counted("secretary", "书记在任并经批复", 6,
                    Use("post.held", {"posts": "secretary"}), "R-ORG-23"),
            counted("dues", "按月收缴党费", 6, duty("dues.monthly", "full"), "R-FEE-17", per="0.5"),
        )),
        Chapter("基本队伍", (
            counted("hours", "党员达到规定学时", 8, Use("training.hours"), "R-EDU-01",
                    bands=HOURS),
            counted("talks", "谈心谈话", 6, duty("talk.yearly"), "R-LIFE-27"),
            asked("roll", "党员名册与实际相符", 6, evidence="note"),
        )),
        Chapter("基本活动", (
            counted("assembly", "党员大会", 8, duty("assembly.quarterly"), "R-LIFE-01", per=2),
            counted("committee", "支委会", 6, duty("committee.monthly"), "R-LIFE-02", per="0.5"),
            counted("group", "党小组会", 4, duty("group.monthly"), "R-LIFE-03", per="0.5"),
            counted("lesson", "党课", 6, duty("lesson.quarterly"), "R-LIFE-04", per="1.5"),
            counted("theme_day", "主题党日", 6, duty("theme_day.monthly"), "R-LIFE-05", per="0.5"),
        )),
        Chapter("基本制度", (
            counted("life_meeting", "组织生活会", 6, duty("life_meeting.yearly"), "R-LIFE-06"),
            counted("appraisal", "民主评议党员", 6, duty("appraisal.yearly"), "R-LIFE-07"),
            counted("report", "向上级报告工作", 4, duty("report.yearly", "full"), "R-LIFE-33"),
            asked("rules", "制度上墙、记录规范", 4, evidence="file"),
        )),
        Chapter("基本保障", (
            asked("place", "有开展活动的场所", 5, evidence="file"),
            asked("money", "活动经费有保障", 5, evidence="note"),
        )),
    ),
)  # fmt: skip
