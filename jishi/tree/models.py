"""Organisations with their dated states, the recorded acts that changed them, and grants."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q

from jishi.kernel.path import subtree_bounds
from jishi.tree.kinds import APPROVER_CHOICES, KIND_CHOICES, ORG_KINDS, SECTOR_CHOICES, SECTORS
from jishi.tree.privacy import Datum, Privacy


class PathField(models.CharField):  # type: ignore[type-arg]
    """Text compared byte by byte in both databases, so that a subtree is one index range."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Organisation(models.Model):
    """A Party organisation as it stands today. Its past is in `OrganisationState`."""

    code = models.CharField("编码", max_length=32, unique=True)  # 按字符串存（R-FMT-08）
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField("类型", max_length=24, choices=KIND_CHOICES)
    sector = models.CharField("领域", max_length=24, choices=SECTOR_CHOICES)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    path = PathField("路径", max_length=190, unique=True)  # derived from parent, never the truth
    place = models.IntegerField("排序", default=0)  # among its siblings
    # The places from the root down, so that sorting by it draws the tree; derived like the path.
    line = PathField("次序", max_length=90, default="", db_index=True)
    founded_on = models.DateField("成立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    # Who carries on what was merged away; whoever reads there reads here too. Of a chain, the last.
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入"
    )
    search_text = models.CharField("检索词", max_length=400, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("组织信息，不含个人信息")

    class Meta:
        db_table = "organisation"
        ordering = ("line",)
        indexes: ClassVar = [
            models.Index(fields=["parent", "place"], name="org_parent_place"),
            models.Index(fields=["kind", "path"], name="org_kind_path"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("founded_on")),
                name="org_closed_after_founded",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
                name="org_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def kind_label(self) -> str:
        return ORG_KINDS[self.kind].label

    @property
    def sector_label(self) -> str:
        return SECTORS[self.sector]

    @property
    def depth(self) -> int:
        return str(self.path).count("/") - 2

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def line_under(self, parent: Organisation | None) -> str:
        """Six figures a level: a million siblings sort right."""
        return f"{parent.line if parent else ''}{self.place:06d}"

    def below(self) -> Q:
        """This organisation and all under it."""
        low, high = subtree_bounds(self.path)
        return Q(path__gte=low, path__lt=high)


class OrganisationState(models.Model):
    """What an organisation was from one day until another: the tree has dates (law 5)."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="states")
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    kind = models.CharField("类型", max_length=24, choices=KIND_CHOICES)
    sector = models.CharField("领域", max_length=24, choices=SECTOR_CHOICES)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    privacy: ClassVar = Privacy.none("组织信息，不含个人信息")

    class Meta:
        db_table = "organisation_state"
        ordering = ("org", "since")
        indexes: ClassVar = [models.Index(fields=["since", "until"], name="orgstate_dates")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "since"], name="orgstate_one_start"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="orgstate_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_name} {self.since}"


class ChangeKind(models.TextChoices):
    FOUND = "found", "成立"
    RENAME = "rename", "更名"
    REKIND = "rekind", "改设"
    MOVE = "move", "调整隶属"
    CLOSE = "close", "撤销"
    REOPEN = "reopen", "恢复"
    MERGE = "merge", "并入"  # of the one that is no more; `other` is its successor
    ABSORB = "absorb", "合并接收"  # of the successor; `other` is what it took over
    SPLIT = "split", "分设"  # of the one that was divided; `other` is the new one


class OrganisationChange(models.Model):
    """The recorded act behind a new state: what, when, by which document."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="changes")
    kind = models.CharField("事项", max_length=12, choices=ChangeKind.choices)
    on = models.DateField("日期")
    document = models.CharField("批复文号", max_length=60, blank=True, default="")
    approved_by = models.CharField(
        "批准机关", max_length=12, choices=APPROVER_CHOICES, blank=True, default=""
    )
    note = models.CharField("说明", max_length=200, blank=True, default="")
    other = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("记录时间")

    privacy: ClassVar = Privacy.none("组织变更，不含个人信息")

    class Meta:
        db_table = "organisation_change"
        ordering = ("org", "on", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Grant(models.Model):
    """Who may act as what, where, from when until when. Read only by `reach.py`."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=32)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="grants")
    subtree = models.BooleanField("含下级", default=True)
    since = models.DateField("自")
    until = models.DateField("至（含）", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("依据", max_length=120, blank=True, default="")

    privacy: ClassVar = Privacy.every(
        Datum("授权与责任追究", "R-LAW-03", "account", keep="账号停用后 3 年")
    )

    class Meta:
        db_table = "access_grant"
        ordering = ("account", "-since", "id")
        indexes: ClassVar = [models.Index(fields=["account", "since"], name="grant_account_since")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="grant_until_after_since",
            ),
            # The three administrators hold no grants at all: their kind is their only right.
            models.CheckConstraint(
                condition=~Q(role__in=["sysadmin", "secadmin", "auditor"]),
                name="grant_no_administrator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.org_id}"
