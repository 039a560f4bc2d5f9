"""A person as known today, member or not. The past is in `history`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.base.sealed import SealedField, mask_identity, mask_phone
from jishi.kernel.codes import EDUCATION, NATIONS
from jishi.kernel.partial import PartialDate
from jishi.people.kinds import (
    CATEGORIES,
    COUNTED,
    OCCUPATIONS,
    PRECISIONS,
    SEXES,
    STANDING_CHOICES,
    STANDINGS,
    Standing,
)
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_KEEP = "在册期间长期，离开后按党员档案规定"
_REGISTER = Datum("党员名册与组织管理", "R-REL-01", "member", keep=_KEEP)


def dated(day: date | None, precision: str) -> str:
    """A date as exactly as it is known: 1958-07."""
    return str(PartialDate(day, precision)) if day else ""  # type: ignore[arg-type]


class Person(models.Model):
    """One human being; `standing` says what they are to the Party, `none` for non-members."""

    code = models.CharField("编码", max_length=32, unique=True)
    name = models.CharField("姓名", max_length=50)  # R-FMT-17
    sex = models.CharField("性别", max_length=1, choices=list(SEXES.items()), default="0")
    nation = models.CharField("民族", max_length=2, blank=True, default="")  # R-FMT-14
    born_on = models.DateField("出生日期", null=True, blank=True)
    born_precision = models.CharField(
        "出生日期精度", max_length=5, choices=list(PRECISIONS.items()), default="day"
    )
    identity = SealedField("身份证号", mask=mask_identity, blank=True, default="")
    identity_index = models.CharField("身份证号检索码", max_length=64, blank=True, default="")
    phone = SealedField("手机号", mask=mask_phone, blank=True, default="")
    phone_index = models.CharField("手机号检索码", max_length=64, blank=True, default="")
    education = models.CharField("学历", max_length=2, blank=True, default="")  # R-FMT-15
    work_place = models.CharField("工作单位及职务", max_length=80, blank=True, default="")
    occupation = models.CharField(
        "职业", max_length=16, choices=list(OCCUPATIONS.items()), blank=True, default=""
    )
    category = models.CharField(
        "党员类别", max_length=12, choices=list(CATEGORIES.items()), blank=True, default=""
    )

    # Where the membership lies; for a non-member the organisation that keeps the record.
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="people", verbose_name="所在党组织",
        db_index=False,
    )  # fmt: skip
    group = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="党小组", db_index=False,
    )  # fmt: skip
    # Organisational life elsewhere without moving the membership (R-LIFE-34).
    takes_part_at = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="guests",
        verbose_name="参加组织生活的支部", db_index=False,
    )  # fmt: skip
    standing = models.CharField("状态", max_length=16, choices=STANDING_CHOICES, default="none")
    joined_on = models.DateField("入党日期", null=True, blank=True)  # R-DEV-36
    joined_precision = models.CharField(
        "入党日期精度", max_length=5, choices=list(PRECISIONS.items()), default="day"
    )
    full_on = models.DateField("转正日期", null=True, blank=True)  # seniority starts (R-DEV-35)
    full_precision = models.CharField(
        "转正日期精度", max_length=5, choices=list(PRECISIONS.items()), default="day"
    )
    since = models.DateField("在本组织自")

    shows_since = models.DateField("亮明党员身份自", null=True, blank=True)  # with consent
    confirmed_on = models.DateField("信息核对日期", null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name="并入", db_index=False,
    )  # fmt: skip
    search_text = models.CharField("检索词", max_length=400, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        _REGISTER,
        born_on=Datum("周岁、党龄与入党年龄核对", "R-GEN-11", "member", keep=_KEEP),
        identity=Datum("核对身份、消除重名", "R-LAW-05", "member", keep=_KEEP, masked=True),
        identity_index=Datum("按全号查找", "R-LAW-05", "member", keep=_KEEP, masked=True),
        phone=Datum("通知与联系本人", "R-FMT-18", "member", keep=_KEEP, masked=True),
        phone_index=Datum("按全号查找", "R-FMT-18", "member", keep=_KEEP, masked=True),
        nation=Datum("党内统计", "R-FMT-14", "member", keep=_KEEP),
        education=Datum("党内统计与培训安排", "R-STAT-05", "member", keep=_KEEP),
        occupation=Datum("党内统计", "R-STAT-04", "member", keep=_KEEP),
    )

    class Meta:
        db_table = "person"
        ordering = ("org", "name", "id")
        indexes: ClassVar = [
            # Gives lists their order and counts their rows without touching the table.
            models.Index(
                fields=["org", "name", "id", "standing", "merged_into"], name="person_org_name"
            ),
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["phone_index"], name="person_phone"),
            models.Index(fields=["full_on"], name="person_full_on"),
            # Few people are in a group, a guest or merged: what most have not is not indexed.
            models.Index(fields=["group"], condition=Q(group__isnull=False), name="person_group"),
            models.Index(
                fields=["takes_part_at"],
                condition=Q(takes_part_at__isnull=False),
                name="person_takes_part",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="person_merged",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~Q(identity_index="") & Q(merged_into__isnull=True),
                name="person_one_identity",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=COUNTED) | Q(joined_on__isnull=False),
                name="person_member_has_joined",
            ),
            models.CheckConstraint(
                condition=Q(full_on__isnull=True) | Q(full_on__gte=models.F("joined_on")),
                name="person_full_after_joined",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(standing__in=COUNTED),
                name="person_merged_not_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def with_identity(cls, indexes: Iterable[str]) -> models.QuerySet[Person]:
        """Whoever is on the books under one of these numbers.

        The condition repeats that of the unique index, or the databases would not use it.
        """
        unmerged = cls.objects.filter(~Q(identity_index=""), merged_into=None)
        return unmerged.filter(identity_index__in=[index for index in indexes if index])

    @property
    def stands(self) -> Standing:
        return STANDINGS[self.standing]

    @property
    def standing_label(self) -> str:
        return STANDINGS[self.standing].label

    @property
    def sex_label(self) -> str:
        return SEXES[self.sex] if self.sex in ("1", "2") else ""

    @property
    def nation_label(self) -> str:
        return NATIONS.get(self.nation, "")

    @property
    def education_label(self) -> str:
        return EDUCATION.get(self.education, "")

    @property
    def born_text(self) -> str:
        return dated(self.born_on, self.born_precision)

    @property
    def joined_text(self) -> str:
        return dated(self.joined_on, self.joined_precision)

    @property
    def full_text(self) -> str:
        return dated(self.full_on, self.full_precision)

    @property
    def is_member(self) -> bool:
        return self.stands.counted or self.standing == "stopped"
