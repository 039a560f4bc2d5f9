"""Photographs, scans of handwritten minutes, notices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jishi.activities.marks import FILE_KINDS, choices
from jishi.activities.models.activity import RECORD, Activity
from jishi.base.models import StoredFile
from jishi.tree.privacy import Privacy


class ActivityFile(models.Model):
    """A file of an activity; `look` is the picture's own print, to notice the same one twice."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="files", db_index=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField("材料", max_length=10, choices=choices(FILE_KINDS))
    page = models.SmallIntegerField("页", default=1)
    look = models.CharField("图像特征", max_length=16, blank=True, default="")

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "activity_file"
        ordering = ("activity", "kind", "page", "id")
        indexes: ClassVar = [
            models.Index(fields=["activity"], name="activityfile_activity"),
            models.Index(fields=["look"], condition=~models.Q(look=""), name="activityfile_look"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page}"
