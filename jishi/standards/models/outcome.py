"""What follows from grades: talks that cannot be passed over, and demonstration sites."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.standards.models.assessment import Assessment
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_TALK = Datum("约谈与整改", "R-GOV-37", "member", keep="随考评档案保存")


class GradeTalk(models.Model):
    """The talk that an ordinary or poor grade leads to (R-GOV-37), and the look at what came."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="talk")
    due_on = models.DateField("约谈期限")
    talker = models.CharField("约谈人", max_length=60, blank=True, default="")
    held_on = models.DateField("约谈日期", null=True, blank=True)
    record = models.CharField("约谈记录", max_length=600, blank=True, default="")
    follow_by = models.DateField("回看期限", null=True, blank=True)
    followed_on = models.DateField("回看日期", null=True, blank=True)
    follow_up = models.CharField("整改情况", max_length=600, blank=True, default="")
    waived_on = models.DateField("免予约谈日期", null=True, blank=True)
    waived_reason = models.CharField("免予约谈原因", max_length=200, blank=True, default="")
    waived_document = models.CharField("批准文号", max_length=60, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_TALK)

    class Meta:
        db_table = "grade_talk"
        verbose_name = "约谈"
        ordering = ("due_on", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | (~Q(record="") & ~Q(talker="")),
                name="gradetalk_held_is_recorded",
            ),
            models.CheckConstraint(
                condition=Q(followed_on__isnull=True)
                | (Q(held_on__isnull=False) & ~Q(follow_up="")),
                name="gradetalk_followed_is_held",
            ),
            models.CheckConstraint(
                condition=Q(waived_on__isnull=True)
                | (~Q(waived_reason="") & ~Q(waived_document="")),
                name="gradetalk_waived_is_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.due_on}"


SITE_LEVELS = {"county": "县级示范点", "street": "乡镇（街道）示范点"}


class Site(models.Model):
    """A demonstration site: named, moved up or taken off, each with its reason."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    level = models.CharField("级别", max_length=8, choices=list(SITE_LEVELS.items()))
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="sites"
    )
    since = models.DateField("命名日期")
    reason = models.CharField("命名理由", max_length=200)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    until = models.DateField("调整日期", null=True, blank=True)
    end_reason = models.CharField("调整原因", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("示范点的命名和调整，不含个人信息")

    class Meta:
        db_table = "demonstration_site"
        verbose_name = "示范点"
        ordering = ("-since", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "level"], condition=Q(until__isnull=True), name="site_one_running"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | (Q(until__gte=F("since")) & ~Q(end_reason="")),
                name="site_end_is_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {self.level}"

    @property
    def level_label(self) -> str:
        return SITE_LEVELS[self.level]
