"""Limits and months that offices set for themselves: one setting for each grade of each kind."""

from __future__ import annotations

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting
from jishi.cases.kinds import all_kinds
from jishi.kernel.deadline import Unit

GROUP = "问题与诉求"


def _months(code: str, label: str, months: int, help: str) -> Setting[int]:
    return Setting(
        code, label, months, who=SETTINGS_LOCAL, unit="个月", low=1, high=60, source="R-GEN-02",
        group=GROUP, help=help,
    )  # fmt: skip


LIMITS = {
    (kind.code, grade.code): Setting(
        f"case.{kind.code}.{grade.code}", f"{kind.title}（{grade.label}）时限", grade.limit.amount,
        who=SETTINGS_LOCAL, unit=grade.limit.unit.label, low=1, high=1000, source="R-HOT-05",
        group=GROUP,
    )
    for kind in all_kinds().values()
    for grade in kind.grades
}  # fmt: skip
DAYS = {
    kind.code: Setting(
        f"case.{kind.code}.days", f"{kind.title}时限按",
        "working_days" if kind.grades[0].limit.unit is Unit.WORKING_DAYS else "natural_days",
        who=SETTINGS_LOCAL, source="R-HOT-06", group=GROUP,
        choices={"natural_days": "自然日", "working_days": "工作日"},
        help="以小时计的不受影响。改了以后，新登记和新分办的按新的算。",
    )
    for kind in all_kinds().values()
}  # fmt: skip
LOOK_BACK = {
    kind.code: _months(
        f"case.{kind.code}.look_back", f"{kind.title}销号后多久回头看", kind.look_back, ""
    )
    for kind in all_kinds().values()
    if kind.look_back
}
COOLING = {
    kind.code: _months(
        f"case.{kind.code}.cooling", f"{kind.title}多久内反弹算同一件", kind.cooling,
        "期内同样的问题再出现，重新打开原来那件，不另编号。",
    )
    for kind in all_kinds().values()
    if kind.cooling
}  # fmt: skip
SOON = Setting(
    "case.soon", "到期前几天提醒经办单位", 3, who=SETTINGS_LOCAL, unit="天", low=1, high=30,
    source="R-HOT-05", group=GROUP,
)  # fmt: skip
REPEAT_DAYS = Setting(
    "case.repeat_days", "多少天内同地同类算重复诉求", 30, who=SETTINGS_LOCAL, unit="天", low=7,
    high=365, source="R-HOT-11", group=GROUP,
)  # fmt: skip
REPEAT_TIMES = Setting(
    "case.repeat_times", "重复几次提示未诉先办", 3, who=SETTINGS_LOCAL, unit="次", low=2, high=20,
    source="R-HOT-11", group=GROUP,
)  # fmt: skip
WEIGHTS = {
    code: Setting(
        f"case.weight.{code}", f"综合分中{label}占", weight, who=SETTINGS_LOCAL, unit="%", low=0,
        high=100, source="R-HOT-04", group=GROUP,
    )
    for code, label, weight in (
        ("response", "响应率", 30), ("solution", "解决率", 35), ("satisfaction", "满意率", 35),
    )
}  # fmt: skip
KEEP_ASKERS = _months(
    "case.keep_askers", "诉求人联系方式办结后保留", 12, "期满由系统自动清除，诉求本身保留。"
)
KEEP_CLUES = _months(
    "case.keep_clues", "线索反映内容了结后保留", 12, "期满由系统自动清除，只留来源、日期和结论。"
)
DISPUTE_DAYS = Setting(
    "case.dispute_days", "办结后多少天内诉求人可以说没有解决", 30, who=SETTINGS_LOCAL, unit="天",
    low=7, high=180, source="R-HOT-03", group=GROUP,
)  # fmt: skip
SUSPECT_MISSED = Setting(
    "case.suspect_missed", "近一年缺几项应办事项提示疑似软弱涣散", 6, who=SETTINGS_LOCAL, unit="项",
    low=1, high=60, source="R-GOV-03", group=GROUP,
)  # fmt: skip
SUSPECT_LATE = Setting(
    "case.suspect_late", "几件超期提示疑似软弱涣散", 3, who=SETTINGS_LOCAL, unit="件", low=1,
    high=100, source="R-GOV-03", group=GROUP,
)  # fmt: skip
SUSPECT_SILENT = Setting(
    "case.suspect_silent", "近一年几项公开逾期提示疑似软弱涣散", 3, who=SETTINGS_LOCAL, unit="项",
    low=1, high=60, source="R-GOV-03", group=GROUP,
)  # fmt: skip
SUSPECT_SATISFIED = Setting(
    "case.suspect_satisfied", "群众满意率低于多少提示疑似软弱涣散", 60, who=SETTINGS_LOCAL,
    unit="%", low=1, high=100, source="R-GOV-03", group=GROUP,
)  # fmt: skip
