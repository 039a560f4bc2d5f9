"""Units: what there is besides the Party organisations, and which of these covers it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.registers.unit_kinds import MODE_CHOICES, MODES, UNIT_KIND_CHOICES, UNIT_KINDS, UnitKind
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_HEAD = Datum("单位负责人与党建联系", "R-GOV-07", "member", keep="单位存续期间，注销后三年")


class Unit(models.Model):
    """A village, bureau, school, enterprise, social organisation, park or project."""

    code = models.CharField("编码", max_length=32, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=24, choices=UNIT_KIND_CHOICES)
    industry = models.CharField("行业", max_length=40, blank=True, default="")
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True, default="")  # R-FMT-04
    district = models.CharField("区划代码", max_length=12, blank=True, default="")  # R-FMT-10
    # Whoever answers for Party building there: decides who may see and keep it.
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="units", verbose_name="归口党组织"
    )
    staff = models.IntegerField("职工人数", null=True, blank=True)
    members = models.IntegerField("党员人数（排查）", null=True, blank=True)
    full_members = models.IntegerField("正式党员人数（排查）", null=True, blank=True)
    head = models.CharField("负责人", max_length=50, blank=True, default="")
    head_is_member = models.BooleanField("负责人是党员", null=True, blank=True)
    charter_has_party = models.BooleanField("党建写入章程", null=True, blank=True)
    has_mass_organisation = models.BooleanField("有工会、共青团等群团组织", default=False)
    is_large = models.BooleanField("规模大或跨区域", default=False)  # of carriers (R-ORG-09)
    opened_on = models.DateField("成立（开工）日期", null=True, blank=True)
    ends_on = models.DateField("预计完工日期", null=True, blank=True)  # of projects (R-ORG-08)
    surveyed_on = models.DateField("最近排查日期", null=True, blank=True)
    gap_reason = models.CharField("应建未建原因", max_length=120, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    closed_on = models.DateField("注销日期", null=True, blank=True)
    search_text = models.CharField("检索词", max_length=400, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_HEAD)

    class Meta:
        db_table = "unit"
        ordering = ("org", "name", "id")
        indexes: ClassVar = [
            models.Index(fields=["org", "kind"], name="unit_org_kind"),
            models.Index(fields=["kind", "closed_on"], name="unit_kind_closed"),
            models.Index(fields=["name"], name="unit_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="unit_one_credit_code"
            ),
            models.CheckConstraint(
                condition=(Q(staff__isnull=True) | Q(staff__gte=0))
                & (Q(members__isnull=True) | Q(members__gte=0))
                & (Q(full_members__isnull=True) | Q(full_members__gte=0)),
                name="unit_counts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(full_members__isnull=True)
                | Q(members__isnull=True)
                | Q(full_members__lte=F("members")),
                name="unit_full_within_members",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(ends_on__gte=F("opened_on")),
                name="unit_ends_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_kind(self) -> UnitKind:
        return UNIT_KINDS[self.kind]

    @property
    def kind_label(self) -> str:
        return UNIT_KINDS[self.kind].label


class UnitCoverage(models.Model):
    """Which Party organisation covers a unit, in which mode, from one day until another."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverage")
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="covers", verbose_name="覆盖党组织"
    )
    mode = models.CharField("组建方式", max_length=12, choices=MODE_CHOICES)
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")

    privacy: ClassVar = Privacy.none("单位与党组织的关系，不含个人信息")

    class Meta:
        db_table = "unit_coverage"
        ordering = ("unit", "since")
        indexes: ClassVar = [models.Index(fields=["org", "until"], name="unitcoverage_org")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until__isnull=True), name="unitcoverage_one_open"
            ),
            models.UniqueConstraint(fields=["unit", "since"], name="unitcoverage_one_start"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="unitcoverage_until_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.org_id} {self.since}"

    @property
    def mode_label(self) -> str:
        return MODES[self.mode]
