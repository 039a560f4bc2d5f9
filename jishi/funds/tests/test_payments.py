"""A branch's month in one go, one member's months, large and special dues, and taking back."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.base.models import InboxItem
from jishi.funds.actions import (
    PaymentRow,
    close_month,
    note_arrears,
    record_month,
    record_payment,
    reverse_payment,
)
from jishi.funds.models import DuesItem, DuesPayment
from jishi.funds.queries import behind, sheets
from jishi.funds.reminders import remind_of_six_months
from jishi.funds.tests.cast import JAN, fixed, member
from jishi.kernel.period import Month, Period
from jishi.people.actions.states import turn
from jishi.people.models import Person
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY, World

OCT, NOV = Month.of(2026, 10), Month.of(2026, 11)
BRANCH = "河东村党支部"


@pytest.fixture
def trio(world: World) -> list[Person]:
    """Three members of 河东村, 15.00 a month since the year began."""
    return [fixed(world, member(world, name, BRANCH)) for name in ("韦明", "林可", "孟春")]


def pay(world: World, org: str, payers: list[Person], month: Month = NOV, **more: object):
    who = world.actor("何文" if org == BRANCH else "柳芳")
    more = {"paid_on": TODAY, **more}
    return record_month(who, world[org], month, {p.pk for p in payers}, **more)  # type: ignore[arg-type]


def test_all_have_paid_except_one(world: World, trio: list[Person]):
    made = pay(world, BRANCH, trio[:2])
    assert [p.receipt for p in made] == ["2026-00001", "2026-00002"]
    found = sheets.month_list(world.actor("何文"), world[BRANCH], NOV)
    assert (found.lines[0].person, found.lines[0].state) == (trio[2], "open")
    assert found.count("paid") == 2
    assert found.open_fen == 1500


def test_thirty_two_clicks_pay_once(world: World, trio: list[Person]):
    pay(world, BRANCH, trio)
    for _ in range(31):
        with pytest.raises(Refused, match="都已交清"):
            pay(world, BRANCH, trio)
    assert (DuesPayment.objects.count(), DuesItem.objects.count()) == (3, 3)


def test_a_quarter_at_once_needs_the_branch_to_agree(world: World, trio: list[Person]):
    with pytest.raises(Refused, match="支部同意"):
        pay(world, BRANCH, trio, quarterly=True)
    assert not DuesPayment.objects.exists()
    made = pay(world, BRANCH, trio, quarterly=True, consent="10月支委会")
    assert {p.amount_fen for p in made} == {4500}
    assert not DuesItem.objects.filter(late=True).exists()


def test_what_is_more_than_six_months_back_needs_the_superior(world: World, trio: list[Person]):
    with pytest.raises(Refused, match="R-FEE-18"):
        pay(world, BRANCH, trio, Month.of(2026, 4))
    assert len(pay(world, BRANCH, trio, Month.of(2026, 5))) == 3
    assert len(pay(world, BRANCH, trio, Month.of(2026, 4), opinion="镇党委同意补交")) == 3
    assert DuesItem.objects.filter(late=True).count() == 6


def test_strangers_and_members_record_nothing(world: World, trio: list[Person]):
    for name, refusal in (("宋青", NotVisible), ("韦明", Forbidden), ("罗静", Forbidden)):
        with pytest.raises(refusal):
            record_month(world.actor(name), world[BRANCH], NOV, {trio[0].pk}, paid_on=TODAY)
        with pytest.raises(refusal):
            record_payment(world.actor(name), PaymentRow(trio[0].pk, TODAY, 1500, NOV, NOV))
    assert not DuesPayment.objects.exists()


def test_proxy_late_and_voluntary_in_one_receipt(world: World, trio: list[Person]):
    row = PaymentRow(trio[0].pk, TODAY, 5000, Month.of(2026, 9), NOV, payer="女儿")
    payment = record_payment(world.actor("何文"), row)
    assert list(payment.items.values_list("amount_fen", "late")) == [
        (1500, True), (1500, True), (2000, False),
    ]  # fmt: skip
    assert payment.payer == "女儿"


def test_large_and_special_dues_leave_the_months_open(world: World, trio: list[Person]):
    he = world.actor("何文")
    with pytest.raises(Refused, match="现实表现"):
        record_payment(he, PaymentRow(trio[0].pk, TODAY, 100_000, kind="large"))
    large = PaymentRow(trio[0].pk, TODAY, 100_000, kind="large",
                       enclosed=("profile", "conduct", "thoughts"))  # fmt: skip
    assert record_payment(he, large).goes_to == "centre"
    record_payment(he, PaymentRow(trio[0].pk, TODAY, 5000, kind="special", purpose="抗洪"))
    late = behind.arrears(he, world[BRANCH], TODAY)[trio[0].pk]
    assert len(late.months) == 10


def test_a_receipt_is_taken_back_once_and_its_month_is_open_again(world: World, trio: list[Person]):
    he = world.actor("何文")
    [payment] = pay(world, BRANCH, trio[:1], OCT)
    back = reverse_payment(he, payment, reason="登记错了人")
    assert (back.amount_fen, back.receipt_no, back.paid_on) == (-1500, 2, TODAY)
    payment.refresh_from_db()
    assert payment.amount_fen == 1500
    for wrong in (payment, back):
        with pytest.raises(Refused):
            reverse_payment(he, wrong, reason="再冲一次")
    assert len(pay(world, BRANCH, trio[:1], OCT)) == 1


def test_a_closed_month_keeps_its_sums(world: World, trio: list[Person]):
    he = world.actor("何文")
    [payment] = pay(world, BRANCH, trio[:1], OCT, paid_on=date(2026, 10, 9))
    closing = close_month(he, world[BRANCH], OCT)
    assert (closing.collected_fen, closing.payable_count, closing.paid_count) == (1500, 3, 1)
    with pytest.raises(Refused, match="已结账"):
        pay(world, BRANCH, trio[1:], OCT, paid_on=date(2026, 10, 30))
    reverse_payment(he, payment, reason="退回")
    closing.refresh_from_db()
    assert closing.collected_fen == 1500
    money = sheets.collected(he, world[BRANCH], Period(OCT, NOV))[world[BRANCH].pk]
    assert money == {OCT.index: 1500, NOV.index: -1500}
    with pytest.raises(Refused, match="已经结账"):
        close_month(he, world[BRANCH], OCT)
    with pytest.raises(Refused, match="还没有结束"):
        close_month(he, world[BRANCH], NOV)


def test_the_receiving_branch_collects_from_the_month_after(world: World, trio: list[Person]):
    """转出 3 月已交 → 接收方 4 月起 (R-REL-22)."""
    moved = trio[0]
    march = Month.of(2026, 3)
    pay(world, BRANCH, [moved], march, paid_on=date(2026, 3, 5))
    turn(moved, on=date(2026, 3, 20), today=TODAY, org=world["柳湾村党支部"])
    chen = world.actor("陈岚")
    board = sheets.board(chen, world["白石镇党委"], Period(march, march.plus(1)))
    cells = {row.org.short_name: [(c.payable, c.paid) for c in row.cells] for row in board.rows}
    assert cells[BRANCH] == [(3, 1), (2, 0)]
    assert cells["柳湾村党支部"] == [(0, 0), (1, 0)]
    late = behind.arrears(world.actor("柳芳"), world["柳湾村党支部"], TODAY)[moved.pk]
    assert late.months[0] == JAN.index  # what was open before is seen by who collects now


def test_stopped_membership_owes_nothing(world: World, trio: list[Person]):
    turn(trio[0], on=date(2026, 7, 15), today=TODAY, standing="stopped")
    cells = sheets.board(world.actor("何文"), world[BRANCH], Period.parse("2026-06..2026-08"))
    assert [c.payable for c in cells.whole.cells] == [3, 2, 2]


def test_six_months_make_a_todo_and_change_nothing(world: World, trio: list[Person]):
    for person in trio[1:]:
        for number in range(1, 11):
            opinion = "同意"
            pay(world, BRANCH, [person], Month.of(2026, number), opinion=opinion)
    remind_of_six_months(world.actor("周正"))
    remind_of_six_months(world.actor("周正"))
    [item] = InboxItem.objects.filter(key__startswith="dues.six")
    assert item.account == world.people["何文"]
    trio[0].refresh_from_db()
    assert trio[0].standing == "full"
    note_arrears(
        world.actor("何文"), trio[0], reason="ill", justified=True, agreed_on=None, note=""
    )
    found = behind.arrears(world.actor("何文"), world[BRANCH], TODAY)
    assert not found[trio[0].pk].six_months


def test_a_county_shows_the_sums_of_its_parts(world: World, trio: list[Person]):
    fixed(world, member(world, "宋小", "松林村党支部"))
    pay(world, BRANCH, trio)
    top = sheets.board(world.actor("周正"), world["青禾县委"], Period.parse("2026H2"))
    towns = [row.sum for row in top.rows]
    assert top.whole.sum.payable == sum(each.payable for each in towns) == 24
    assert top.whole.sum.paid_fen == sum(each.paid_fen for each in towns) == 4500
    assert top.whole.collected == 4500
