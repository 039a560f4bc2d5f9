"""What happens to a case, with its papers; the people and units it names."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from jishi.base.models import StoredFile
from jishi.cases.models.case import RECORD, Case
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy


class CaseStep(models.Model):
    """One thing that was done; never changed afterwards."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps_taken", db_index=False)
    step = models.CharField("步骤", max_length=12)
    at = models.DateTimeField("时间")
    on = models.DateField("日期")
    round = models.SmallIntegerField("轮次", default=0)  # how often it had been reopened
    before = models.CharField("原状态", max_length=10)
    after = models.CharField("新状态", max_length=10)
    text = models.CharField("内容", max_length=500, blank=True, default="")
    method = models.CharField("方式", max_length=12, blank=True, default="")
    org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    by_name = models.CharField("办理人", max_length=60)
    shown = models.BooleanField("诉求人可见", default=False)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "case_step"
        ordering = ("case", "id")
        indexes: ClassVar = [
            models.Index(fields=["case", "id"], name="casestep_case"),
            models.Index(fields=["step", "on"], name="casestep_step"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class CaseFile(models.Model):
    """A photograph or paper handed in with a step."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files", db_index=False)
    step = models.ForeignKey(CaseStep, models.CASCADE, related_name="files", db_index=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "case_file"
        ordering = ("case", "id")
        indexes: ClassVar = [
            models.Index(fields=["case"], name="casefile_case"),
            models.Index(fields=["step"], name="casefile_step"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.file_id}"


class CaseRole(models.Model):
    """Somebody, or a unit, that a case names: 联村领导, 协办单位."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="roles", db_index=False)
    role = models.CharField("角色", max_length=16)
    name = models.CharField("姓名或单位", max_length=60)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="case_roles",
        db_index=False,
    )  # fmt: skip
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    privacy: ClassVar = Privacy.every(RECORD)

    class Meta:
        db_table = "case_role"
        verbose_name = "问题和诉求里的责任人"
        ordering = ("case", "role", "id")
        indexes: ClassVar = [
            models.Index(fields=["case", "role"], name="caserole_case"),
            models.Index(fields=["org", "role"], name="caserole_org"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name}"
