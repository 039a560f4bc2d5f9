"""What was paid. A payment is one receipt; its items say for which months it counts.

Nothing here is changed or deleted once written: a wrong payment stays and gets a reversal beside
it, dated the day it was noticed, so that a closed month keeps its sums.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jishi.funds.kinds import DESTINATIONS, PAYMENT_KINDS
from jishi.funds.models.amounts import KEEP
from jishi.kernel.money import yuan
from jishi.kernel.period import Month
from jishi.people.models import Person
from jishi.tree.models import Organisation
from jishi.tree.privacy import Datum, Privacy

_PAID = Datum("党费收缴账目", "R-FEE-26", "member", keep=KEEP)


class DuesPayment(models.Model):
    """Money received by an organisation from a member, or the reversal of such a receipt."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="dues_payments")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="收款组织")
    kind = models.CharField(
        "种类", max_length=8, choices=list(PAYMENT_KINDS.items()), default="regular"
    )
    paid_on = models.DateField("交纳日期")
    book_month = models.IntegerField("记账月份")  # of paid_on: whose closing it belongs to
    amount_fen = models.BigIntegerField("金额（分）")
    receipt_year = models.IntegerField("收据年度")
    receipt_no = models.IntegerField("收据号")
    payer = models.CharField("代交人", max_length=50, blank=True, default="")
    quarterly = models.BooleanField("按季交", default=False)
    consent = models.CharField("支部同意按季交的会议", max_length=80, blank=True, default="")
    opinion = models.CharField("补交的上级意见", max_length=80, blank=True, default="")
    card = models.CharField("流动党员活动证号", max_length=30, blank=True, default="")
    purpose = models.CharField("特殊党费用途", max_length=60, blank=True, default="")
    enclosed = models.CharField("大额党费所附材料", max_length=60, blank=True, default="")
    goes_to = models.CharField(
        "去向", max_length=8, choices=list(DESTINATIONS.items()), blank=True, default=""
    )
    bank_serial = models.CharField("银行流水号", max_length=40, blank=True, default="")  # R-LAW-09
    matched = models.BooleanField("已对账", default=False)
    note = models.CharField("备注", max_length=120, blank=True, default="")
    reversal_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    privacy: ClassVar = Privacy.every(
        _PAID,
        payer=Datum("代交人留名", "R-FEE-17", "member", keep=KEEP),
        card=Datum("流入地收款登记", "R-FEE-16", "member", keep=KEEP),
        bank_serial=Datum("与银行对账", "R-LAW-09", "member", keep=KEEP),
    )

    class Meta:
        db_table = "dues_payment"
        verbose_name = "党费收据"
        ordering = ("-paid_on", "-id")
        indexes: ClassVar = [
            models.Index(
                fields=["org", "book_month", "kind", "amount_fen"], name="duespayment_book"
            ),
            models.Index(fields=["person", "paid_on"], name="duespayment_person"),
            models.Index(fields=["paid_on", "id"], name="duespayment_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["org", "receipt_year", "receipt_no"], name="duespayment_receipt"
            ),
            models.CheckConstraint(
                condition=Q(reversal_of__isnull=True, amount_fen__gt=0)
                | Q(reversal_of__isnull=False, amount_fen__lt=0),
                name="duespayment_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(PAYMENT_KINDS)), name="duespayment_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind="large") | ~Q(goes_to=""), name="duespayment_large_goes"
            ),
            models.CheckConstraint(
                condition=~Q(kind="special") | ~Q(purpose=""), name="duespayment_special_for"
            ),
            models.CheckConstraint(
                condition=Q(quarterly=False) | ~Q(consent=""), name="duespayment_consent"
            ),
            models.CheckConstraint(condition=Q(receipt_no__gte=1), name="duespayment_number"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.amount}"

    @property
    def receipt(self) -> str:
        return f"{self.receipt_year}-{self.receipt_no:05d}"

    @property
    def amount(self) -> str:
        return yuan(self.amount_fen)

    @property
    def kind_label(self) -> str:
        return PAYMENT_KINDS[self.kind]


class DuesItem(models.Model):
    """So much of a payment for one month of one member.

    A month is paid once: `part` 0, and at most once topped up after its amount was raised: `part`
    1. Reversing a payment takes its items out of force, so that the month is open again.
    """

    payment = models.ForeignKey(DuesPayment, models.PROTECT, related_name="items")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="应收组织")
    month = models.IntegerField("月份")
    part = models.SmallIntegerField("次", default=0)
    amount_fen = models.IntegerField("金额（分）")
    late = models.BooleanField("逾期交纳", default=False)
    live = models.BooleanField("有效", default=True)

    privacy: ClassVar = Privacy.every(_PAID)

    class Meta:
        db_table = "dues_item"
        verbose_name = "党费收缴"
        ordering = ("month", "part")
        indexes: ClassVar = [
            models.Index(
                fields=["month", "person", "org", "part", "amount_fen", "late"],
                condition=Q(live=True),
                name="duesitem_live",
            ),
            models.Index(fields=["org", "month"], name="duesitem_org_month"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "month", "part"], condition=Q(live=True), name="duesitem_once"
            ),
            models.CheckConstraint(condition=Q(part__in=(0, 1)), name="duesitem_part"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, amount_fen__lte=10**8), name="duesitem_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{Month(self.month)} {yuan(self.amount_fen)}"

    @property
    def month_label(self) -> str:
        return Month(self.month).first_day.strftime("%Y-%m")
