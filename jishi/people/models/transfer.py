"""The three-part letter that takes a membership from one branch to another, and its way.

Names are kept as they stood on the letter: it is a document. What depends on the day, that it has
run out, is asked (`rules.transfer`), not stored.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jishi.people.models.person import Person
from jishi.people.rules.transfer import (
    DISTANCES,
    LETTER,
    MOST_DAYS,
    OPEN,
    REASONS,
    RETURNS,
    dues_from,
)
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_STUB = Datum("组织关系转接与存根", "R-REL-08", "member", keep="存根保存 10 年")
STATE_CHOICES = [(state.name, state.label) for state in LETTER.states]
_BEFORE = ("requested", "cancelled")  # such a letter may have no number yet


class TransferLetter(models.Model):
    """存根、介绍信、回执 are three views of this one row."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="letters")
    from_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="转出支部",
    )  # fmt: skip
    from_name = models.CharField("转出方", max_length=120)
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="开具党委",
    )  # fmt: skip
    to_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="接收党委",
    )  # fmt: skip
    to_name = models.CharField("接收方", max_length=120)
    to_branch = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="编入支部",
    )  # fmt: skip
    distance = models.CharField(
        "远近", max_length=10, choices=list(DISTANCES.items()), default="county"
    )
    reason = models.CharField("转移原因", max_length=10, choices=list(REASONS.items()))
    note = models.CharField("说明", max_length=100, blank=True, default="")
    paid_to = models.DateField("党费交至")  # the first day of that month (R-REL-22)
    requested_on = models.DateField("申请日期")

    year = models.IntegerField("年份", null=True, blank=True)
    number = models.IntegerField("编号", null=True, blank=True)
    outside_number = models.CharField("外来介绍信编号", max_length=40, blank=True, default="")
    issued_on = models.DateField("开具日期", null=True, blank=True)
    valid_days = models.IntegerField("有效期（天）", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)
    received_on = models.DateField("接收日期", null=True, blank=True)
    materials_checked = models.BooleanField("已审查入党材料", default=False)
    receipt_on = models.DateField("回执日期", null=True, blank=True)
    ended_on = models.DateField("办结日期", null=True, blank=True)
    return_reason = models.CharField(
        "退回理由", max_length=16, choices=list(RETURNS.items()), blank=True, default=""
    )
    end_note = models.CharField("退回、撤销说明", max_length=100, blank=True, default="")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name="补开自",
    )  # fmt: skip
    statement = models.CharField("支部说明", max_length=200, blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=STATE_CHOICES, default="requested")
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = Privacy.every(_STUB)

    class Meta:
        db_table = "transfer_letter"
        verbose_name = "组织关系介绍信"
        ordering = ("-requested_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["from_org", "state"], name="letter_from"),
            models.Index(fields=["to_org", "state"], name="letter_to"),
            models.Index(fields=["to_branch"], name="letter_branch"),
            models.Index(fields=["state", "valid_until"], name="letter_state_until"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=OPEN), name="letter_one_open"
            ),  # R-REL-23
            models.UniqueConstraint(
                fields=["issuer", "year", "number"],
                condition=Q(number__isnull=False),
                name="letter_number",
            ),
            models.CheckConstraint(
                condition=Q(valid_days__isnull=True)
                | Q(valid_days__gte=1, valid_days__lte=MOST_DAYS),
                name="letter_days",
            ),  # R-REL-06
            models.CheckConstraint(
                condition=Q(from_org__isnull=False) | Q(to_org__isnull=False),
                name="letter_a_side_ours",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_BEFORE)
                | Q(issued_on__isnull=False, valid_days__isnull=False, valid_until__isnull=False),
                name="letter_issued_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_BEFORE)
                | Q(from_org__isnull=True)
                | Q(number__isnull=False, year__isnull=False),
                name="letter_issued_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(receipt_on__isnull=False),
                name="letter_closed_has_receipt",
            ),  # R-REL-08
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="letter_returned_has_reason",
            ),  # R-REL-05
        ]

    def __str__(self) -> str:
        return self.code or "待开具的介绍信"

    @property
    def code(self) -> str:
        """〔2026〕第 12 号, or whatever stood on a letter from outside."""
        if self.number is None:
            return self.outside_number
        return f"〔{self.year}〕第 {self.number} 号"

    @property
    def state_label(self) -> str:
        return LETTER.state(self.state).label

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def in_transit(self) -> bool:
        """On its way: the sending branch still answers for the member (R-REL-04)."""
        return self.state == "issued"

    @property
    def is_final(self) -> bool:
        return LETTER.state(self.state).final

    @property
    def dues_from(self) -> date:
        return dues_from(self.paid_to)

    def lapsed(self, today: date) -> bool:
        return self.in_transit and self.valid_until is not None and self.valid_until < today


class TransferStep(models.Model):
    """One step of a letter at one desk: its way, and the lines of the window's register."""

    letter = models.ForeignKey(TransferLetter, models.PROTECT, related_name="steps")
    name = models.CharField("步骤", max_length=16)  # a transition of `LETTER`, or how it began
    on = models.DateField("日期")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="经办组织")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField("记录时间")

    privacy: ClassVar = Privacy.every(_STUB)

    class Meta:
        db_table = "transfer_step"
        verbose_name = "介绍信办理步骤"
        ordering = ("letter", "on", "id")
        indexes: ClassVar = [
            models.Index(fields=["org", "name", "on"], name="transferstep_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.on}"

    @property
    def label(self) -> str:
        return STEP_LABELS[self.name]

    @property
    def direction(self) -> str:
        return "转出" if self.name in WINDOW_OUT else "转入" if self.name in WINDOW_IN else ""


STEP_LABELS = {
    "request": "申请转出",
    "take_in": "接收县外介绍信",
    **{step.name: step.label for step in LETTER.transitions},
}
# Whoever comes to the window is one person-time: out when a letter is written, in when one is
# taken or refused; the receipts that follow are the offices' own business.
WINDOW_OUT = ("issue",)
WINDOW_IN = ("receive", "send_back", "take_in")
