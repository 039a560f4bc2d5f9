"""Writing receipts: the one place where payments and their items come into being."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.base.act import touching
from jishi.base.bulk import insert, put
from jishi.base.clock import now
from jishi.funds.actions.gate import Gate
from jishi.funds.models import DuesItem, DuesPayment
from jishi.funds.queries.sources import deadline
from jishi.funds.reckon import Due
from jishi.funds.rules.payments import allot
from jishi.kernel.period import Month
from jishi.people.actions.states import touch_past
from jishi.tree.actor import Actor

ITEM = ("payment_id", "person_id", "org_id", "month", "part", "amount_fen", "late", "live")


@dataclass
class Draft:
    """A receipt decided on and not yet written."""

    person: int
    org: int  # that receives the money
    paid_on: date
    amount: int
    owed_to: int = 0  # whose month it settles; else the receiver
    due: Mapping[int, Due] = field(default_factory=dict)  # month → open amount; regular dues only
    kind: str = "regular"
    more: Mapping[str, Any] = field(default_factory=dict)  # further columns


def write(actor: Actor, drafts: Sequence[Draft], gates: Mapping[int, Gate]) -> list[DuesPayment]:
    """All of them in a few statements, numbered in the order given."""
    moment = now()
    payments = [
        DuesPayment(
            person_id=draft.person, org_id=draft.org, kind=draft.kind, paid_on=draft.paid_on,
            book_month=Month.holding(draft.paid_on).index, amount_fen=draft.amount,
            receipt_year=draft.paid_on.year,
            receipt_no=gates[draft.org].next_number(draft.paid_on.year),
            recorded_at=moment, recorded_by_id=actor.account_id, **draft.more,
        )
        for draft in drafts
    ]  # fmt: skip
    put(payments)
    pairs = zip(drafts, payments, strict=True)
    insert(DuesItem, ITEM, (item for pair in pairs for item in _items(*pair)))
    last = max((draft.paid_on for draft in drafts), default=moment.date())
    touch_past([draft.person for draft in drafts], last, "dues_month")
    for org in {org for draft in drafts for org in (draft.org, draft.owed_to) if org}:
        touching("dues_month", org, last)
    return payments


def _items(draft: Draft, payment: DuesPayment) -> list[tuple[Any, ...]]:
    """As rows of `ITEM`."""
    if draft.kind != "regular":
        return []
    parts = allot({Month(m): due.fen or 0 for m, due in draft.due.items()}, draft.amount)
    return [
        (
            payment.pk, draft.person, draft.owed_to or draft.org, month.index,
            draft.due[month.index].part, fen,
            draft.paid_on > deadline(month, payment.quarterly), True,
        )
        for month, fen in parts.items()
    ]  # fmt: skip
