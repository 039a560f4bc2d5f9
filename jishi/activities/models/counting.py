"""Paper ballots counted, and the yearly appraisal of members."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.activities.marks import GRADES, choices
from jishi.activities.models.activity import KEEP, RECORD, Activity
from jishi.people.models import Person
from jishi.tree.privacy import Datum, Privacy


class CountSheet(models.Model):
    """One count of secret paper ballots: issued, returned, valid. No ballot is tied to a person."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="count_sheets", db_index=False
    )
    title = models.CharField("票名", max_length=60)
    entitled = models.IntegerField("应到有表决权")
    issued = models.IntegerField("发出")
    returned = models.IntegerField("收回")
    valid = models.IntegerField("有效")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "count_sheet"
        verbose_name = "计票单"
        ordering = ("activity", "id")
        indexes: ClassVar = [models.Index(fields=["activity"], name="countsheet_activity")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(issued__lte=F("entitled"))
                & Q(returned__lte=F("issued"))
                & Q(valid__lte=F("returned"))
                & Q(valid__gte=0),
                name="countsheet_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CountLine(models.Model):
    """What one item (a candidate, a member appraised) got on a sheet."""

    sheet = models.ForeignKey(CountSheet, models.CASCADE, related_name="lines", db_index=False)
    number = models.SmallIntegerField("序号")
    label = models.CharField("事项", max_length=60)
    in_favour = models.IntegerField("赞成", default=0)
    against = models.IntegerField("反对", default=0)
    abstained = models.IntegerField("弃权", default=0)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "count_line"
        ordering = ("sheet", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="countline_one_number"),
        ]

    def __str__(self) -> str:
        return self.label


class Appraisal(models.Model):
    """The grade of a member in a year: proposed by the branch, confirmed above (R-LIFE-21)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="appraisals", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="appraisals", db_index=False)
    year = models.SmallIntegerField("年度")
    proposed = models.CharField(
        "评定意见", max_length=12, choices=choices(GRADES), blank=True, default=""
    )
    confirmed = models.CharField(
        "审定等次", max_length=12, choices=choices(GRADES), blank=True, default=""
    )
    confirmed_on = models.DateField("审定日期", null=True, blank=True)
    confirmed_by = models.CharField("审定人", max_length=60, blank=True, default="")
    # A talk and a correction follow a basic grade; of what was said nothing is kept.
    followed_on = models.DateField("谈话整改日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("民主评议结果", "R-LIFE-22", "member", keep=KEEP, masked=True)
    )

    class Meta:
        db_table = "appraisal"
        verbose_name = "民主评议"
        ordering = ("-year", "person")
        indexes: ClassVar = [models.Index(fields=["activity"], name="appraisal_activity")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "year"], name="appraisal_once_a_year"),
            models.CheckConstraint(
                condition=Q(confirmed="") | Q(confirmed_on__isnull=False),
                name="appraisal_confirmed_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.person_id}"
