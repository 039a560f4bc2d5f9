"""Who is to take part in a class, and how many an organisation may send."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.activities.models import Activity
from jishi.people.models import Person
from jishi.training.marks import WAYS
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy


class Quota(models.Model):
    """Places of a class for an organisation, which names whom it sends."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="quotas", db_index=False)
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="training_quotas")
    places = models.SmallIntegerField("名额")
    until = models.DateField("报名截止")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("培训班给各组织的名额，不含个人信息")

    class Meta:
        db_table = "training_quota"
        verbose_name = "培训名额"
        ordering = ("activity", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "org"], name="trainingquota_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="trainingquota_places"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.org_id}"


class Enrolment(models.Model):
    """One person on the list of a class; whether they came is attendance."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="enrolments", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    quota = models.ForeignKey(
        Quota, models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    way = models.CharField("报名方式", max_length=6, choices=list(WAYS.items()))
    added_on = models.DateField("报名日期")
    added_by = models.CharField("报名人", max_length=60, blank=True, default="")

    privacy: ClassVar = Privacy.every(
        Datum("培训报名", "R-EDU-01", "member", keep="培训结束后三年，由当地规定")
    )

    class Meta:
        db_table = "training_enrolment"
        verbose_name = "培训报名"
        ordering = ("activity", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="trainingenrolment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"
