"""A workbook of amounts and payments comes in: each row once, whole or not at all."""

from datetime import date

import pytest

from jishi.funds.actions import BaseRow, PaymentRow, take_in_bases, take_in_payments
from jishi.funds.models import DuesBase, DuesItem, DuesPayment
from jishi.funds.tests.cast import JAN, fixed, member
from jishi.kernel.period import Month
from jishi.tree.errors import Forbidden
from tests.world import World


def rows(world: World) -> tuple[list[BaseRow], list[PaymentRow]]:
    wei = member(world, "韦明", "河东村党支部")
    liu = member(world, "柳原", "柳湾村党支部")
    bases = [
        BaseRow(wei.pk, JAN, "official", 600_000),
        BaseRow(liu.pk, JAN, "farmer"),
        BaseRow(wei.pk, Month.of(2026, 7), "retired", 500_100, reason="退休"),
    ]
    payments = [
        PaymentRow(wei.pk, date(2026, 3, 20), 27_000, JAN, Month.of(2026, 3)),
        PaymentRow(liu.pk, date(2026, 2, 10), 100, JAN, Month.of(2026, 2)),
        PaymentRow(liu.pk, date(2026, 2, 11), 200_000, kind="large",
                   enclosed=("profile", "conduct", "thoughts")),
    ]  # fmt: skip
    return bases, payments


def test_amounts_and_receipts_come_in_and_the_same_again_changes_nothing(world: World):
    bases, payments = rows(world)
    chen = world.actor("陈岚")
    assert [o.state for o in take_in_bases(chen, bases)] == ["made"] * 3
    assert [o.state for o in take_in_payments(chen, payments)] == ["made"] * 3
    amounts = DuesBase.objects.order_by("person", "from_month")
    assert list(amounts.values_list("monthly_fen", "until_month")) == [
        (9000, Month.of(2026, 7).index), (5001, None), (50, None),
    ]  # fmt: skip
    assert [p.receipt for p in DuesPayment.objects.order_by("pk")] == [
        "2026-00001", "2026-00001", "2026-00002",
    ]  # fmt: skip
    assert list(DuesItem.objects.order_by("pk").values_list("amount_fen", "late")) == [
        (9000, True), (9000, True), (9000, False), (50, True), (50, False),
    ]  # fmt: skip
    before = (DuesBase.objects.count(), DuesPayment.objects.count(), DuesItem.objects.count())
    assert [o.state for o in take_in_bases(chen, bases)] == ["same"] * 3
    assert [o.state for o in take_in_payments(chen, payments)] == ["same"] * 3
    assert before == (
        DuesBase.objects.count(), DuesPayment.objects.count(), DuesItem.objects.count(),
    )  # fmt: skip


def test_looking_writes_nothing(world: World):
    bases, payments = rows(world)
    chen = world.actor("陈岚")
    assert {o.state for o in take_in_bases(chen, bases, checked=True)} == {"made"}
    assert not DuesBase.objects.exists()
    take_in_bases(chen, bases)
    assert {o.state for o in take_in_payments(chen, payments, checked=True)} == {"made"}
    assert not DuesPayment.objects.exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"amount_fen": 2999}, "够交 1 个月"),
        ({"paid_on": date(2026, 11, 21)}, "不能晚于今天"),
        ({"first": Month.of(2025, 1), "last": Month.of(2025, 2)}, "没有应交未交"),
        ({"first": None}, "哪几个月"),
        ({"kind": "special"}, "特殊党费的用途"),
        ({"kind": "gift"}, "没有这种党费"),
        ({"amount_fen": 103_000}, "大额党费"),
        ({"org_id": -1}, "不在您的范围内"),
        ({"paid_on": date(2026, 9, 1)}, "上级意见"),
    ],
)
def test_a_wrong_row_is_refused_and_leaves_nothing(world: World, change: dict, why: str):
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    row = {"first": JAN, "last": Month.of(2026, 2), "paid_on": date(2026, 2, 3),
           "amount_fen": 3000, **change}  # fmt: skip
    [outcome] = take_in_payments(world.actor("何文"), [PaymentRow(wei.pk, **row)])
    assert outcome.state == "refused"
    assert why in outcome.message
    assert not DuesPayment.objects.exists()


def test_two_rows_for_one_month_are_one_payment(world: World):
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    row = PaymentRow(wei.pk, date(2026, 1, 9), 1500, JAN, JAN)
    again = PaymentRow(wei.pk, date(2026, 1, 10), 1500, JAN, JAN)
    first, second = take_in_payments(world.actor("何文"), [row, again])
    assert (first.state, second.state) == ("made", "refused")
    assert DuesItem.objects.count() == 1


def test_nobody_takes_in_what_lies_elsewhere(world: World):
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    [outcome] = take_in_payments(
        world.actor("宋青"), [PaymentRow(wei.pk, date(2026, 1, 9), 1500, JAN, JAN)]
    )
    assert outcome.state == "refused"
    assert "不在您的范围内" in outcome.message
    with pytest.raises(Forbidden):
        take_in_bases(world.actor("韦明"), [])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"group": "noble"}, "没有这个类别"),
        ({"base_fen": None}, "计算基数"),
        ({"monthly_fen": 1499, "reason": "登记有误"}, "少于应交的"),
        ({"group": "farmer", "monthly_fen": 120, "reason": "返乡"}, "0.20 至 1.00"),
        ({"start": Month.of(2025, 6)}, "不能改更早的月份"),
        ({"start": Month.of(2026, 5), "base_fen": 400_000}, "填写原因"),
    ],
)
def test_a_wrong_amount_is_refused(world: World, change: dict, why: str):
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    row = {"start": JAN, "group": "official", "base_fen": 310_000, "reason": "", **change}
    [outcome] = take_in_bases(world.actor("何文"), [BaseRow(wei.pk, **row)])
    assert (outcome.state, DuesBase.objects.count()) == ("refused", 1)
    assert why in outcome.message


def test_a_corrected_amount_keeps_the_old_one_out_of_force(world: World):
    wei = fixed(world, member(world, "韦明", "河东村党支部"))
    [outcome] = take_in_bases(
        world.actor("何文"), [BaseRow(wei.pk, JAN, "official", 310_000, reason="登记有误")]
    )
    assert outcome.state == "made"
    rows = DuesBase.objects.order_by("pk").values_list("monthly_fen", "void")
    assert list(rows) == [(1500, True), (3100, False)]
    assert str(DuesBase.objects.get(void=False).base) == "******"
