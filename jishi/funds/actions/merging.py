"""A merger: what a closing organisation keeps goes to its successor, and what it still asks for."""

from __future__ import annotations

from datetime import date

from jishi.base.act import Doing, bump
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.funds.actions.gate import enter
from jishi.funds.models import DuesRelief, FundEntry, Spending
from jishi.funds.queries import books
from jishi.kernel.period import Month
from jishi.tree.models import Organisation

HANDED_ON = Verb("fund.hand_on", "党费随组织合并")
OPEN = ("applied", "approved")


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """The balance of every fund in one line each, received the same day; open applications."""
    enter([source.pk, target.pk])
    month, handed = Month.holding(on).index, 0
    for fund, fen in books.kept(source).items():
        if fen > 0:
            entry = FundEntry.objects.create(
                org=source, other=target, kind="allocate", fund=fund, on=on, book_month=month,
                amount_fen=fen, received_on=on, received_month=month, received_fen=fen,
                note="组织合并，留存转入", recorded_at=now(),
                recorded_by_id=doing.actor.account_id,
            )  # fmt: skip
            doing.record(HANDED_ON, entry, org=target, fund=fund, fen=fen)
            handed += 1
    reliefs = DuesRelief.objects.select_for_update().filter(org=source, decided_on__isnull=True)
    for relief in reliefs.order_by("pk"):
        doing.record(HANDED_ON, relief, org=target, changed=bump(relief, org=target))
        handed += 1
    spendings = Spending.objects.select_for_update().filter(org=source, state__in=OPEN)
    for spending in spendings.order_by("pk"):
        holder = target if spending.holder_id == source.pk else spending.holder
        changed = bump(spending, org=target, holder=holder)
        doing.record(HANDED_ON, spending, org=target, changed=changed)
        handed += 1
    return handed
