"""Tables of returns: rounds, sheets with their steps and corrections, tables of one's own."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.kernel.period import Month, Period
from jishi.returns.marks import ROUND_STATES, SHEET_STATES, SHEET_TONES
from jishi.returns.tables.table import ReturnTable, table_of
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_WHO = Privacy.every(Datum("报表的填报和审核责任", "R-STAT-01", "account", keep="随报表保存"))


class ReturnRound(models.Model):
    """One table, one period, one organisation that asks all below; `body` keeps the table."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="布置单位")
    table = models.CharField("报表", max_length=60)
    title = models.CharField("名称", max_length=80)
    source = models.CharField("依据", max_length=120)
    body = models.JSONField("表样")
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    opened_on = models.DateField("布置日期")
    due_on = models.DateField("报送期限")
    state = models.CharField(
        "状态", max_length=10, choices=list(ROUND_STATES.items()), default="running"
    )
    frozen_on = models.DateField("封存日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("报表的布置，不含个人信息")

    class Meta:
        db_table = "return_round"
        verbose_name = "报表"
        ordering = ("-opened_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="returnround_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "table", "first_month", "last_month"],
                condition=~Q(state="cancelled"), name="returnround_once",
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="returnround_months"
            ),
            models.CheckConstraint(
                condition=Q(state="frozen", frozen_on__isnull=False)
                | (~Q(state="frozen") & Q(frozen_on__isnull=True)),
                name="returnround_frozen_has_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(Month(self.first_month), Month(self.last_month))

    @property
    def of(self) -> ReturnTable:
        return table_of(self.body, code=self.table, title=self.title, source=self.source)

    @property
    def state_label(self) -> str:
        return ROUND_STATES[self.state]


class ReturnSheet(models.Model):
    """One organisation's copy. `fills`: it answers itself; else it is the sum of those below."""

    round = models.ForeignKey(ReturnRound, models.PROTECT, related_name="sheets", db_index=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="填报单位")
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below",
        verbose_name="汇总到",
    )  # fmt: skip
    fills = models.BooleanField("自己填报", default=True)
    state = models.CharField(
        "状态", max_length=10, choices=list(SHEET_STATES.items()), default="open"
    )
    values = models.JSONField("填报的数", default=dict)
    known = models.JSONField("不用再填的", default=list)
    note = models.CharField("对异常数的说明", max_length=300, blank=True, default="")
    seconds = models.IntegerField("填报用时", default=0)
    submitted_on = models.DateField("上报日期", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    accepted_on = models.DateField("审核日期", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    back_reason = models.CharField("退回原因", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _WHO

    class Meta:
        db_table = "return_sheet"
        verbose_name = "报表的一份"
        ordering = ("round", "org__line", "id")
        indexes: ClassVar = [
            models.Index(fields=["round", "state"], name="returnsheet_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "org"], name="returnsheet_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(submitted_on__isnull=False),
                name="returnsheet_submitted_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_on__isnull=False),
                name="returnsheet_accepted_has_day",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True)
                | Q(accepted_by__isnull=True)
                | ~Q(submitted_by=F("accepted_by")),
                name="returnsheet_other_accepts",
            ),
            models.CheckConstraint(condition=Q(seconds__gte=0), name="returnsheet_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.org_id}"

    @property
    def state_label(self) -> str:
        return SHEET_STATES[self.state]

    @property
    def tone(self) -> str:
        return SHEET_TONES[self.state]

    @property
    def checked_by(self) -> Organisation:
        """Whoever stands above: the next sheet up, or the office that asked."""
        return self.above.org if self.above is not None else self.round.org


class ReturnStep(models.Model):
    """A step taken with a sheet, by whom and why; never changed."""

    sheet = models.ForeignKey(ReturnSheet, models.PROTECT, related_name="steps")
    label = models.CharField("步骤", max_length=20)
    on = models.DateField("日期")
    by = models.CharField("经办人", max_length=60)
    note = models.CharField("说明", max_length=300, blank=True, default="")

    privacy: ClassVar = _WHO

    class Meta:
        db_table = "return_step"
        ordering = ("sheet", "id")

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.label}"


class ReturnCorrection(models.Model):
    """An answer corrected after freezing: the frozen one stays, both are shown."""

    sheet = models.ForeignKey(ReturnSheet, models.PROTECT, related_name="corrections")
    line = models.CharField("行", max_length=60)
    was = models.BigIntegerField("原数")
    now = models.BigIntegerField("更正为")
    reason = models.CharField("原因", max_length=200)
    on = models.DateField("更正日期")
    by = models.CharField("更正人", max_length=60)

    privacy: ClassVar = _WHO

    class Meta:
        db_table = "return_correction"
        verbose_name = "报表更正"
        ordering = ("sheet", "id")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(was=F("now")), name="returncorrection_differs"),
            models.CheckConstraint(condition=~Q(reason=""), name="returncorrection_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.line}"


class LocalReturn(models.Model):
    """A return table that an office sets; each change is a new edition."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField("编码", max_length=60)
    edition = models.IntegerField("版次", default=1)
    title = models.CharField("名称", max_length=60)
    source = models.CharField("依据", max_length=120)
    body = models.JSONField("表样")
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("报表的表样，不含个人信息")

    class Meta:
        db_table = "local_return"
        verbose_name = "本地报表"
        ordering = ("org", "code", "-edition")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "edition"], name="localreturn_edition"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until__isnull=True), name="localreturn_one_running"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="localreturn_until"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def of(self) -> ReturnTable:
        return table_of(self.body, code=self.code, title=self.title, source=self.source)
