"""Organisations merge: nothing of their money is lost, and old receipts stay where they were."""

from __future__ import annotations

from jishi.base.act import act
from jishi.funds import followers
from jishi.funds.actions import PaymentRow, ask_spending, record_payment
from jishi.funds.actions.merging import hand_on
from jishi.funds.models import DuesPayment
from jishi.funds.queries import books
from jishi.funds.tests.cast import fixed, member
from jishi.kernel.period import Month
from jishi.orgs.access import ORG_MOVE
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

NOV = Month.of(2026, 11)


def test_what_is_kept_goes_along_and_receipts_stay(world: World):
    source, target = world["河东村党支部"], world["柳湾村党支部"]
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    he, operator = world.actor("何文"), local_operator(TODAY)
    record_payment(he, PaymentRow(wei.pk, TODAY, 1500, NOV, NOV))
    ask_spending(he, source, source, use="training", purpose="订书", amount=500, meeting="支委会")
    assert followers.BOOKS.count(operator, source) == 2
    with act(operator, ORG_MOVE) as doing:
        assert hand_on(doing, source, target, TODAY) == 2
    assert (books.balance(source), books.balance(target)) == (0, 1500)
    assert DuesPayment.objects.get().org == source
    assert followers.BOOKS.count(operator, source) == 0
    assert followers.BOOKS.count(operator, target) == 2
