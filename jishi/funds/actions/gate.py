"""The gate of a book: one writer at a time, the closed months, the next receipt number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from jishi.funds.models import DuesPayment, FundBook, MonthClosing
from jishi.funds.queries.sources import chunks
from jishi.kernel.period import Month


@dataclass
class Gate:
    """What has to be known of a book before a line is written in it."""

    book: FundBook
    closed_to: Month | None = None
    numbers: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # last, by year

    def next_number(self, year: int) -> int:
        """Receipts of an organisation are numbered without gaps within a year."""
        self.numbers[year] += 1
        return self.numbers[year]


def enter(org_ids: Iterable[int]) -> dict[int, Gate]:
    """Lock the books of these organisations, in one order, until the act ends."""
    wanted = sorted(set(org_ids))
    FundBook.objects.bulk_create(
        [FundBook(org_id=ident) for ident in wanted], ignore_conflicts=True, batch_size=500
    )
    gates: dict[int, Gate] = {}
    for some in chunks(wanted):
        books = FundBook.objects.select_for_update().filter(org_id__in=some).order_by("org_id")
        gates |= {book.org_id: Gate(book) for book in books}
        closed = MonthClosing.objects.filter(org_id__in=some).order_by().values("org_id")
        for org_id, month in closed.annotate(last=Max("month")).values_list("org_id", "last"):
            gates[org_id].closed_to = Month(month)
        last = DuesPayment.objects.filter(org_id__in=some).order_by().values("org_id")
        for org_id, year, number in (
            last.values("org_id", "receipt_year")
            .annotate(last=Max("receipt_no"))
            .values_list("org_id", "receipt_year", "last")
        ):
            gates[org_id].numbers[year] = number
    return gates


def enter_one(org_id: int) -> Gate:
    return enter([org_id])[org_id]
