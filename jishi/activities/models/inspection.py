"""A year book opened to an inspector for some days, and what the inspector remarks in it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.activities.marks import choices
from jishi.activities.models.activity import KEEP
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

NOTE_KINDS = {"remark": "意见", "correction": "整改要求"}
_CALLED = Datum("工作手册调阅记录", "R-LIFE-18", "case", keep=KEEP)


class Inspection(models.Model):
    """One reading of one organisation's year by one inspector, over on a day said beforehand."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inspections", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    year = models.SmallIntegerField("年度")
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="调阅人",
        db_index=False,
    )  # fmt: skip
    inspector_name = models.CharField("调阅人姓名", max_length=60)
    purpose = models.CharField("事由", max_length=120)
    since = models.DateField("开放自")
    until = models.DateField("开放至")
    opened_by = models.CharField("开放人", max_length=60)
    finished_on = models.DateField("阅毕日期", null=True, blank=True)
    opinion = models.CharField("总的意见", max_length=500, blank=True, default="")
    withdrawn_on = models.DateField("收回日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_CALLED)

    class Meta:
        db_table = "inspection"
        ordering = ("-since", "-id")
        indexes: ClassVar = [
            models.Index(fields=["org", "year"], name="inspection_org"),
            models.Index(fields=["inspector", "until"], name="inspection_inspector"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="inspection_days"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.inspector_name}"


class InspectionNote(models.Model):
    """A remark at one place of the book; a correction asked for waits for its answer."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="notes", db_index=False)
    kind = models.CharField("种类", max_length=10, choices=choices(NOTE_KINDS))
    anchor = models.CharField("位置", max_length=24)  # a chapter or a record of the book
    place = models.CharField("位置名称", max_length=80)
    text = models.CharField("内容", max_length=500)
    made_on = models.DateField("日期")
    answer = models.CharField("答复", max_length=500, blank=True, default="")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True, default="")
    settled_on = models.DateField("认可日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_CALLED)

    class Meta:
        db_table = "inspection_note"
        ordering = ("inspection", "id")
        indexes: ClassVar = [models.Index(fields=["inspection"], name="inspectionnote_of")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(answered_on__isnull=False),
                name="inspectionnote_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def state(self) -> str:
        if self.kind == "remark" or self.settled_on:
            return "settled"
        return "answered" if self.answered_on else "open"
