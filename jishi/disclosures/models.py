"""Tables: a disclosure on its way to the notice board, and the papers that show it hung there."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.base.models import StoredFile
from jishi.disclosures.kinds import Item, all_items
from jishi.disclosures.marks import AUDIENCES, STATES, TONES
from jishi.kernel.period import Period
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_RECORD = Privacy.every(
    Datum("党务村务公开的办理留痕", "R-GOV-28", "audit", keep="长期"),
)  # fmt: skip


class Disclosure(models.Model):
    """Something told. Whether it came in time follows from its days."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="disclosures", verbose_name="党组织",
        db_index=False,
    )  # fmt: skip
    item = models.CharField("事项", max_length=24)
    period = models.CharField("所属时期", max_length=16, blank=True, default="")
    happened_on = models.DateField("事项日期", null=True, blank=True)
    title = models.CharField("标题", max_length=80)
    text = models.CharField("公开内容", max_length=4000)
    audience = models.CharField("公开范围", max_length=8, choices=list(AUDIENCES.items()))
    place = models.CharField("公开地点", max_length=60, blank=True, default="")
    state = models.CharField("状态", max_length=10, choices=list(STATES.items()), default="draft")
    drafted_on = models.DateField("起草日期")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name="起草人",
    )  # fmt: skip
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False, verbose_name="审核人",
    )  # fmt: skip
    secrecy_by = models.CharField("保密审查人", max_length=30, blank=True, default="")
    published_on = models.DateField("公开日期", null=True, blank=True)
    shown_until = models.DateField("公开至", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    reason = models.CharField("退回或撤回的理由", max_length=200, blank=True, default="")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _RECORD

    class Meta:
        db_table = "disclosure"
        verbose_name = "党务村务公开"
        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(fields=["org", "state", "period"], name="disclosure_org"),
            models.Index(fields=["state", "audience", "published_on"], name="disclosure_public"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="disclosure_state"),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "withdrawn"))
                | (Q(published_on__isnull=False) & Q(reviewed_on__isnull=False)),
                name="disclosure_reviewed_first",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True)
                | Q(shown_until__gte=models.F("published_on")),
                name="disclosure_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def of_item(self) -> Item:
        return all_items()[self.item]

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def audience_label(self) -> str:
        return AUDIENCES[self.audience]

    @property
    def period_label(self) -> str:
        return Period.parse(self.period).label if self.period else ""

    def hangs(self, on: date) -> bool:
        """Whether it is to be seen that day."""
        if self.state != "published" or self.published_on is None:
            return False
        return self.published_on <= on and (self.shown_until is None or on <= self.shown_until)


class DisclosureFile(models.Model):
    """A photograph of the board, or the sheet that hung there; for those inside."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="files", db_index=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    privacy: ClassVar = _RECORD

    class Meta:
        db_table = "disclosure_file"
        ordering = ("disclosure", "id")
        indexes: ClassVar = [models.Index(fields=["disclosure"], name="disclosurefile_of")]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.file_id}"
