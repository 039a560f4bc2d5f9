"""A county's own kinds of activities: versioned rows of the same declaration (law 7)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy


class LocalKind(models.Model):
    """One version of a kind, in force from a day on for an organisation and all below it."""

    code = models.CharField("编码", max_length=32)
    revision = models.SmallIntegerField("版次", default=1)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="适用组织")
    title = models.CharField("名称", max_length=20)
    body = models.JSONField("内容", default=dict)
    since = models.DateField("生效日期")
    until = models.DateField("失效日期（不含）", null=True, blank=True)

    privacy: ClassVar = Privacy.none("活动种类的规定，不含个人信息")

    class Meta:
        db_table = "activity_kind"
        verbose_name = "活动种类"
        ordering = ("code", "revision")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "revision"], name="activitykind_one_version"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="activitykind_until_after",
            ),
        ]

    def __str__(self) -> str:
        return self.title
