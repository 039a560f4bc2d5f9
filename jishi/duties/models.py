"""Tables: the items that are kept, and the records they are made of besides activities.

`DutyItem` alone is derived: it can be emptied and made again from the others.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.duties.rules.state import State, state_of
from jishi.kernel.calendar import Holiday
from jishi.kernel.period import Month, Period
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy

_NONE = Privacy.none("党组织的应办事项，不含个人信息")


class DutyItem(models.Model):
    """One thing owed by an organisation. How it stands follows from the dates and the day."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="duty_items", db_index=False,
        verbose_name="党组织",
    )  # fmt: skip
    duty = models.CharField("事项", max_length=40)
    slot = models.CharField("期次", max_length=30)
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    opens_on = models.DateField("开始")
    due_on = models.DateField("截止")
    grace_until = models.DateField("宽限至")
    preferred_on = models.DateField("固定日", null=True)
    met_on = models.DateField("完成日期", null=True)
    met_by = models.BigIntegerField("凭据编号", null=True)
    met_source = models.CharField("凭据", max_length=10, default="")
    late = models.BooleanField("逾期完成", default=False)
    excused = models.BooleanField("免予办理", default=False)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "duty_item"
        ordering = ("org", "duty", "due_on", "slot")
        indexes: ClassVar = [
            # A board reads the items of some months; those still to be met are looked for daily.
            models.Index(fields=["last_month", "first_month", "org"], name="dutyitem_months"),
            models.Index(
                fields=["due_on", "org"], condition=Q(met_on__isnull=True), name="dutyitem_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "duty", "slot"], name="dutyitem_once"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("grace_until")),
                name="dutyitem_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(met_on__isnull=False) | Q(late=False), name="dutyitem_late_is_met"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {self.duty} {self.slot}"

    @property
    def label(self) -> str:
        return slot_label(self.slot, self.first_month, self.last_month)

    def state(self, on: date) -> State:
        return state_of(self, on)


_HALVES = {"a": "上半月", "b": "下半月"}
_HOLIDAYS = {holiday.value: holiday.label for holiday in Holiday}


def slot_label(slot: str, first: int, last: int) -> str:
    """2026年3月、2026年第一季度、2026年春节前、2023-11-20 起的一届."""
    key, _, number = slot.partition("/")
    year, dot, holiday = key.partition(".")
    if dot and holiday in _HOLIDAYS:
        text = f"{year}年{_HOLIDAYS[holiday]}前"
    elif ".." in key and len(key) > 20:
        text = f"至{key.partition('..')[2]}的一届"
    elif "-W" in key:
        text = f"{key[:4]}年第{int(key[6:])}周"
    else:
        text = Period(Month(first), Month(last)).label + _HALVES.get(key[-1:], "")
    return f"{text}第{number}次" if number else text


def titled(label: str, title: str) -> str:
    """2026年3月支委会、2026年国庆前廉政提醒: what both say is said once."""
    return label + title.removeprefix(label.partition("年")[2])


class DutyStart(models.Model):
    """Since when duties are looked after at an organisation and all below it."""

    org = models.OneToOneField(Organisation, models.PROTECT, related_name="duty_start")
    starts_on = models.DateField("启用日期")
    note = models.CharField("说明", max_length=120, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "duty_start"
        ordering = ("org",)

    def __str__(self) -> str:
        return f"{self.org_id} {self.starts_on}"


class DutyHorizon(models.Model):
    """Until when items are kept: moved on towards the end of each year."""

    last = models.DateField("至")

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "duty_horizon"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="dutyhorizon_single")
        ]

    def __str__(self) -> str:
        return str(self.last)


SOURCES = {"report": "登记办结", "opening": "启用前已办"}


class DutyReport(models.Model):
    """That an item was met, where no activity shows it; `withdrawn_on` takes it back."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="duty_reports", db_index=False
    )
    duty = models.CharField("事项", max_length=40)
    slot = models.CharField("期次", max_length=30)
    on = models.DateField("办结日期")
    source = models.CharField("来源", max_length=8, choices=list(SOURCES.items()))
    document = models.CharField("文号或材料", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=120, blank=True, default="")
    reported_by = models.CharField("登记人", max_length=60)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    privacy: ClassVar = Privacy.none("事项办结登记，只有经办人姓名")

    class Meta:
        db_table = "duty_report"
        ordering = ("org", "duty", "on", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "duty", "slot"], condition=Q(withdrawn_on__isnull=True),
                name="dutyreport_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.org_id} {self.duty} {self.slot}"


class DutyExcuse(models.Model):
    """The superior has decided that an item need not be met, and why; may be taken back."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="duty_excuses", db_index=False
    )
    duty = models.CharField("事项", max_length=40)
    slot = models.CharField("期次", max_length=30)
    reason = models.CharField("原因", max_length=120)
    on = models.DateField("核定日期")
    excused_by = models.CharField("核定人", max_length=60)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    privacy: ClassVar = Privacy.none("免予办理的核定，只有经办人姓名")

    class Meta:
        db_table = "duty_excuse"
        ordering = ("org", "duty", "slot", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "duty", "slot"], condition=Q(withdrawn_on__isnull=True),
                name="dutyexcuse_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.org_id} {self.duty} {self.slot}"


class LocalDuty(models.Model):
    """A duty that an office sets for itself and all below; the same choices, the same check."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="local_duties")
    code = models.CharField("编码", max_length=40, unique=True)
    title = models.CharField("名称", max_length=30)
    source = models.CharField("依据", max_length=80)
    org_kinds = models.JSONField("适用组织", default=list)
    sectors = models.JSONField("适用领域", default=list)
    needs = models.CharField("前提", max_length=12, blank=True, default="")
    rhythm = models.CharField("频次", max_length=16)
    evidence = models.CharField("凭据", max_length=40)
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    help = models.CharField("说明", max_length=120, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "local_duty"
        ordering = ("org", "code")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="localduty_until"
            ),
        ]

    def __str__(self) -> str:
        return self.title


PLAN_STATES = {
    "draft": "编制中", "submitted": "待审定", "returned": "退回修改", "approved": "已审定",
}  # fmt: skip


class YearPlan(models.Model):
    """What an organisation means to hold in a year; approved by its superior."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="year_plans")
    year = models.SmallIntegerField("年度")
    state = models.CharField(
        "状态", max_length=10, choices=list(PLAN_STATES.items()), default="draft"
    )
    note = models.CharField("审核意见", max_length=200, blank=True, default="")
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    decided_on = models.DateField("审定日期", null=True, blank=True)
    decided_by = models.CharField("审定人", max_length=60, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("年度计划，只有经办人姓名")

    class Meta:
        db_table = "year_plan"
        ordering = ("-year", "org")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "year"], name="yearplan_one_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=list(PLAN_STATES)), name="yearplan_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.org_id}"

    @property
    def state_label(self) -> str:
        return PLAN_STATES[self.state]


class PlanLine(models.Model):
    """One thing planned: for a duty's slot, or beyond what is owed."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="lines")
    on = models.DateField("计划日期")
    duty = models.CharField("事项", max_length=40, blank=True, default="")
    slot = models.CharField("期次", max_length=30, blank=True, default="")
    title = models.CharField("内容", max_length=80)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "plan_line"
        ordering = ("plan", "on", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "duty", "slot"], condition=~Q(duty=""), name="planline_slot_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"
