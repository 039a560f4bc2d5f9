"""What was talked about and decided, and what was to be done about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.activities.models.activity import RECORD, Activity
from jishi.activities.topics import TOPIC_CHOICES, TOPIC_KINDS
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy


class Topic(models.Model):
    """One topic with its vote; `passed` is what the rule of its kind says of the count."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="topics", db_index=False)
    number = models.SmallIntegerField("序号")
    title = models.CharField("议题", max_length=120)
    kind = models.CharField("议题种类", max_length=16, choices=TOPIC_CHOICES)
    lecturer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="lectures",
        verbose_name="授课（发言）人",
    )  # fmt: skip
    lecturer_name = models.CharField("授课（发言）人姓名", max_length=50, blank=True, default="")
    in_favour = models.IntegerField("赞成", null=True, blank=True)
    against = models.IntegerField("反对", null=True, blank=True)
    abstained = models.IntegerField("弃权", null=True, blank=True)
    written = models.IntegerField("书面赞成", null=True, blank=True)
    passed = models.BooleanField("通过", null=True, blank=True)
    resolution = models.CharField("决议", max_length=500, blank=True, default="")

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "topic"
        verbose_name = "议题"
        ordering = ("activity", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "number"], name="topic_one_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def of_kind_label(self) -> str:
        return TOPIC_KINDS[self.kind].label

    @property
    def speaker(self) -> str:
        """Whoever taught or spoke; a person on the books has to be fetched along."""
        return self.lecturer.name if self.lecturer else self.lecturer_name


class ActionItem(models.Model):
    """Something decided that somebody is to do; open ones come back at the next meeting."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="items", db_index=False)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="items", db_index=False
    )
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_items", db_index=False
    )
    text = models.CharField("议定事项", max_length=200)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_items",
        verbose_name="负责人",
    )  # fmt: skip
    owner_name = models.CharField("负责人姓名", max_length=50, blank=True, default="")
    due_on = models.DateField("期限", null=True, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)
    done_note = models.CharField("办结情况", max_length=200, blank=True, default="")
    dropped_on = models.DateField("不再办理日期", null=True, blank=True)
    dropped_reason = models.CharField("不再办理原因", max_length=120, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "action_item"
        ordering = ("id",)
        verbose_name = "议定事项"
        indexes: ClassVar = [
            models.Index(
                fields=["org", "due_on"],
                condition=Q(done_on__isnull=True, dropped_on__isnull=True),
                name="actionitem_open",
            ),
            models.Index(fields=["activity"], name="actionitem_activity"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True),
                name="actionitem_one_end",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    @property
    def owner_label(self) -> str:
        return self.owner.name if self.owner else self.owner_name
