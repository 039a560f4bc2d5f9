"""What a duty says of itself, and the closed choices it is made of.

A county's own duty is a row made of the same choices and passes the same check, so whatever can be
chosen on the screen is here: `RHYTHMS`, `NEEDS`, `EVIDENCE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jishi.base.settings_tree import Setting
from jishi.kernel.cadence import (
    Cadence,
    half_monthly,
    half_yearly,
    monthly,
    quarterly,
    weekly,
    yearly,
)
from jishi.kernel.declare import Declaration, DeclarationError
from jishi.kernel.rhythm import Natural, YearWindow
from jishi.tree.kinds import ORG_KINDS, SECTORS

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
BRANCHES = ("branch", "joint_branch", "temporary_branch")
SETTLED = ("branch", "joint_branch")  # whose members belong there for good (R-ORG-10)
LIVING = (*BRANCHES, "mobile_organisation")
COMMITTEES = ("committee", "work_committee")
TOP = ("local_committee", *COMMITTEES)

NEEDS: Mapping[str, str] = {
    "committee": "设有支部委员会",
    "groups": "划分了党小组",
    "secretary": "有书记",
}
TESTS: Mapping[str, str] = {
    "": "",
    "secretary_lectures": "由本组织书记主讲",
    "each_group": "各党小组都开过，或由支部统一召开",
    "for_secretaries": "培训对象是党组织书记",
    "for_members": "培训对象是党员",
    "studies_building": "会议的研究专题是基层党建或党支部建设",
}
REPORT, ELECTION, DUES = "report", "election", "dues"  # evidence that is no activity
NO_ACTIVITY = frozenset({REPORT, ELECTION, DUES})
OPENING = "opening"  # held before the start-up, on paper: counts for any duty
RHYTHMS: Mapping[str, Cadence] = {
    "weekly": weekly(),
    "half_monthly": half_monthly(),
    "monthly": monthly(),
    "monthly_2": Cadence(Natural(1), 2),
    "monthly_4": Cadence(Natural(1), 4),
    "quarterly": quarterly(),
    "quarterly_2": Cadence(Natural(3), 2),
    "quarterly_3": Cadence(Natural(3), 3),
    "half_yearly": half_yearly(),
    "yearly": yearly(),
    "yearly_2": yearly(2),
    "yearly_winter": yearly(window=YearWindow((10, 1), (3, 31))),
}
RHYTHM_LABELS: Mapping[str, str] = {
    "weekly": "每周一次",
    "half_monthly": "每半月一次",
    "monthly": "每月一次",
    "monthly_2": "每月两次",
    "monthly_4": "每月四次",
    "quarterly": "每季度一次",
    "quarterly_2": "每季度两次",
    "quarterly_3": "每季度三次",
    "half_yearly": "每半年一次",
    "yearly": "每年一次",
    "yearly_2": "每年两次",
    "yearly_winter": "每年一次（10 月至次年 3 月）",
}


@dataclass(frozen=True, kw_only=True)
class Duty(Declaration):
    """Who owes what how often. `chosen` is a local setting that names another rhythm."""

    clause: str = ""
    org_kinds: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    needs: str = ""
    cadence: Cadence
    evidence: tuple[str, ...]
    test: str = ""
    chosen: Setting[str] | None = None
    day: Setting[str] | None = None  # the fixed day of the month
    late_days: int = 0  # how long after the due day it can still be made good, marked as late
    short: str = ""  # the heading of its column on the board
    order: int = 50
    help: str = ""
    owner: int = 0  # of a local duty: the organisation whose it is, with all below

    def __post_init__(self) -> None:
        super().__post_init__()
        for fault in self.faults():
            raise DeclarationError(f"{self.code}：{fault}")

    def faults(self) -> list[str]:
        found = []
        if not self.org_kinds or set(self.org_kinds) - set(ORG_KINDS):
            found.append("请选择适用的组织类型")
        if set(self.sectors) - set(SECTORS):
            found.append("没有这个领域")
        if self.needs and self.needs not in NEEDS:
            found.append("没有这个前提条件")
        if self.test not in TESTS:
            found.append("没有这种核对办法")
        if not self.evidence:
            found.append("请选择以什么为凭")
        if self.late_days < 0 or self.late_days > 366:
            found.append("补办期限应为 0 至 366 天")
        return found

    @property
    def heading(self) -> str:
        return self.short or self.title

    @property
    def starts_activity(self) -> str:
        """The kind of activity that fulfils it, if any: what a secretary starts from the list."""
        return next((kind for kind in self.evidence if kind not in NO_ACTIVITY), "")

    @property
    def how(self) -> str:
        """What completes it, said to whoever still owes it."""
        if ELECTION in self.evidence:
            return "登记换届后自动计入。"
        if DUES in self.evidence:
            return "登记当月党费后自动计入，也可以直接登记办结。"
        if not self.starts_activity:
            return "办好以后在这里登记办结。"
        return "登记活动后自动计入。"

    @property
    def by_report(self) -> bool:
        return REPORT in self.evidence

    @property
    def rhythms(self) -> Mapping[str, Cadence]:
        """What may be chosen locally; one entry where nothing may."""
        if self.chosen is None or self.chosen.choices is None:
            return {"": self.cadence}
        return {name: RHYTHMS[name] for name in self.chosen.choices if name in RHYTHMS}
