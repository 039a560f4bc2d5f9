"""What each member is to pay: the fixed amount, relief from it, and why somebody is behind.

Months are numbers as in `kernel.period.Month`. An amount runs from its month until the next one of
the same person begins; the base itself lies sealed (R-LAW-08), for it tells an income.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.base.sealed import SealedField
from jishi.funds.kinds import ARREARS_REASONS, GROUP_CHOICES, GROUPS
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

KEEP = "党费账目保存期内"
_AMOUNT = Datum("核定和收缴党费", "R-FEE-11", "member", keep=KEEP)


class DuesBase(models.Model):
    """The monthly amount of a member from one month until another, and the base it rests on."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="dues_bases")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="核定支部")
    year = models.IntegerField("年度")
    from_month = models.IntegerField("起月")
    until_month = models.IntegerField("止月（不含）", null=True, blank=True)
    group = models.CharField("类别", max_length=16, choices=GROUP_CHOICES)
    base = SealedField("计算基数（分）", blank=True, default="")
    rate = models.IntegerField("比例（万分之）", default=0)
    computed_fen = models.IntegerField("计算月交额（分）")
    monthly_fen = models.IntegerField("核定月交额（分）")
    reason = models.CharField("变动原因", max_length=120, blank=True, default="")
    basis = models.CharField("核定依据", max_length=80, blank=True, default="")
    void = models.BooleanField("已更正", default=False)  # another took its place; kept (R-GEN-13)
    fixed_on = models.DateField("核定日期")
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        _AMOUNT, base=Datum("计算月交额", "R-LAW-08", "member", keep=KEEP, masked=True)
    )

    class Meta:
        db_table = "dues_base"
        verbose_name = "党费计算基数"
        ordering = ("person", "from_month")
        indexes: ClassVar = [
            models.Index(fields=["org", "year"], name="duesbase_org_year"),
            models.Index(fields=["from_month", "until_month"], name="duesbase_months"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "from_month"],
                condition=Q(void=False),
                name="duesbase_one_start",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until_month=None, void=False),
                name="duesbase_one_running",
            ),
            models.CheckConstraint(
                condition=Q(until_month=None) | Q(until_month__gt=F("from_month")),
                name="duesbase_until_after",
            ),
            models.CheckConstraint(
                condition=Q(from_month__gte=F("year") * 12, from_month__lt=F("year") * 12 + 12),
                name="duesbase_in_its_year",
            ),
            models.CheckConstraint(
                condition=Q(monthly_fen__gt=0, computed_fen__gt=0), name="duesbase_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {Month(self.from_month)} {yuan(self.monthly_fen)}"

    @property
    def group_label(self) -> str:
        return GROUPS[self.group].label

    @property
    def first(self) -> Month:
        return Month(self.from_month)

    @property
    def monthly(self) -> str:
        return yuan(self.monthly_fen)


class DuesRelief(models.Model):
    """Less or nothing for some months: the branch studied it, the superior approved (R-FEE-20).

    Without the superior's approval it changes nothing.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="dues_reliefs")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="支部")
    from_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月（含）")
    monthly_fen = models.IntegerField("减免后月交额（分）", default=0)
    reason = models.CharField("困难情况", max_length=120)
    meeting = models.CharField("支部研究的会议", max_length=80)
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    document = models.CharField("批准文号", max_length=60, blank=True, default="")
    decided_on = models.DateField("批复日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved = models.BooleanField("已批准", default=False)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(Datum("少交、免交党费", "R-FEE-20", "member", keep=KEEP))

    class Meta:
        db_table = "dues_relief"
        verbose_name = "党费减免申请"
        ordering = ("-from_month", "-id")
        indexes: ClassVar = [
            models.Index(fields=["person", "from_month"], name="duesrelief_person"),
            models.Index(fields=["org", "decided_on"], name="duesrelief_org"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_month__gte=F("from_month")), name="duesrelief_last_after"
            ),
            models.CheckConstraint(condition=Q(monthly_fen__gte=0), name="duesrelief_amount"),
            models.CheckConstraint(
                condition=Q(approved=False) | Q(decided_on__isnull=False),
                name="duesrelief_approved_on",
            ),
            models.CheckConstraint(condition=~Q(meeting=""), name="duesrelief_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {Month(self.from_month)}..{Month(self.last_month)}"

    @property
    def what(self) -> str:
        return f"少交，每月 {yuan(self.monthly_fen)} 元" if self.monthly_fen else "免交"

    @property
    def state_label(self) -> str:
        if self.decided_on is None:
            return "待批准"
        return "已批准" if self.approved else "未批准"

    @property
    def months_label(self) -> str:
        return f"{Month(self.from_month)} 至 {Month(self.last_month)}"


class ArrearsNote(models.Model):
    """Why somebody is behind and by when it is agreed to be made good; the newest one counts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="arrears_notes")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=12, choices=list(ARREARS_REASONS.items()))
    justified = models.BooleanField("有正当理由", default=False)
    agreed_on = models.DateField("约定补交日期", null=True, blank=True)
    note = models.CharField("说明", max_length=120, blank=True, default="")
    noted_on = models.DateField("登记日期")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    privacy: ClassVar = Privacy.every(Datum("跟进欠交的党费", "R-FEE-19", "member", keep=KEEP))

    class Meta:
        db_table = "dues_arrears_note"
        verbose_name = "党费欠缴说明"
        ordering = ("-noted_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["person", "noted_on"], name="arrearsnote_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_reason_display()}"
