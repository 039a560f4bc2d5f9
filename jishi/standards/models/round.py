"""A round: one standard, one period, one organisation that runs it for those below."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.kernel.period import Month, Period
from jishi.standards.kinds.standard import Standard, standard_of
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy

ROUND_STATES = {"running": "进行中", "graded": "已定等次", "cancelled": "已取消"}
ROUND_TONES = {"running": "blue", "graded": "green", "cancelled": "grey"}


class Round(models.Model):
    """Keeps the standard as it was when the round began: `body` is all that decides a score."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="rounds", verbose_name="组织考评"
    )
    standard = models.CharField("标准", max_length=60)
    edition = models.IntegerField("版次", default=1)
    standard_title = models.CharField("标准名称", max_length=60)
    source = models.CharField("依据", max_length=120)
    body = models.JSONField("标准内容")
    title = models.CharField("名称", max_length=80)
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    opened_on = models.DateField("开展日期")
    check_until = models.DateField("自查截止")
    mend_until = models.DateField("补正截止")
    state = models.CharField(
        "状态", max_length=10, choices=list(ROUND_STATES.items()), default="running"
    )
    # Since when what was counted is kept as it stood on the last day of mending.
    settled_on = models.DateField("定格日期", null=True, blank=True)
    graded_on = models.DateField("评定日期", null=True, blank=True)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("考评轮次，不含个人信息")

    class Meta:
        db_table = "standard_round"
        verbose_name = "考评轮次"
        ordering = ("-opened_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["org", "standard"], name="round_org_standard"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "standard", "first_month", "last_month"],
                condition=~Q(state="cancelled"), name="round_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month")), name="round_months_in_order"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__lte=F("check_until"))
                & Q(check_until__lte=F("mend_until")),
                name="round_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ROUND_STATES)), name="round_state_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(Month(self.first_month), Month(self.last_month))

    @property
    def of(self) -> Standard:
        """The standard of this round."""
        return standard_of(
            self.body, code=self.standard, title=self.standard_title, source=self.source,
            edition=self.edition,
        )  # fmt: skip

    @property
    def state_label(self) -> str:
        return ROUND_STATES[self.state]

    def may_mend(self, today: date) -> bool:
        return self.state == "running" and today <= self.mend_until


class LocalStandard(models.Model):
    """A standard that an office sets for itself and all below; each change is a new edition."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="local_standards")
    code = models.CharField("编码", max_length=60)
    edition = models.IntegerField("版次", default=1)
    title = models.CharField("名称", max_length=60)
    source = models.CharField("依据", max_length=120)
    body = models.JSONField("标准内容")
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("考评标准，不含个人信息")

    class Meta:
        db_table = "local_standard"
        verbose_name = "本地标准"
        ordering = ("org", "code", "-edition")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "edition"], name="localstandard_edition"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until__isnull=True), name="localstandard_one_running"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="localstandard_until",
            ),
        ]

    def __str__(self) -> str:
        return self.title
