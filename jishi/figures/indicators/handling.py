"""Shares and means of cases, procedures and standards, each beside what it is a share of."""

from __future__ import annotations

from jishi.figures.declared import Indicator, Measure
from jishi.figures.indicators.shares import share
from jishi.figures.measures import cases, procedures, standards, stated, venues
from jishi.figures.measures.members import ALL as MEMBERS
from jishi.standards.kinds import all_standards


def _mean(
    code: str, title: str, part: Measure, whole: Measure, unit: str, source: str, better: str = "",
    *also: str,
) -> Indicator:  # fmt: skip
    return Indicator(code=code, title=title, source=source, numerator=part, denominator=whole,
                     unit=unit, better=better, also=also)  # fmt: skip


BOOKS = tuple(
    each
    for book in cases.BOOKS
    for each in (
        share(f"{book.code}.solved_share", f"{book.noun}解决率", book.solved, book.found,
              book.source, "more", also=(f"{book.noun}整改率", f"{book.noun}办结率",)),
        share(f"{book.code}.in_time_share", f"{book.noun}按期{book.gone}率", book.in_time,
              book.struck, book.source, "more"),
    )
)  # fmt: skip
WEAK = share("weak.converted_share", "软弱涣散党组织转化率", cases.WEAK_TURNED, cases.WEAK,
             "R-GOV-06", "more", also=("整顿转化率",))  # fmt: skip
FOUR_ONES = share("weak.four_ones_share", "“四个一”配齐率", cases.WEAK_STAFFED, cases.WEAK_OPEN,
                  "R-GOV-05", "more")  # fmt: skip
RESPONSE = share("request.response_rate", "诉求响应率", cases.ANSWERED, cases.REQUESTS,
                 "R-HOT-02", "more", also=("响应率", "按时响应率",))  # fmt: skip
SOLUTION = share("request.solution_rate", "诉求解决率", cases.SAID_SOLVED, cases.HEARD,
                 "R-HOT-03", "more", also=("解决率",))  # fmt: skip
SATISFACTION = share("request.satisfaction_rate", "诉求满意率", cases.SATISFIED, cases.HEARD,
                     "R-HOT-03", "more", also=("满意率", "群众满意度", "满意度",))  # fmt: skip
WORKER_SATISFACTION = share("worker_request.satisfaction_rate", "职工诉求满意率",
                            cases.WORKER_SATISFIED, cases.WORKER_HEARD, "R-HOT-03", "more",
                            also=("职工满意率",))  # fmt: skip
REQUEST_SETTLED = share("request.solved_share", "诉求办结率", cases.SETTLED, cases.REQUESTS,
                        "R-HOT-01", "more", also=("办结率", "工单办结率"))  # fmt: skip
REQUEST_IN_TIME = share("request.in_time_share", "诉求按期办结率", cases.REQUEST_IN_TIME,
                        cases.REQUEST_STRUCK, "R-HOT-05", "more",
                        also=("按期办结率", "按时办结率"))  # fmt: skip
REQUEST_DAYS = _mean("request.mean_days", "诉求平均办结天数", cases.REQUEST_DAYS,
                     cases.REQUEST_STRUCK, "天", "R-HOT-05", "less", "平均办理时间")  # fmt: skip
WISHES = share("wish.done_share", "微心愿实现率", cases.WISHES_DONE, cases.WISHES, "R-HOT-13",
               "more", also=("微心愿完成率",))  # fmt: skip
LOST = share("mobile.lost_found_share", "失联党员找到率", cases.FOUND, cases.SEARCHES, "R-REL-17",
             "more")  # fmt: skip
ACTIVISTS = share("development.activists_share", "积极分子与党员之比", procedures.ACTIVISTS,
                  MEMBERS, "R-STAT-15")  # fmt: skip
OVERDUE = share("procedure.overdue_share", "程序超期占比", procedures.OVERDUE, procedures.RUNNING,
                "R-DEV-41", "less")  # fmt: skip
CHECKED = share("standard.self_checked_share", "自查完成率", standards.CHECKED, standards.ASKED,
                "R-GOV-43", "more")  # fmt: skip
ACCEPTED = share("standard.accepted_share", "验收通过率", standards.ACCEPTED, standards.ASKED,
                 "R-GOV-43", "more", also=("达标验收率",))  # fmt: skip
ATTAINED = share("standard.attained_share", "达标率", standards.ATTAINED, standards.SCORED,
                 "R-GOV-40", "more", also=("标准化规范化达标率", "支部达标率",))  # fmt: skip
MEAN = _mean("standard.mean_points", "考评平均得分", standards.POINTS, standards.SCORED, "分",
             "R-GOV-40", "more", "平均分", "平均得分")  # fmt: skip
MEAN_BY = tuple(
    _mean(f"standard.mean_{code.replace('.', '_')}", f"{each.title}平均得分",
          standards.POINTS_BY[code], standards.SCORED_BY[code], "分", each.source, "more")
    for code, each in all_standards().items()
)  # fmt: skip
VENUE_AREA = _mean("venue.mean_area", "阵地平均面积", venues.AREA, venues.ALL, "平方米",
                   "R-GOV-45", "more", "平均面积")  # fmt: skip
INCOME_MEAN = _mean("income.mean", "村均集体经济收入", stated.TOTAL, stated.VILLAGES, "元",
                    "R-STAT-08", "more", "村均收入")  # fmt: skip
INCOME_TEN = share("income.from_10_share", "集体经济收入10万元及以上的村占比", stated.TEN_UP,
                   stated.VILLAGES, "R-STAT-08", "more")  # fmt: skip
