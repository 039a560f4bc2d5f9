"""The books of an organisation: entries besides what members pay, closings, spending.

What crosses from one organisation to another is one row seen from both sides: it leaves the one on
the day it is sent and reaches the other on the day it is received, so nothing is lost between.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jishi.funds.kinds import ENTRY_CHOICES, ENTRY_KINDS, PAYMENT_KINDS, SPENDING_STATES, USES
from jishi.funds.models.amounts import KEEP
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_BOOK = Privacy.every(Datum("党费账目与责任", "R-FEE-24", "account", keep=KEEP))


class FundBook(models.Model):
    """Who keeps the book of an organisation; its row is the gate for everything written in it."""

    org = models.OneToOneField(Organisation, models.PROTECT, related_name="fund_book")
    accountant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="党费会计",
    )  # fmt: skip
    cashier = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="党费出纳",
    )  # fmt: skip
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _BOOK

    class Meta:
        db_table = "fund_book"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accountant__isnull=True)
                | Q(cashier__isnull=True)
                | ~Q(accountant=F("cashier")),
                name="fundbook_keepers_apart",
            ),
        ]

    def __str__(self) -> str:
        return f"党费账 {self.org_id}"


class FundEntry(models.Model):
    """A line in a book that is no member's payment. Never changed; corrected by a reversal."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="fund_entries")
    kind = models.CharField("种类", max_length=8, choices=ENTRY_CHOICES)
    fund = models.CharField(
        "科目", max_length=8, choices=list(PAYMENT_KINDS.items()), default="regular"
    )
    on = models.DateField("日期")
    book_month = models.IntegerField("记账月份")
    amount_fen = models.BigIntegerField("金额（分）")
    # Where it goes; none for an organisation outside this installation.
    other = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="fund_arrivals",
        verbose_name="对方组织",
    )  # fmt: skip
    received_on = models.DateField("收到日期", null=True, blank=True)
    received_month = models.IntegerField("对方记账月份", null=True, blank=True)
    received_fen = models.BigIntegerField("收到金额（分）", null=True, blank=True)
    period_first = models.IntegerField("所属期起月", null=True, blank=True)
    period_last = models.IntegerField("所属期止月", null=True, blank=True)
    note = models.CharField("摘要", max_length=120, blank=True, default="")
    document = models.CharField("凭证号", max_length=60, blank=True, default="")
    bank_serial = models.CharField("银行流水号", max_length=40, blank=True, default="")  # R-LAW-09
    reversal_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _BOOK

    class Meta:
        db_table = "fund_entry"
        ordering = ("-on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["org", "book_month"], name="fundentry_org_month"),
            models.Index(fields=["other", "received_month"], name="fundentry_other"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reversal_of__isnull=True, amount_fen__gt=0)
                | Q(reversal_of__isnull=False, amount_fen__lt=0),
                name="fundentry_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.code for k in ENTRY_KINDS.values() if k.crosses])
                | Q(other__isnull=True),
                name="fundentry_other_crosses",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("org")), name="fundentry_not_itself"
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_fen__isnull=True)
                | Q(received_on__isnull=False, received_fen__isnull=False, other__isnull=False),
                name="fundentry_received",
            ),
            models.CheckConstraint(
                condition=Q(period_first__isnull=True) | Q(period_last__gte=F("period_first")),
                name="fundentry_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} {self.on} {self.amount}"

    @property
    def kind_label(self) -> str:
        return ENTRY_KINDS[self.kind].label

    @property
    def amount(self) -> str:
        return yuan(self.amount_fen)


class MonthClosing(models.Model):
    """The sums of a month in a book, and a digest of the rows they were made of."""

    org = models.ForeignKey(Organisation, models.PROTECT, related_name="fund_closings")
    month = models.IntegerField("月份")
    payable_count = models.IntegerField("应交人数")
    paid_count = models.IntegerField("已交人数")
    payable_fen = models.BigIntegerField("应交（分）")
    collected_fen = models.BigIntegerField("实收按月党费（分）")
    large_fen = models.BigIntegerField("实收大额党费（分）")
    special_fen = models.BigIntegerField("实收特殊党费（分）")
    in_fen = models.BigIntegerField("其他收入（分）")
    out_fen = models.BigIntegerField("上缴、下拨和支出（分）")
    balance_fen = models.BigIntegerField("月末留存（分）")
    digest = models.CharField("核对码", max_length=64)
    closed_at = models.DateTimeField("结账时间")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    privacy: ClassVar = _BOOK

    class Meta:
        db_table = "fund_month_closing"
        ordering = ("-month",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["org", "month"], name="monthclosing_once"),
            models.CheckConstraint(condition=Q(balance_fen__gte=0), name="monthclosing_not_below"),
        ]

    def __str__(self) -> str:
        return f"{self.org_id} {Month(self.month)}"


class Spending(models.Model):
    """Somebody asks to use dues, it is decided together, then paid from the holder's book."""

    org = models.ForeignKey(
        Organisation, models.PROTECT, related_name="spendings", verbose_name="申请组织"
    )
    holder = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="列支组织"
    )
    use = models.CharField("类别", max_length=12, choices=list(USES.items()))
    purpose = models.CharField("用途", max_length=120)
    amount_fen = models.BigIntegerField("金额（分）")
    meeting = models.CharField("集体研究的会议", max_length=80)
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        "状态", max_length=8, choices=list(SPENDING_STATES.items()), default="applied"
    )
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    document = models.CharField("审批文号或意见", max_length=80, blank=True, default="")
    entry = models.OneToOneField(
        FundEntry, models.PROTECT, null=True, blank=True, related_name="spending"
    )
    version = models.IntegerField("版本", default=1)

    privacy: ClassVar = _BOOK

    class Meta:
        db_table = "fund_spending"
        ordering = ("-asked_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["holder", "state"], name="spending_holder_state"),
            models.Index(fields=["org", "asked_on"], name="spending_org"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(use__in=list(USES)), name="spending_five_uses"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="spending_positive"),
            models.CheckConstraint(condition=~Q(meeting=""), name="spending_meeting"),
            models.CheckConstraint(
                condition=Q(state="paid", entry__isnull=False)
                | (~Q(state="paid") & Q(entry__isnull=True)),
                name="spending_paid_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def use_label(self) -> str:
        return USES[self.use]

    @property
    def state_label(self) -> str:
        return SPENDING_STATES[self.state]

    @property
    def amount(self) -> str:
        return yuan(self.amount_fen)
