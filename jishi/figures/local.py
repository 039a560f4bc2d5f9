"""Targets that an office sets for its figures."""

from jishi.base.access import SETTINGS_LOCAL
from jishi.base.settings_tree import Setting

GROUP = "数字目标"


def _target(code: str, title: str, value: int, source: str) -> Setting[int]:
    return Setting(
        f"figure.{code}", title, value, who=SETTINGS_LOCAL, unit="%", low=0, high=100,
        source=source, group=GROUP,
    )  # fmt: skip


COVERAGE = _target("coverage", "组织覆盖率目标（具备条件单位）", 100, "R-GOV-08")
WORK_COVERAGE = _target("work_coverage", "工作覆盖率目标", 100, "R-GOV-09")
DUES_PAID = _target("dues_paid", "党费收缴率目标", 100, "R-FEE-15")
ATTENDANCE = _target("attendance", "到会率目标", 80, "R-LIFE-13")
DUTIES_MET = _target("duties_met", "应办事项完成率目标", 95, "R-LIFE-01")
