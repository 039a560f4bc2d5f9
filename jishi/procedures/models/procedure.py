"""A procedure of an organisation, about a person or a matter, and its steps as they were taken."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.activities.models import Activity
from jishi.base.models import StoredFile
from jishi.people.models import Person
from jishi.procedures.marks import STATES, choices
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

KEEP = "办结后随党员材料、村级档案保存，按当地档案规定"
RECORD = Datum("发展党员等程序的办理", "R-DEV-41", "member", keep=KEEP)


class Procedure(models.Model):
    """It keeps the edition it began with. Days of the next step are kept to sort and filter by;
    whether it is late is asked of them and today, never stored."""

    kind = models.CharField("种类", max_length=32)
    edition = models.SmallIntegerField("版次", default=1)
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="procedures", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="procedures",
        verbose_name="对象",
    )  # fmt: skip
    title = models.CharField("事项", max_length=120)
    opened_on = models.DateField("发起日期")
    opened_by = models.CharField("发起人", max_length=60, blank=True, default="")
    opening = models.JSONField("发起内容", default=dict)
    state = models.CharField("状态", max_length=10, choices=choices(STATES), default="running")
    step = models.CharField("下一步", max_length=32, blank=True, default="")
    stage = models.CharField("阶段", max_length=32, blank=True, default="")
    earliest_on = models.DateField("最早可办", null=True, blank=True)
    latest_on = models.DateField("最迟应办", null=True, blank=True)
    red_after = models.DateField("超期自", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=200, blank=True, default="")
    # A time limit put off by the superior, for the step named.
    extended_step = models.CharField("延长的步骤", max_length=32, blank=True, default="")
    extended_to = models.DateField("延长至", null=True, blank=True)
    extended_reason = models.CharField("延长原因", max_length=200, blank=True, default="")
    moving_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="转往", db_index=False,
    )  # fmt: skip
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "procedure"
        verbose_name = "程序"
        ordering = ("-opened_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["org", "kind", "state"], name="procedure_org_kind"),
            models.Index(fields=["kind", "state", "red_after"], name="procedure_red"),
            models.Index(fields=["kind", "state", "latest_on", "id"], name="procedure_latest"),
            models.Index(
                fields=["moving_to"], condition=Q(moving_to__isnull=False), name="procedure_moving"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="procedure_state"),
            models.CheckConstraint(
                condition=Q(state="running", ended_on__isnull=True)
                | (~Q(state="running") & Q(ended_on__isnull=False)),
                name="procedure_ended_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(step="") | ~Q(state="running"), name="procedure_running_has_step"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state="running", person__isnull=False),
                name="procedure_one_running",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        return STATES[self.state]


class ProcedureStep(models.Model):
    """One step as it was taken. What a return or an extension sets aside stays on record."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="steps", db_index=False)
    number = models.SmallIntegerField("序号")
    code = models.CharField("步骤", max_length=32)
    done_on = models.DateField("日期")
    outcome = models.CharField("结果", max_length=20, default="done")
    payload = models.JSONField("内容", default=dict)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    reason = models.CharField("理由", max_length=200, blank=True, default="")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="procedure_steps",
        verbose_name="会议",
    )  # fmt: skip
    topic = models.SmallIntegerField("议题序号", null=True, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    stands = models.BooleanField("有效", default=True)
    remarks = models.JSONField("提醒", default=list)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    entered_by = models.CharField("登记人", max_length=60, blank=True, default="")
    entered_on = models.DateField("登记日期")

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "procedure_step"
        verbose_name = "程序的步骤"
        ordering = ("procedure", "number")
        indexes: ClassVar = [
            models.Index(fields=["code", "done_on"], name="procedurestep_code"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedurestep_number"),
            # One topic, one vote, one person (R-DEV-20).
            models.UniqueConstraint(
                fields=["activity", "topic"],
                condition=Q(stands=True, topic__isnull=False),
                name="procedurestep_one_topic",
            ),
            models.CheckConstraint(
                condition=Q(topic__isnull=True) | Q(activity__isnull=False),
                name="procedurestep_topic_of",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.done_on}"
