"""Fewer hours for somebody in a year, agreed by the branch and on record (R-EDU-11)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.people.models import Person
from jishi.training.marks import GROUNDS
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy


class Relief(models.Model):
    """The hours somebody still owes that year; none at all is lawful."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="reliefs", db_index=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.SmallIntegerField("年度")
    hours = models.SmallIntegerField("核定学时")
    ground = models.CharField("原因", max_length=8, choices=list(GROUNDS.items()))
    granted_on = models.DateField("核定日期")
    granted_by = models.CharField("核定人", max_length=60, blank=True, default="")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(
        Datum("学时减免", "R-EDU-11", "member", keep="年度结束后三年，由当地规定", masked=True)
    )

    class Meta:
        db_table = "training_relief"
        verbose_name = "学时减免"
        ordering = ("-year", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(withdrawn_on__isnull=True),
                name="trainingrelief_one",
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="trainingrelief_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.person_id}"
