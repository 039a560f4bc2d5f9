"""What stands in the books: balances, sums of a month, what is under way between two books."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from jishi.funds.access import FUND_APPROVE, FUND_VIEW
from jishi.funds.kinds import ENTRY_KINDS, PAYMENT_KINDS
from jishi.funds.models import DuesPayment, FundBook, FundEntry, MonthClosing, Spending
from jishi.funds.queries import sources
from jishi.funds.queries.sources import member_states, whole
from jishi.funds.reckon import Range, irregular, reckon
from jishi.kernel.period import Month
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

REMITTED = [kind.code for kind in ENTRY_KINDS.values() if kind.crosses]


@dataclass
class Flow:
    """What moved in a book, in fen; `kept` is the balance of R-FEE-26."""

    received: int = 0
    arrived: int = 0  # from below and above, once confirmed
    granted: int = 0  # opening balance, from outside, interest
    remitted: int = 0
    allocated: int = 0
    spent: int = 0

    @property
    def kept(self) -> int:
        return self.received + self.arrived + self.granted - self.out

    @property
    def out(self) -> int:
        return self.remitted + self.allocated + self.spent


_SIDES = {
    "opening": "granted", "granted": "granted", "interest": "granted",
    "remit": "remitted", "allocate": "allocated", "spend": "spent",
}  # fmt: skip


Where = Callable[[str], Q]  # given the way to the organisation, the condition on it


def of_one(org: Organisation) -> Where:
    return lambda via: Q(**{f"{via}_id": org.pk})


def of_all_below(org: Organisation) -> Where:
    return lambda via: sources.below(org, via)


def flows(
    where: Where, *, fund: str = "regular", first: int = 0, last: int = 10**6
) -> dict[int, Flow]:
    """By organisation, over months from first to last; three statements."""
    found: dict[int, Flow] = defaultdict(Flow)
    months = {"book_month__gte": first, "book_month__lte": last}
    paid = DuesPayment.objects.filter(where("org"), kind=fund, **months).order_by()
    by_org = paid.values("org_id").annotate(fen=Sum("amount_fen"))
    for org_id, fen in by_org.values_list("org_id", "fen"):
        found[org_id].received += fen
    own = FundEntry.objects.filter(where("org"), fund=fund, **months).order_by()
    by_kind = own.values("org_id", "kind").annotate(fen=Sum("amount_fen"))
    for org_id, kind, fen in by_kind.values_list("org_id", "kind", "fen"):
        side = _SIDES[kind]
        setattr(found[org_id], side, getattr(found[org_id], side) + fen)
    there = {"received_month__gte": first, "received_month__lte": last}
    arrived = FundEntry.objects.filter(where("other"), fund=fund, **there).order_by()
    by_other = arrived.values("other_id").annotate(fen=Sum("received_fen"))
    for org_id, fen in by_other.values_list("other_id", "fen"):
        found[org_id].arrived += fen
    return found


def flow(org: Organisation, fund: str = "regular", first: int = 0, last: int = 10**6) -> Flow:
    return flows(of_one(org), fund=fund, first=first, last=last).get(org.pk, Flow())


def balance(org: Organisation, fund: str = "regular") -> int:
    return flow(org, fund).kept


def kept(org: Organisation) -> dict[str, int]:
    """The balance of every fund of a book; three statements."""
    found = dict.fromkeys(PAYMENT_KINDS, 0)
    paid = DuesPayment.objects.filter(org=org).order_by().values("kind")
    for fund, fen in paid.annotate(fen=Sum("amount_fen")).values_list("kind", "fen"):
        found[fund] += fen
    own = FundEntry.objects.filter(org=org).order_by().values("fund", "kind")
    for fund, kind, fen in own.annotate(fen=Sum("amount_fen")).values_list("fund", "kind", "fen"):
        found[fund] += fen * ENTRY_KINDS[kind].own
    there = FundEntry.objects.filter(other=org).order_by().values("fund")
    for fund, fen in there.annotate(fen=Sum("received_fen")).values_list("fund", "fen"):
        found[fund] += fen or 0
    return found


def sums_of(org: Organisation, month: Month) -> dict[str, int]:
    """The figures of a closing: those of this one book."""
    span = Range(month.index, month.index)
    states = member_states(span).filter(org=org)
    sheet = reckon(span, whole(span, states.values("person_id")), frozenset({org.pk}))
    sources.settle(sheet, irregular(sheet))
    cell = sheet.cell(org.pk, month.index)
    moved = flow(org, "regular", month.index, month.index)
    return {
        "payable_count": cell.payable, "paid_count": cell.paid, "payable_fen": cell.payable_fen,
        "collected_fen": moved.received,
        "large_fen": flow(org, "large", month.index, month.index).received,
        "special_fen": flow(org, "special", month.index, month.index).received,
        "in_fen": moved.arrived + moved.granted, "out_fen": moved.out,
        "balance_fen": flow(org, "regular", last=month.index).kept,
    }  # fmt: skip


def digest(org_id: int, month: Month) -> str:
    """A fingerprint of the rows of a month: changes if any of them does."""
    found = digests(lambda via: Q(**{f"{via}_id": org_id}), month.index, month.index)
    return found.get((org_id, month.index), NO_ROWS)


NO_ROWS = hashlib.sha256().hexdigest()


def digests(where: Where, first: int, last: int) -> dict[tuple[int, int], str]:
    """The fingerprints of all books and months of a range; three statements, read as a stream."""
    months = {"book_month__gte": first, "book_month__lte": last}
    there = {"received_month__gte": first, "received_month__lte": last}
    paid = DuesPayment.objects.filter(where("org"), **months).values_list(
        "org_id", "book_month", "pk", "person_id", "kind", "amount_fen", "receipt_no"
    )
    own = FundEntry.objects.filter(where("org"), **months).values_list(
        "org_id", "book_month", "pk", "kind", "fund", "amount_fen"
    )
    arrived = FundEntry.objects.filter(where("other"), **there).values_list(
        "other_id", "received_month", "pk", "fund", "received_fen"
    )
    found: dict[tuple[int, int], Any] = {}
    for rows in (paid, own, arrived):
        stream: Any = rows.order_by("pk").iterator(2000)
        for org_id, month, *row in stream:
            mark = found.setdefault((org_id, month), hashlib.sha256())
            mark.update(repr(row).encode())
    return {key: mark.hexdigest() for key, mark in found.items()}


# --- rows ---------------------------------------------------------------------------------------


def entries(actor: Actor, permission: Permission = FUND_VIEW) -> QuerySet[FundEntry]:
    return visible(actor, permission, FundEntry.objects.all(), via="org")


def lines_of(org: Organisation, first: int, last: int) -> list[FundEntry]:
    """Both sides of a book: what the organisation wrote, and what arrived from others."""
    mine = Q(org=org, book_month__gte=first, book_month__lte=last)
    arrived = Q(other=org, received_month__gte=first, received_month__lte=last)
    rows = FundEntry.objects.filter(mine | arrived).select_related("org", "other", "reversed_by")
    return list(rows.order_by("-on", "-pk"))


def waiting(org: Organisation) -> list[FundEntry]:
    """Sent to this organisation and not yet confirmed."""
    rows = FundEntry.objects.filter(
        other=org, received_on__isnull=True, reversal_of__isnull=True, reversed_by__isnull=True
    )
    return list(rows.select_related("org").order_by("on", "pk"))


def entry(actor: Actor, pk: int, permission: Permission) -> FundEntry:
    """A line of one's own book."""
    rows = entries(actor, permission).select_related("org", "other")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def arrival(actor: Actor, pk: int, permission: Permission) -> FundEntry:
    """A line of somebody else's book that leads into one's own."""
    rows = visible(actor, permission, FundEntry.objects.all(), via="other")
    found = rows.select_related("org", "other").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def book_of(org: Organisation) -> FundBook | None:
    return FundBook.objects.filter(org=org).select_related("accountant", "cashier").first()


def closings(org: Organisation, first: int, last: int) -> list[MonthClosing]:
    rows = MonthClosing.objects.filter(org=org, month__gte=first, month__lte=last)
    return list(rows.select_related("closed_by").order_by("month"))


def closed_to(org: Organisation) -> Month | None:
    last = MonthClosing.objects.filter(org=org).order_by("-month").first()
    return Month(last.month) if last else None


def spendings(actor: Actor, permission: Permission = FUND_VIEW) -> QuerySet[Spending]:
    """Asked for within reach, or to be paid from a book within reach."""
    asked = visible(actor, permission, Spending.objects.all(), via="org")
    return asked | visible(actor, permission, Spending.objects.all(), via="holder")


def spending(actor: Actor, pk: int, permission: Permission = FUND_VIEW) -> Spending:
    found = spendings(actor, permission).select_related("org", "holder").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def to_pay(actor: Actor, pk: int, permission: Permission) -> Spending:
    """An application whose money comes out of a book within reach."""
    rows = visible(actor, permission, Spending.objects.all(), via="holder")
    found = rows.select_related("org", "holder").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def by_use(org: Organisation, first: int, last: int) -> list[tuple[str, int]]:
    """What was spent from a book, by the five uses."""
    rows = Spending.objects.filter(
        holder=org, entry__book_month__gte=first, entry__book_month__lte=last
    ).order_by()
    summed = rows.values("use").annotate(fen=Sum("entry__amount_fen"))
    return list(summed.order_by("use").values_list("use", "fen"))


def paid_for(org: Organisation, first: int, last: int) -> list[Spending]:
    """What an organisation asked for and got, for its members to know."""
    rows = Spending.objects.filter(
        org=org, entry__book_month__gte=first, entry__book_month__lte=last
    )
    return list(rows.select_related("entry", "holder").order_by("entry__on", "pk"))


def to_decide(actor: Actor) -> QuerySet[Spending]:
    """Applications that wait for the actor's word."""
    rows = visible(actor, FUND_APPROVE, Spending.objects.filter(state="applied"), via="holder")
    return rows.order_by("asked_on", "pk")
