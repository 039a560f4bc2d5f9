"""Receipts equal their items, numbers have no gaps, closed months are what they were."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q, Sum

from jishi.base.doctor.check import Finding, check, wrong
from jishi.funds.models import DuesBase, DuesItem, DuesPayment, MonthClosing
from jishi.funds.queries.books import NO_ROWS, digests
from jishi.kernel.period import Month

MOST = 5
TELL = "停止办理党费，用最近的备份恢复，或联系开发者"


@check("dues_books", "党费账", order=70)
def dues_books() -> Iterator[Finding]:
    yield from _sums()
    yield from _numbers()
    yield from _closed()
    yield from _amounts()


def _sums() -> Iterator[Finding]:
    regular = DuesPayment.objects.filter(kind="regular", reversal_of__isnull=True)
    bad = regular.annotate(parts=Sum("items__amount_fen")).exclude(parts=F("amount_fen"))
    names = [payment.receipt for payment in bad[:MOST]]
    if names:
        yield wrong(f"收据金额与所交月份合计不符：{'、'.join(names)}", TELL)
    live = DuesItem.objects.filter(live=True, payment__reversed_by__isnull=False)
    if live.exists():
        yield wrong(f"{live.count()} 个月份所在的收据已冲销却仍算已交", TELL)


def _numbers() -> Iterator[Finding]:
    rows = DuesPayment.objects.order_by().values("org__short_name", "receipt_year")
    gaps = rows.annotate(all=Count("pk"), last=Max("receipt_no")).exclude(all=F("last"))
    names = [f"{row['org__short_name']} {row['receipt_year']}年" for row in gaps[:MOST]]
    if names:
        yield wrong(f"收据号不连续：{'、'.join(names)}", TELL)


def _closed() -> Iterator[Finding]:
    closings = list(MonthClosing.objects.select_related("org"))
    months = [closing.month for closing in closings] or [0]
    orgs = MonthClosing.objects.order_by().values("org_id")
    found = digests(lambda via: Q(**{f"{via}_id__in": orgs}), min(months), max(months))
    changed = [
        f"{closing.org.short_name} {Month(closing.month)}"
        for closing in closings
        if closing.digest != found.get((closing.org_id, closing.month), NO_ROWS)
    ]
    if changed:
        yield wrong(f"已结账的月份被改动：{'、'.join(changed[:MOST])}", TELL)


def _amounts() -> Iterator[Finding]:
    """Of one member no two amounts hold in the same month."""
    overlapping = DuesBase.objects.filter(
        Q(person__dues_bases__void=False),
        Q(person__dues_bases__from_month__gt=F("from_month")),
        Q(until_month__isnull=True) | Q(until_month__gt=F("person__dues_bases__from_month")),
        void=False,
    )
    count = overlapping.distinct().count()
    if count:
        yield wrong(f"{count} 名党员同一个月有两个核定数额", TELL)
