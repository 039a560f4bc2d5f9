"""What organisations have beside their place in the tree: terms of office."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jishi.kernel import term as kernel
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy

RUNNING = Q(ended_on__isnull=True, org__closed_on__isnull=True)


class Term(models.Model):
    """From one election to the next. Whether it is overdue follows from the day, so is not kept."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="terms")
    level = models.CharField(
        "机构", max_length=16, choices=[(level.value, level.label) for level in kernel.Level]
    )
    elected_on = models.DateField("选举日期")
    years = models.SmallIntegerField("任期年数")
    ends_on = models.DateField("届满日期")  # derived: the extended end, else the regular one
    extended_to = models.DateField("延期至", null=True, blank=True)
    extension_document = models.CharField("延期批复", max_length=60, blank=True, default="")
    document = models.CharField("选举结果批复", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    ended_on = models.DateField("本届结束", null=True, blank=True)  # next election, or closing
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.none("组织的任期，不含个人信息")

    class Meta:
        db_table = "org_term"
        ordering = ("org", "elected_on")
        indexes: ClassVar = [models.Index(fields=["ends_on"], name="term_ends_on")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org"], condition=Q(ended_on__isnull=True), name="term_one_running"
            ),
            models.UniqueConstraint(fields=["org", "elected_on"], name="term_one_election"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("elected_on")), name="term_ends_after_election"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("elected_on")),
                name="term_ended_after_election",
            ),
            # R-ORG-27: no extension without its approval, and the end is then the extended one.
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True)
                | (~Q(extension_document="") & Q(ends_on=F("extended_to"))),
                name="term_extension_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elected_on} 至 {self.ends_on}"

    @property
    def as_term(self) -> kernel.Term:
        return kernel.Term(self.elected_on, self.years, self.extended_to)
