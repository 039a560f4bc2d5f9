"""What people ask for: a saved search, an export in clear, a correction; and merged records."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.base.models import StoredFile
from jishi.base.sealed import SealedField
from jishi.people.fields import ITEMS
from jishi.people.models.person import _KEEP, Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy


class SavedSearch(models.Model):
    """A search of the finder under a name, columns and all; one's own, or shared."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=1000)
    shared_at = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="共享给本组织",
    )  # fmt: skip
    made_at = models.DateTimeField("保存时间")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("重复使用的查找条件", "R-LAW-03", "account", keep="账号停用后 3 年")
    )

    class Meta:
        db_table = "saved_search"
        ordering = ("name", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="savedsearch_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AskState(models.TextChoices):
    WAITING = "waiting", "待审"
    APPROVED = "approved", "已批准"
    DECLINED = "declined", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class ClearExport(models.Model):
    """A list in clear: asked with a purpose, granted by a second person, gone after days."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="范围")
    query = models.CharField("条件", max_length=1000, blank=True, default="")
    columns = models.CharField("栏目", max_length=300)
    purpose = models.CharField("用途", max_length=120)
    count = models.IntegerField("人数")
    state = models.CharField("状态", max_length=10, choices=AskState.choices, default="waiting")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    answer = models.CharField("审批意见", max_length=200, blank=True, default="")
    file = models.ForeignKey(
        StoredFile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="结果"
    )
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("明文导出的目的与审批", "R-LAW-05", "audit", keep="至少 3 年")
    )

    class Meta:
        db_table = "clear_export"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["state", "org"], name="clearexport_state"),
            models.Index(fields=["account", "-id"], name="clearexport_account"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("account")),
                name="clearexport_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class CorrectionState(models.TextChoices):
    WAITING = "waiting", "待办"
    ACCEPTED = "accepted", "已更正"
    DECLINED = "declined", "未采纳"
    PROCEDURE = "procedure", "转组织程序"


class CorrectionRequest(models.Model):
    """Somebody asks for their own record to be put right (R-LAW-22)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    field = models.CharField(
        "项目", max_length=20, choices=[(item.name, item.label) for item in ITEMS.values()]
    )
    value = SealedField("应为")
    reason = models.CharField("说明", max_length=200, blank=True, default="")
    state = models.CharField(
        "状态", max_length=10, choices=CorrectionState.choices, default="waiting"
    )
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    answer = models.CharField("答复", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("本人更正的申请与答复", "R-LAW-22", "member", keep=_KEEP)
    )

    class Meta:
        db_table = "correction_request"
        verbose_name = "更正申请"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["person", "state"], name="correction_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "field"], condition=Q(state="waiting"), name="correction_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.asked_at:%Y-%m-%d}"


class PersonMerge(models.Model):
    """Two records found to be one person; what was moved, so that it can be put back."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="保留")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="并入")
    before = SealedField("合并前")  # JSON: columns of both and rows that followed
    merged_at = models.DateTimeField("合并时间")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    privacy: ClassVar = Privacy.every(Datum("撤销误合并", "R-GEN-13", "member", keep=_KEEP))

    class Meta:
        db_table = "person_merge"
        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="personmerge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"


class Distinct(models.Model):
    """Two records that look alike and are known to be two people."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")  # the lower number
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    noted_at = models.DateTimeField("时间")

    privacy: ClassVar = Privacy.every(Datum("不再提示的相似记录", "R-LAW-05", "member", keep=_KEEP))

    class Meta:
        db_table = "person_distinct"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="persondistinct_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="persondistinct_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
