"""What is to be handed up and what was: the share of a place, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from jishi.accounts.models import Account
from jishi.base.settings_tree import in_force
from jishi.funds.access import FUND_BOOK
from jishi.funds.local import BRANCH_SHARE, UPWARD_SHARE
from jishi.funds.models import DuesPayment, FundEntry
from jishi.funds.queries import sources
from jishi.funds.rules.ledger import share_of
from jishi.kernel.period import Period
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import holders


@dataclass(frozen=True)
class Share:
    """For one organisation and period, in fen."""

    percent: Decimal
    received: int  # by the organisation and all below it, from members
    due: int
    sent: int
    arrived: int  # of what was sent, what the superior has confirmed

    @property
    def missing(self) -> int:
        return max(0, self.due - self.sent)

    @property
    def under_way(self) -> int:
        return self.sent - self.arrived

    @property
    def in_order(self) -> bool:
        return self.missing == 0 and self.under_way == 0


def received_below(org: Organisation, period: Period) -> int:
    """What members paid to an organisation and all below it in a period."""
    months = {"book_month__gte": period.first.index, "book_month__lte": period.last.index}
    paid = DuesPayment.objects.filter(sources.below(org), kind="regular", **months).order_by()
    return paid.aggregate(fen=Sum("amount_fen"))["fen"] or 0


def share_of_org(org: Organisation, period: Period, today: date) -> Share:
    """R-FEE-25: the share of what members below really paid in the period."""
    which = BRANCH_SHARE if ORG_KINDS[org.kind].is_branch else UPWARD_SHARE
    percent = in_force(which, today).at_org(org).value
    months = {"book_month__gte": period.first.index, "book_month__lte": period.last.index}
    received = received_below(org, period)
    sent = FundEntry.objects.filter(org=org, kind="remit", fund="regular").order_by()
    of_period = Q(period_first__gte=period.first.index, period_last__lte=period.last.index) | Q(
        period_first__isnull=True, **months
    )
    sums = sent.filter(of_period).aggregate(fen=Sum("amount_fen"), there=Sum("received_fen"))
    return Share(
        percent, received, share_of(received, percent), sums["fen"] or 0, sums["there"] or 0
    )


def keepers_at(org: Organisation, today: date) -> list[tuple[int, str]]:
    """Who may keep a book here: whoever holds a role at the organisation that lets them."""
    found = holders(FUND_BOOK.to, [org.pk], today).get(org.pk, set())
    rows = Account.objects.filter(pk__in=found, state="active").order_by("name", "pk")
    return [(row.pk, f"{row.name}（{row.login}）") for row in rows]


def received_by_month(org: Organisation, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Book month → what an organisation itself received in regular and in other dues, in fen."""
    rows = DuesPayment.objects.filter(org=org, book_month__gte=first, book_month__lte=last)
    sums = rows.order_by().values_list("book_month", "kind").annotate(fen=Sum("amount_fen"))
    found: dict[int, tuple[int, int]] = {}
    for month, kind, fen in sums:
        regular, other = found.get(month, (0, 0))
        found[month] = (regular + fen, other) if kind == "regular" else (regular, other + fen)
    return found
