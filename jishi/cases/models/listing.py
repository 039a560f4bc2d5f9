"""A list of problems: drawn up once, the same case may stand on several."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jishi.cases.models.case import Case
from jishi.tree.models import Organisation
from jishi.tree.privacy import Privacy

_NONE = Privacy.none("问题清单的名称和去向，不含个人信息")


class CaseList(models.Model):
    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="case_lists", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    title = models.CharField("清单名称", max_length=60)
    document = models.CharField("文号", max_length=60, blank=True, default="")
    made_on = models.DateField("建立日期")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "case_list"
        ordering = ("-made_on", "-id")
        indexes: ClassVar = [models.Index(fields=["org", "made_on"], name="caselist_org")]

    def __str__(self) -> str:
        return self.title


class CaseListing(models.Model):
    list = models.ForeignKey(CaseList, models.CASCADE, related_name="entries", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="listings", db_index=False)

    privacy: ClassVar = _NONE

    class Meta:
        db_table = "case_listing"
        ordering = ("list", "id")
        indexes: ClassVar = [models.Index(fields=["case"], name="caselisting_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "case"], name="caselisting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.case_id}"
