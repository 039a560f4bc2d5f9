"""Venues: where an organisation meets and serves, with its rooms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.registers.venue_kinds import (
    ROOM_KIND_CHOICES,
    ROOM_KINDS,
    VENUE_KIND_CHOICES,
    VENUE_KINDS,
)
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy

_NONE = Privacy.none("场所和房间，不含个人信息")


class Venue(models.Model):
    """A service centre, a village's house, a ward or an outer area; kept by an organisation."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="venues", verbose_name="所属党组织"
    )
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=20, choices=VENUE_KIND_CHOICES)
    address = models.CharField("地址", max_length=120, blank=True, default="")
    area = models.IntegerField("面积（㎡）", default=0)
    households = models.IntegerField("服务户数", null=True, blank=True)
    signs = models.SmallIntegerField("对外牌子数", default=0)
    open_to_mobile = models.BooleanField("对流动党员开放", default=True)  # R-GOV-13
    note = models.CharField("说明", max_length=200, blank=True, default="")
    since = models.DateField("启用日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "venue"
        ordering = ("org", "name", "id")
        indexes: ClassVar = [models.Index(fields=["kind", "closed_on"], name="venue_kind_closed")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "name"], name="venue_named_once"),
            models.CheckConstraint(
                condition=Q(area__gte=0)
                & Q(signs__gte=0)
                & (Q(households__isnull=True) | Q(households__gt=0)),
                name="venue_numbers_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return VENUE_KINDS[self.kind]


class VenueRoom(models.Model):
    """A room that a venue has."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms")
    kind = models.CharField("功能", max_length=20, choices=ROOM_KIND_CHOICES)
    area = models.IntegerField("面积（㎡）", default=0)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "venue_room"
        ordering = ("venue", "kind", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["venue", "kind"], name="venueroom_one_of_kind"),
            models.CheckConstraint(condition=Q(area__gte=0), name="venueroom_area_not_negative"),
        ]

    def __str__(self) -> str:
        return ROOM_KINDS[self.kind]
