"""Something held: when, where, by whom, what it counts as, and who was there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from jishi.activities.marks import COUNTED_BY, MARKS, REASONS, ROLES, SOURCES, STAGES, choices
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

KEEP = "随组织生活记录保存，按当地档案规定"
RECORD = Datum("组织生活记录", "R-LIFE-18", "member", keep=KEEP)


class Activity(models.Model):
    """One meeting, lesson or visit. What it counts as is in its parts."""

    # The host; it and the others who hold it together are rows of `ActivityOrg`.
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="activities", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    title = models.CharField("名称", max_length=80)
    held_on = models.DateField("日期")
    starts_at = models.TimeField("开始时间", null=True, blank=True)
    ends_at = models.TimeField("结束时间", null=True, blank=True)
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1, null=True, blank=True)
    place = models.CharField("地点", max_length=60, blank=True, default="")
    stage = models.CharField("状态", max_length=10, choices=choices(STAGES), default="planned")
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人",
        db_index=False,
    )  # fmt: skip
    recorder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="记录人",
        db_index=False,
    )  # fmt: skip
    minutes = models.TextField("会议记录", blank=True, default="")
    # How many should have come and came; of these, who may vote (R-LIFE-08, R-LIFE-13).
    expected = models.IntegerField("应到", null=True, blank=True)
    expected_voters = models.IntegerField("应到有表决权", null=True, blank=True)
    present = models.IntegerField("实到", null=True, blank=True)
    present_voters = models.IntegerField("实到有表决权", null=True, blank=True)
    guests = models.IntegerField("列席", null=True, blank=True)
    counted_by = models.CharField(
        "人数来源", max_length=5, choices=choices(COUNTED_BY), default="list"
    )
    noticed_on = models.DateField("通知日期", null=True, blank=True)
    entered_on = models.DateField("登记日期", null=True, blank=True)
    entered_by = models.CharField("登记人", max_length=60, blank=True, default="")
    late_reason = models.CharField("补记原因", max_length=120, blank=True, default="")
    source = models.CharField("来源", max_length=8, choices=choices(SOURCES), default="screen")
    sheet_code = models.CharField("记录纸编号", max_length=24, blank=True, default="")
    archived_on = models.DateField("归档日期", null=True, blank=True)
    cancelled_on = models.DateField("取消日期", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=120, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "activity"
        verbose_name = "活动"
        ordering = ("-held_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["org", "held_on"], name="activity_org_held"),
            models.Index(fields=["held_on", "id"], name="activity_held"),
            models.Index(fields=["sheet_code"], condition=~Q(sheet_code=""), name="activity_sheet"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=list(STAGES)), name="activity_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(stage="cancelled", cancelled_on__isnull=False)
                | (~Q(stage="cancelled") & Q(cancelled_on__isnull=True)),
                name="activity_cancelled_has_day",
            ),
            models.CheckConstraint(
                condition=Q(expected__isnull=True)
                | Q(present__isnull=True)
                | Q(present__lte=F("expected")),
                name="activity_present_within",
            ),
            models.CheckConstraint(
                condition=Q(present_voters__isnull=True)
                | Q(present__isnull=True)
                | Q(present_voters__lte=F("present")),
                name="activity_voters_within",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=0), name="activity_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"

    @property
    def stage_label(self) -> str:
        return STAGES[self.stage]

    @cached_property
    def is_class(self) -> bool:
        """A training with sessions: entered by its own forms; asked once."""
        return self.sessions.exists()

    @cached_property
    def kind_codes(self) -> frozenset[str]:
        """What it is held as; asked once."""
        return frozenset(self.parts.values_list("kind", flat=True))

    @property
    def late_days(self) -> int:
        """How long after the day it was entered."""
        return max(0, (self.entered_on - self.held_on).days) if self.entered_on else 0


class ActivityPart(models.Model):
    """One thing the activity counts as, with what this kind writes down (R-LIFE-19)."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parts", db_index=False)
    kind = models.CharField("种类", max_length=32)
    payload = models.JSONField("要素", default=dict)
    counts = models.BooleanField("计入", default=False)
    missing = models.JSONField("缺少的要素", default=list)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "activity_part"
        verbose_name = "活动的一项"
        ordering = ("activity", "id")
        indexes: ClassVar = [models.Index(fields=["kind", "activity"], name="activitypart_kind")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "kind"], name="activitypart_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class ActivityOrg(models.Model):
    """An organisation that held it: the host, or one that held it together with the host."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="organisers", db_index=False
    )
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="held", verbose_name="党组织", db_index=False
    )
    host = models.BooleanField("主办", default=False)

    privacy: ClassVar = Privacy.none("活动与党组织的关系，不含个人信息")

    class Meta:
        db_table = "activity_org"
        ordering = ("activity", "-host", "id")
        indexes: ClassVar = [models.Index(fields=["org", "activity"], name="activityorg_org")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "org"], name="activityorg_once"),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(host=True), name="activityorg_one_host"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.org_id}"


class Attendance(models.Model):
    """One person at one activity. Narrow: there are more of these rows than of any other."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="attendances", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", db_index=False)
    mark = models.CharField("到会", max_length=7, choices=choices(MARKS))
    role = models.CharField("身份", max_length=8, choices=choices(ROLES), default="member")
    reason = models.CharField(
        "缺席原因", max_length=8, choices=choices(REASONS), blank=True, default=""
    )
    voter = models.BooleanField("当日有表决权", default=False)

    privacy: ClassVar = Privacy.every(
        Datum("到会情况", "R-LIFE-18", "member", keep="活动结束后三年，由当地规定")
    )

    class Meta:
        db_table = "attendance"
        verbose_name = "到会情况"
        ordering = ("activity", "id")
        indexes: ClassVar = [models.Index(fields=["person", "activity"], name="attendance_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="attendance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id} {self.mark}"
