"""The sessions of a training class, and who missed one of them.

A class of several days is one activity; its hours belong to the days they were taught on, so that
one that runs over the turn of the year is counted in both (R-EDU-08).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.activities.marks import SYLLABUS, choices
from jishi.activities.models.activity import RECORD, Activity
from jishi.people.models import Person
from jishi.tree.privacy import Datum, Privacy


class ClassSession(models.Model):
    """One course of a class: a day, its hours, what of the syllabus it teaches."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="sessions", db_index=False)
    number = models.SmallIntegerField("节次")
    held_on = models.DateField("日期")
    hours = models.DecimalField("学时", max_digits=4, decimal_places=1)
    title = models.CharField("课程", max_length=80)
    subject = models.CharField("大纲专题", max_length=12, choices=choices(SYLLABUS))
    lecturer_name = models.CharField("授课人", max_length=50, blank=True, default="")

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "class_session"
        verbose_name = "培训课程"
        ordering = ("activity", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "number"], name="classsession_one_number"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="classsession_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SessionAbsence(models.Model):
    """Somebody who took part in the class but not in this session."""

    session = models.ForeignKey(
        ClassSession, models.CASCADE, related_name="absences", db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="session_absences", db_index=False
    )

    privacy: ClassVar = Privacy.every(
        Datum("缺课情况", "R-EDU-08", "member", keep="培训结束后三年，由当地规定")
    )

    class Meta:
        db_table = "session_absence"
        verbose_name = "缺课"
        ordering = ("session", "id")
        indexes: ClassVar = [
            models.Index(fields=["person", "session"], name="sessionabsence_person")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "person"], name="sessionabsence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"
