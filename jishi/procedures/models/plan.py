"""How many new members an organisation is to admit in a year (R-DEV-40)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy


class AdmissionPlan(models.Model):
    """A guiding number from above; used and remaining are counted from the procedures."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="admission_plans", db_index=False
    )
    year = models.SmallIntegerField("年度")
    places = models.SmallIntegerField("计划数")
    note = models.CharField("说明", max_length=120, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("组织的年度计划数，不含个人信息")

    class Meta:
        db_table = "admission_plan"
        verbose_name = "发展党员计划"
        ordering = ("-year", "org")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "year"], name="admissionplan_once"),
            models.CheckConstraint(condition=Q(places__gte=0), name="admissionplan_places"),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {self.year}"
