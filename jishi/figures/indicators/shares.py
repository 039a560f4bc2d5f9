"""Shares of every room: part over whole, with what is better and the local target."""

from jishi.base.settings_tree import Setting
from jishi.figures import local
from jishi.figures.declared import Indicator, Measure
from jishi.figures.measures import (
    activities,
    decisions,
    development,
    duties,
    funds,
    mobility,
    posts,
    terms,
    units,
)


def share(
    code: str, title: str, part: Measure, whole: Measure, source: str, better: str = "",
    target: Setting[int] | None = None, also: tuple[str, ...] = (),
) -> Indicator:  # fmt: skip
    return Indicator(
        code=code, title=title, source=source, numerator=part, denominator=whole, better=better,
        target=target, also=also,
    )  # fmt: skip


COVERED = share("unit.covered_share", "组织覆盖率（全部单位）", units.COVERED, units.ALL,
                 "R-GOV-08", "more")  # fmt: skip
ABLE = share("unit.able_covered_share", "组织覆盖率（具备条件单位）", units.ABLE_COVERED,
              units.ABLE, "R-GOV-08", "more", local.COVERAGE,
              also=("组织覆盖率", "应建尽建率", "党的组织覆盖率"))  # fmt: skip
WORK = share("unit.work_share", "工作覆盖率", units.WORK, units.ALL, "R-GOV-09", "more",
              local.WORK_COVERAGE, also=("党的工作覆盖率",))  # fmt: skip
SINGLE = share("unit.single_share", "应建已建率", units.SINGLE, units.ABLE, "R-GOV-07", "more")
TWO_NEW = share("unit.two_new_share", "两新组织覆盖率", units.TWO_NEW_COVERED, units.TWO_NEW,
                 "R-GOV-10", "more")  # fmt: skip
TWO_NEW_ABLE = share("unit.two_new_able_share", "两新组织覆盖率（具备条件）",
                      units.TWO_NEW_ABLE_COVERED, units.TWO_NEW_ABLE, "R-GOV-10",
                      "more")  # fmt: skip
TWO_NEW_WORK = share("unit.two_new_work_share", "两新组织工作覆盖率", units.TWO_NEW_WORK,
                      units.TWO_NEW, "R-GOV-10", "more")  # fmt: skip
OVERDUE = share("term.overdue_share", "超期未换届占比", terms.OVERDUE, terms.RUNNING, "R-ORG-29",
                 "less")  # fmt: skip
VACANT = share("post.vacant_share", "书记空缺率", posts.VACANT, posts.LEVELS, "R-ORG-22", "less")
ONE_SHOULDER = share("post.one_shoulder_share", "“一肩挑”比例", posts.ONE_SHOULDER,
                      posts.VILLAGES, "R-ORG-44", also=("一肩挑率",))  # fmt: skip
RESERVE = share("post.reserve_share", "后备力量覆盖率", posts.WITH_RESERVE, posts.VILLAGES,
                 "R-ORG-44", "more")  # fmt: skip
WOMEN = share("post.secretaries_women_share", "女书记占比", posts.WOMEN, posts.HELD, "R-STAT-14")
UNDER_46 = share("post.secretaries_under_46_share", "45岁及以下书记占比", posts.UNDER_46,
                  posts.HELD, "R-ORG-22")  # fmt: skip
HIGHER = share("post.secretaries_higher_share", "大专及以上学历书记占比", posts.HIGHER, posts.HELD,
                "R-STAT-05")  # fmt: skip
ADMITTED_YOUNG = share("development.under_36_share", "发展党员中35岁及以下占比",
                        development.ADMITTED_YOUNG, development.ADMITTED, "R-STAT-15")  # fmt: skip
ADMITTED_WOMEN = share("development.women_share", "发展党员中女性占比",
                        development.ADMITTED_WOMEN, development.ADMITTED, "R-STAT-14")  # fmt: skip
ADMITTED_HIGHER = share("development.higher_share", "发展党员中大专及以上学历占比",
                         development.ADMITTED_HIGHER, development.ADMITTED,
                         "R-STAT-05")  # fmt: skip
RETURNED = share("transfer.returned_share", "介绍信退回率", mobility.OUT_RETURNED, mobility.OUT,
                  "R-REL-05", "less")  # fmt: skip
PAID = share("dues.paid_share", "党费收缴率", funds.PAID, funds.PAYABLE, "R-FEE-15", "more",
              local.DUES_PAID, also=("党费收缴率达",))  # fmt: skip
LATE_DUES = share("dues.late_share", "党费逾期交纳占比", funds.LATE, funds.PAID, "R-FEE-17",
                   "less")  # fmt: skip
LIFE_CAME = share("activity.sanhui_yike_attendance", "三会一课到会率", *activities.LIFE_CAME,
                   "R-LIFE-18", "more", local.ATTENDANCE,
                  also=("到会率", "三会一课参会率"))  # fmt: skip
ASSEMBLY_CAME = share("activity.assembly_attendance", "党员大会到会率",
                       *activities.ASSEMBLY_CAME, "R-LIFE-13", "more",
                       local.ATTENDANCE)  # fmt: skip
LESSON_CAME = share("activity.lesson_attendance", "党课到课率", *activities.LESSON_CAME,
                     "R-LIFE-04", "more", local.ATTENDANCE)  # fmt: skip
THEME_CAME = share("activity.theme_day_attendance", "主题党日到会率", *activities.THEME_CAME,
                    "R-LIFE-05", "more", local.ATTENDANCE)  # fmt: skip
OFF_HOURS = share("visit.off_hours_share", "晚上和休息日走访占比", activities.OFF_HOURS,
                   activities.VISITS, "R-LIFE-28")  # fmt: skip
DONE = share("decision.done_share", "议定事项办结率", decisions.DECIDED_DONE, decisions.DECIDED,
              "R-LIFE-18", "more", also=("议定事项落实率",))  # fmt: skip
EXCELLENT = share("appraisal.excellent_share", "评为优秀占比", decisions.BY_GRADE[0],
                   decisions.CONFIRMED, "R-LIFE-22")  # fmt: skip
DUTIES_MET = share("duty.met_share", "应办事项完成率", duties.MET, duties.ALL, "R-LIFE-01", "more",
                    local.DUTIES_MET, also=("任务完成率",))  # fmt: skip
DUTIES_OPEN = share("duty.open_share", "应办事项缺办率", duties.OPEN, duties.ALL, "R-LIFE-01",
                     "less")  # fmt: skip
FAMILIES_MET = tuple(
    share(f"duty.{code}_share", f"{label}完成率", duties.MET_BY[code], duties.DUE_BY[code],
           "R-LIFE-01", "more", local.DUTIES_MET)
    for code, label in duties.FAMILIES.items()
)  # fmt: skip
SECRETARIES_TRAINED = Indicator(
    code="training.secretaries_trained", title="参加过培训的书记", source="R-EDU-03",
    numerator=posts.SECRETARIES, reached=activities.PEOPLE, unit="名",
    help="期末在任、期内参加过培训的书记，不论在哪里参加。",
)  # fmt: skip
SECRETARIES_SHARE = Indicator(
    code="training.secretaries_share", title="书记培训覆盖率", source="R-EDU-03", better="more",
    numerator=posts.SECRETARIES, reached=activities.PEOPLE, denominator=posts.SECRETARIES,
    help="期末在任、期内参加过培训的书记，占期末在任书记。",
    also=("书记轮训率", "书记培训率"),
)  # fmt: skip
COMMITTEE_SHARE = Indicator(
    code="training.committee_share", title="班子成员培训覆盖率", source="R-EDU-03", better="more",
    numerator=posts.SEATS, reached=activities.PEOPLE, denominator=posts.SEATS,
    help="期末在任、期内参加过培训的班子成员，占期末在任班子成员。",
)  # fmt: skip
