"""党支部百分制: a few items, a hundred points, every quarter, half-year or year as agreed."""

from jishi.standards.kinds.standard import BRANCHES, Chapter, Standard, Use, asked, counted


def duty(code: str, late: str = "half") -> Use:
    return Use("duty.met", {"duties": code, "late": late})


HUNDRED = Standard(
    code="branch.hundred", title="党支部百分制考核", source="单位党委考核办法", clause="R-GOV-43",
    org_kinds=BRANCHES, period="year", scheme="four", order=11,
    chapters=(
        Chapter("组织生活", (
            counted("assembly", "党员大会", 12, duty("assembly.quarterly"), "R-LIFE-01", per=3),
            counted("committee", "支委会", 12, duty("committee.monthly"), "R-LIFE-02", per=1),
            counted("lesson", "党课", 8, duty("lesson.quarterly"), "R-LIFE-04", per=2),
            counted("theme_day", "主题党日", 12, duty("theme_day.monthly"), "R-LIFE-05", per=1),
        )),
        Chapter("党员队伍", (
            counted("hours", "党员达到规定学时", 10, Use("training.hours"), "R-EDU-01",
                    bands=((95, 10), (80, 8), (60, 5), (40, 2))),
            counted("dues", "按月交清党费", 12, Use("dues.paid"), "R-FEE-17", per=1),
            counted("volunteering", "志愿服务", 6,
                    Use("activity.held", {"kinds": "volunteering", "least": 2}), "R-GEN-02",
                    per=3),
        )),
        Chapter("班子建设", (
            counted("posts", "书记和委员配齐", 8,
                    Use("post.held", {"posts": "secretary,committee_organisation,"
                                               "committee_publicity,committee_discipline"}),
                    "R-ORG-23", per=2),
            counted("term", "按期换届", 8, Use("term.running"), "R-ORG-28"),
        )),
        Chapter("创先争优", (
            asked("brand", "支部品牌和特色工作", 6, evidence="note"),
            asked("service", "服务群众实事", 6, evidence="both"),
        )),
    ),
)  # fmt: skip
