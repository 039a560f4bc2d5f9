"""Numbers about duties that the rules leave to the office."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting
from jishi.kernel.rhythm import WEEKDAYS, DayOfMonth, NthWeekday

GROUP = "组织生活"

LESSON_RHYTHM = Setting(
    "duty.lesson_rhythm", "党课多久一次", "quarterly", who=SETTINGS_LOCAL, source="R-LIFE-04",
    group=GROUP, choices={"quarterly": "每季度一次", "half_yearly": "每半年一次",
                          "yearly_2": "每年两次", "monthly": "每月一次"},
)  # fmt: skip
REPORT_RHYTHM = Setting(
    "duty.report_rhythm", "支部多久向上级报告一次工作", "yearly", who=SETTINGS_LOCAL,
    source="R-LIFE-33", group=GROUP,
    choices={"yearly": "每年一次", "half_yearly": "每半年一次", "quarterly": "每季度一次"},
)  # fmt: skip
LIFE_MEETING_TIME = Setting(
    "duty.life_meeting_time", "组织生活会何时召开", "yearly_winter", who=SETTINGS_LOCAL,
    source="R-LIFE-06", group=GROUP,
    choices={"yearly_winter": "四季度，可延到次年一季度", "yearly": "当年之内"},
)  # fmt: skip
_FIRST = {f"{nth}-{day}": f"每月第{'一二三四'[nth - 1]}个星期{WEEKDAYS[day]}"
          for nth in (1, 2, 3, 4) for day in range(7)}  # fmt: skip
_DAYS = {f"d{day}": f"每月 {day} 日" for day in range(1, 29)}
THEME_DAY = Setting(
    "duty.theme_day", "主题党日固定在哪天", "none", who=SETTINGS_LOCAL, source="R-LIFE-05",
    group=GROUP, choices={"none": "还没有固定", **_DAYS, **_FIRST},
    help="实际日期不同时，登记活动要写明原因。",
)  # fmt: skip
GRACE = Setting(
    "duty.grace", "到期后宽限", 0, who=SETTINGS_LOCAL, unit="天", low=0, high=15,
    source="R-GEN-02", group=GROUP,
    help="宽限期内补开的算「逾期完成」，不算缺；0 表示到期次日就算缺。",
)  # fmt: skip
REMIND_BEFORE = Setting(
    "duty.remind_before", "到期前几天提醒支部", 7, who=SETTINGS_LOCAL, unit="天", low=0, high=30,
    source="R-GEN-02", group=GROUP,
)  # fmt: skip
REMIND_ABOVE = Setting(
    "duty.remind_above", "逾期几个工作日后告知上级", 5, who=SETTINGS_LOCAL, unit="个工作日", low=1,
    high=60, source="R-GEN-02", group=GROUP,
)  # fmt: skip
REMIND_TOP = Setting(
    "duty.remind_top", "逾期再告知县委", False, who=SETTINGS_LOCAL, source="R-GEN-02",
    group=GROUP, help="设为「否」时，提醒到乡镇（直接上级）为止。",
)  # fmt: skip
DIGEST = Setting(
    "duty.digest", "同一天的提醒合成一条", False, who=SETTINGS_LOCAL, source="R-GEN-02",
    group=GROUP,
)  # fmt: skip


def fixed_day(choice: str) -> DayOfMonth | NthWeekday | None:
    """What a choice of `THEME_DAY` stands for."""
    if choice.startswith("d"):
        return DayOfMonth(int(choice[1:]))
    nth, dash, weekday = choice.partition("-")
    return NthWeekday(int(nth), int(weekday)) if dash else None
