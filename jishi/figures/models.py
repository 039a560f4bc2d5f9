"""Tables of figures: facts and the marks on them, and periods that are closed.

`FactSource`, `Fact` and `FactMark` are derived: they can be emptied and made again.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.kernel.period import Month, Period
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_COUNTS = Privacy.none("按党组织汇总的数，不含个人信息")


class FactSource(models.Model):
    """How far the facts of a table are made; `stamp` tells this making from any other."""

    code = models.CharField("数据表", max_length=40, unique=True)
    stamp = models.CharField("批次", max_length=32)
    layout = models.CharField("口径码", max_length=64)
    first_month = models.IntegerField("起月")
    as_of = models.DateField("截至")
    generation = models.BigIntegerField("代", default=1)

    privacy: ClassVar = _COUNTS

    class Meta:
        db_table = "fact_source"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Fact(models.Model):
    """What the rows of a table come to for one organisation: months × measures, packed."""

    source = models.CharField("数据表", max_length=40)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="党组织"
    )
    generation = models.BigIntegerField("代")
    body = models.BinaryField("数")

    privacy: ClassVar = _COUNTS

    class Meta:
        db_table = "fact"
        indexes: ClassVar = [
            models.Index(fields=["source", "generation"], name="fact_source_generation"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "org"], name="fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.org_id}"


class FactMark(models.Model):
    """Something of these facts was written since they were made; `version` rises each time.

    Organisation 0 stands for all: then the whole table is made anew.
    """

    source = models.CharField("数据表", max_length=40)
    org_id = models.BigIntegerField("党组织")
    version = models.IntegerField("次", default=1)

    privacy: ClassVar = _COUNTS

    class Meta:
        db_table = "fact_mark"
        ordering = ("source", "org_id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "org_id"], name="factmark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.org_id} {self.version}"


class StatedValue(models.Model):
    """What an organisation answered when it was asked for a figure of a period."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="党组织"
    )
    item = models.CharField("填报项", max_length=60)
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    value = models.BigIntegerField("数")
    stated_on = models.DateField("填报日期")

    privacy: ClassVar = _COUNTS

    class Meta:
        db_table = "stated_value"
        ordering = ("org", "item", "-last_month")
        indexes: ClassVar = [models.Index(fields=["last_month", "item"], name="stated_month")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "item", "first_month", "last_month"], name="stated_once"
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="stated_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {self.item} {self.value}"

    @property
    def period(self) -> Period:
        return Period(Month(self.first_month), Month(self.last_month))


class OwnBoard(models.Model):
    """A dashboard somebody has put together; nobody else sees it."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="账号"
    )
    title = models.CharField("名称", max_length=40)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, db_index=False,
        verbose_name="看哪个党组织",
    )  # fmt: skip
    span = models.CharField("看哪个时期", max_length=12, default="year")
    tiles = models.JSONField("内容", default=list)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("自己常看的数字", "R-GEN-13", "account", keep="随账号删除")
    )

    class Meta:
        db_table = "own_board"
        verbose_name = "自己的看板"
        ordering = ("title", "id")

    def __str__(self) -> str:
        return self.title


class PeriodClosing(models.Model):
    """The figures of an organisation and all below it as they stood when a period was closed.

    A closing is never changed. One that is reopened stays; the next has a higher `number`.
    """

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    first_month = models.IntegerField("起月")
    last_month = models.IntegerField("止月")
    number = models.SmallIntegerField("次", default=1)
    tree_hash = models.CharField("组织树校验码", max_length=64)
    rules_hash = models.CharField("口径校验码", max_length=64)
    rows_hash = models.CharField("明细校验码", max_length=64)
    body_hash = models.CharField("封存校验码", max_length=64)
    body = models.BinaryField("封存的数")
    closed_at = models.DateTimeField("封存时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField("重开时间", null=True)
    reason = models.CharField("重开原因", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("封存时期的数字和责任", "R-STAT-01", "account", keep="与年报一并长期保存")
    )

    class Meta:
        db_table = "period_closing"
        ordering = ("-last_month", "first_month", "org", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "first_month", "last_month", "number"], name="periodclosing_number"
            ),
            models.UniqueConstraint(
                fields=["org", "first_month", "last_month"],
                condition=Q(reopened_at__isnull=True),
                name="periodclosing_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")), name="periodclosing_months"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reason=""), name="periodclosing_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {self.period} {self.number}"

    @property
    def period(self) -> Period:
        return Period(Month(self.first_month), Month(self.last_month))
