"""What goes along when organisations merge: what is kept, what is asked for; receipts stay."""

from __future__ import annotations

from jishi.base.followers import Follower
from jishi.funds.actions import merging
from jishi.funds.models import DuesRelief, Spending
from jishi.funds.queries import books
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _count(actor: Actor, org: Organisation) -> int:
    waiting = DuesRelief.objects.filter(org=org, decided_on__isnull=True).count()
    open_ = Spending.objects.filter(org=org, state__in=merging.OPEN).count()
    return waiting + open_ + sum(fen != 0 for fen in books.kept(org).values())


BOOKS = Follower(
    "funds.books", "党费账目", "项", _count, merging.hand_on, order=50,
    note="留存转给接收方，待批的申请由接收方接着办；以往的收据和账目留在原组织名下，照样可查",
    holds=_count,
)  # fmt: skip
