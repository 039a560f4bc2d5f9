"""Meetings on paper: sheets printed with a code, piles scanned, pages with their places."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.activities.marks import choices
from jishi.activities.models.activity import KEEP, Activity
from jishi.activities.paper.codes import PARTS, shown
from jishi.activities.paper.layout import SHEET_KINDS
from jishi.base.models import Job, StoredFile
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

BATCH_STATES = {"reading": "识别中", "open": "待登记", "done": "已办完"}
PAGE_STATES = {
    "found": "已归入", "unknown": "待归入", "blank": "空白页", "broken": "读不出", "aside": "不用",
}  # fmt: skip
_SCAN = Datum("组织生活记录的扫描件", "R-LIFE-18", "member", keep=KEEP)


class PaperSheet(models.Model):
    """One set of printed sheets for one meeting. Printed before, it proves the day afterwards."""

    code = models.CharField("编号", max_length=8, unique=True)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="paper_sheets", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    kind = models.CharField(
        "种类", max_length=8, choices=[(kind.code, kind.label) for kind in SHEET_KINDS.values()]
    )
    # Counted per organisation and year, so that one that never came back is seen to be missing.
    year = models.SmallIntegerField("年度")
    number = models.SmallIntegerField("序号")
    run = models.CharField("同批", max_length=8)  # the first code printed along with it
    printed_on = models.DateField("打印日期")
    printed_by = models.CharField("打印人", max_length=60)
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="paper_sheets",
        db_index=False,
    )  # fmt: skip
    spoilt_on = models.DateField("作废日期", null=True, blank=True)
    spoilt_reason = models.CharField("作废原因", max_length=60, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("空白记录纸的编号与经手", "R-GEN-13", "audit", keep=KEEP)
    )

    class Meta:
        db_table = "paper_sheet"
        ordering = ("-printed_on", "org", "-number")
        indexes: ClassVar = [
            models.Index(fields=["run"], name="papersheet_run"),
            models.Index(
                fields=["activity"], condition=Q(activity__isnull=False), name="papersheet_activity"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "year", "number"], name="papersheet_one_number"),
            models.CheckConstraint(
                condition=Q(spoilt_on__isnull=True) | Q(activity__isnull=True),
                name="papersheet_spoilt_unused",
            ),
        ]

    def __str__(self) -> str:
        return shown(self.code)

    @property
    def kind_label(self) -> str:
        return SHEET_KINDS[self.kind].label

    @property
    def number_label(self) -> str:
        return f"{self.year}年第{self.number}号"

    @property
    def state(self) -> str:
        if self.spoilt_on is not None:
            return "spoilt"
        return "used" if self.activity is not None and self.activity.entered_on else "free"

    @property
    def planned(self) -> Activity | None:
        """The meeting it was printed for, as long as that is only planned."""
        waiting = self.activity is not None and self.activity.stage == "planned"
        return self.activity if waiting else None


class ScanBatch(models.Model):
    """A pile of pages as it was scanned, until every page has its place."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="scan_batches", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    state = models.CharField("状态", max_length=8, choices=choices(BATCH_STATES), default="reading")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    actor_name = models.CharField("经办人", max_length=60)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", db_index=False)
    title = models.CharField("文件", max_length=160)
    notes = models.TextField("说明", blank=True, default="")  # what could not be read at all
    made_at = models.DateTimeField("时间")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_SCAN)

    class Meta:
        db_table = "scan_batch"
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["org", "-id"], name="scanbatch_org")]

    def __str__(self) -> str:
        return self.title


class ScanSource(models.Model):
    """One file of a pile, kept until the pile is done."""

    batch = models.ForeignKey(ScanBatch, models.CASCADE, related_name="sources", db_index=False)
    number = models.SmallIntegerField("序号")
    name = models.CharField("文件", max_length=160)
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    privacy: ClassVar = Privacy.every(_SCAN)

    class Meta:
        db_table = "scan_source"
        ordering = ("batch", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="scansource_once")
        ]

    def __str__(self) -> str:
        return self.name


class ScanPage(models.Model):
    """One scanned page: which meeting's it is, by its code or by hand, and its picture."""

    batch = models.ForeignKey(ScanBatch, models.CASCADE, related_name="pages", db_index=False)
    number = models.SmallIntegerField("页")  # in the pile, from 1
    source = models.ForeignKey(ScanSource, models.CASCADE, related_name="pages", db_index=False)
    at = models.SmallIntegerField("文件中的页")  # from 0
    state = models.CharField("状态", max_length=8, choices=choices(PAGE_STATES))
    # The sheet's code, or `#1` for a meeting without printed sheets; empty until assigned.
    code = models.CharField("归入", max_length=8, blank=True, default="")
    part = models.CharField("部分", max_length=1, blank=True, default="")
    page = models.SmallIntegerField("第几页", default=0)
    said = models.CharField("认出的编号", max_length=8, blank=True, default="")
    picture = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="scan_pages",
        db_index=False,
    )  # fmt: skip

    privacy: ClassVar = Privacy.every(_SCAN)

    class Meta:
        db_table = "scan_page"
        ordering = ("batch", "number")
        indexes: ClassVar = [
            models.Index(
                fields=["activity"], condition=Q(activity__isnull=False), name="scanpage_activity"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="scanpage_one_number"),
            models.UniqueConstraint(fields=["source", "at"], name="scanpage_once"),
            models.CheckConstraint(
                condition=Q(state="found") | Q(code=""), name="scanpage_code_when_found"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}#{self.number}"

    @property
    def is_blank(self) -> bool:
        return self.state == "blank"

    @property
    def label(self) -> str:
        return f"{PARTS[self.part]}第{self.page}页" if self.part else f"扫描第{self.number}页"
