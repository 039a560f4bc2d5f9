"""两新组织党组织建设标准: eight aspects, checked against it, accepted, attained or not."""

from jishi.standards.kinds.standard import BRANCHES, Chapter, Standard, Use, asked, counted

TWO_NEW = Standard(
    code="two_new.eight_aspects", title="两新组织党组织建设标准（八个方面）",
    source="两新组织党组织建设标准", clause="R-GOV-08", org_kinds=BRANCHES,
    sectors=("private_enterprise", "social_organisation"), period="year", scheme="attained",
    order=20,
    chapters=(
        Chapter("八个方面", (
            counted("setting", "组织设置", 15, Use("term.running"), "R-ORG-28"),
            counted("secretary", "班子和书记", 15, Use("post.held", {"posts": "secretary"}),
                    "R-ORG-23"),
            counted("life", "组织生活", 20,
                    Use("duty.met", {"duties": "assembly.quarterly,theme_day.monthly,"
                                               "lesson.quarterly", "late": "half"}),
                    "R-LIFE-01", per=1),
            counted("education", "党员教育管理", 10, Use("training.hours"), "R-EDU-01",
                    bands=((80, 10), (60, 7), (40, 4))),
            counted("dues", "党费收缴", 10,
                    Use("duty.met", {"duties": "dues.monthly", "late": "full"}), "R-FEE-17",
                    per=1),
            asked("role", "作用发挥", 10, evidence="note"),
            asked("venue", "阵地建设", 10, evidence="file"),
            asked("guarantee", "工作保障", 10, evidence="note"),
        )),
    ),
)  # fmt: skip
