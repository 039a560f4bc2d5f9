"""Amounts copied and relieved; money handed up, received, spent: never below nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jishi.base.doctor.check import run
from jishi.base.settings_tree import Basis, set_value
from jishi.funds.actions import (
    BaseRow,
    Line,
    PaymentRow,
    ask_relief,
    ask_spending,
    book_entry,
    copy_bases,
    decide_relief,
    decide_spending,
    fix_base,
    name_keepers,
    pay_spending,
    receive_entry,
    record_month,
    record_payment,
    reverse_entry,
)
from jishi.funds.local import FARMER_MONTHLY, ROUND_HOW, ROUND_TO, UPWARD_SHARE
from jishi.funds.models import DuesBase, DuesItem, DuesPayment, FundBook
from jishi.funds.queries import books, lists, shares, sheets
from jishi.funds.tests.cast import JAN, fixed, member
from jishi.kernel.period import Month, Period
from jishi.people.models import Person
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY, World

BRANCH, TOWN = "河东村党支部", "白石镇党委"
NOV = Month.of(2026, 11)


@pytest.fixture
def wei(world: World) -> Person:
    return fixed(world, member(world, "韦明", BRANCH))


def received(world: World, person: Person, fen: int = 1500) -> None:
    record_payment(world.actor("何文"), PaymentRow(person.pk, TODAY, fen, NOV, NOV))


# --- amounts ------------------------------------------------------------------------------------


def test_last_years_bases_go_on_and_are_reckoned_anew(world: World, wei: Person):
    fixed(world, member(world, "个体", BRANCH), 400_000, "self_employed")
    chen, he = world.actor("陈岚"), world.actor("何文")
    set_value(chen, ROUND_TO, world[TOWN], "yuan", Basis(TODAY, "青组〔2026〕9号"))
    set_value(chen, ROUND_HOW, world[TOWN], "up", Basis(TODAY, "青组〔2026〕9号"))
    assert copy_bases(he, world[BRANCH], 2027, basis="12月支委会") == 1
    base = DuesBase.objects.get(person=wei, until_month=None)
    assert (base.year, base.monthly_fen, str(base.base)) == (2027, 1500, "******")
    with pytest.raises(Refused, match="没有可以沿用的"):
        copy_bases(he, world[BRANCH], 2027, basis="12月支委会")
    with pytest.raises(Forbidden):
        copy_bases(world.actor("韦明"), world[BRANCH], 2027, basis="x")


def test_a_farmer_pays_what_the_province_says(world: World):
    chen = world.actor("陈岚")
    set_value(chen, FARMER_MONTHLY, world[TOWN], Decimal("0.8"), Basis(TODAY, "省组〔2026〕1号"))
    with pytest.raises(Refused, match=r"0\.20 至 1\.00"):
        set_value(
            chen, FARMER_MONTHLY, world[TOWN], Decimal("1.2"), Basis(TODAY, "省组〔2026〕1号")
        )
    farmer = fixed(world, member(world, "韦农", BRANCH), None, "farmer")
    assert DuesBase.objects.get(person=farmer).monthly_fen == 80


def test_an_amount_within_the_year_changes_with_a_reason_and_paid_months_are_topped_up(
    world: World, wei: Person
):
    he = world.actor("何文")
    received(world, wei)
    with pytest.raises(Refused, match="R-FEE-11"):
        fix_base(he, wei, BaseRow(wei.pk, NOV, "official", 400_000))
    fix_base(he, wei, BaseRow(wei.pk, NOV, "official", 400_000, reason="调资"))
    found = sheets.month_list(he, world[BRANCH], NOV).lines[0]
    assert (found.state, found.fen, found.paid_fen) == ("short", 4000, 1500)
    record_payment(he, PaymentRow(wei.pk, TODAY, 2500, NOV, NOV))
    assert sheets.month_list(he, world[BRANCH], NOV).lines[0].state == "paid"
    assert list(DuesItem.objects.order_by("pk").values_list("part", "amount_fen")) == [
        (0, 1500), (1, 2500),
    ]  # fmt: skip


def test_a_base_in_the_database_is_not_to_be_read(world: World, wei: Person):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT base FROM dues_base")
        [(raw,)] = cursor.fetchall()
    assert raw.startswith("v1.")
    assert "300000" not in raw


def test_a_member_sees_the_own_base_and_nobody_elses(world: World, wei: Person):
    Person.objects.filter(pk=wei.pk).update(account=world.people["韦明"])
    base = lists.running_base(wei.pk)
    assert base is not None
    assert lists.own_base_fen(world.actor("韦明"), base) == 300_000
    assert lists.own_base_fen(world.actor("何文"), base) is None


def test_relief_needs_two_words(world: World, wei: Person):
    he, chen = world.actor("何文"), world.actor("陈岚")
    terms = {"first": NOV, "last": NOV.plus(1), "monthly": 0, "reason": "重病", "meeting": "支委会"}
    with pytest.raises(Refused, match="支部研究"):
        ask_relief(he, wei, **{**terms, "meeting": " "})
    relief = ask_relief(he, wei, **terms)
    cell = sheets.board(he, world[BRANCH], Period(NOV, NOV)).whole.sum
    assert (cell.payable, cell.exempt) == (1, 0)  # not approved: nothing has changed
    with pytest.raises(Forbidden):
        decide_relief(he, relief, 1, approve=True, document="白组〔2026〕6号")
    with pytest.raises(Refused, match="批准文号"):
        decide_relief(chen, relief, 1, approve=True, document="")
    decide_relief(chen, relief, 1, approve=True, document="白组〔2026〕6号")
    cell = sheets.board(he, world[BRANCH], Period(NOV, NOV)).whole.sum
    assert (cell.payable, cell.exempt) == (0, 1)
    with pytest.raises(Refused, match="已有一份"):
        ask_relief(he, wei, **terms)
    with pytest.raises(Conflict):
        decide_relief(chen, relief, 1, approve=False, document="")


# --- money --------------------------------------------------------------------------------------


def test_what_is_handed_up_arrives_when_it_is_confirmed(world: World, wei: Person):
    he, chen = world.actor("何文"), world.actor("陈岚")
    received(world, wei)
    with pytest.raises(Refused, match=r"留存只有 15\.00"):
        book_entry(he, world[BRANCH], Line("remit", TODAY, 1501))
    entry = book_entry(he, world[BRANCH], Line("remit", TODAY, 1500, period=Period(NOV, NOV)))
    assert (books.balance(world[BRANCH]), books.balance(world[TOWN])) == (0, 0)
    share = shares.share_of_org(world[BRANCH], Period(NOV, NOV), TODAY)
    assert (share.due, share.sent, share.under_way) == (1500, 1500, 1500)
    with pytest.raises(NotVisible):
        receive_entry(world.actor("石磊"), entry, 1, on=TODAY, amount=1500)
    receive_entry(chen, entry, 1, on=TODAY, amount=1400)
    assert books.balance(world[TOWN]) == 1400
    share = shares.share_of_org(world[BRANCH], Period(NOV, NOV), TODAY)
    assert share.under_way == 100  # the discrepancy stays in view
    with pytest.raises(Refused, match="已经确认"):
        receive_entry(chen, entry, entry.version + 1, on=TODAY, amount=1500)
    with pytest.raises(Refused, match="由对方退回"):
        reverse_entry(he, entry, reason="退回")


def test_a_township_hands_up_its_share_of_all_below(world: World, wei: Person):
    received(world, wei)
    chen = world.actor("陈岚")
    set_value(chen, UPWARD_SHARE, world[TOWN], Decimal("7.5"), Basis(TODAY, "省组〔2026〕2号"))
    share = shares.share_of_org(world[TOWN], Period(NOV, NOV), TODAY)
    assert (share.received, share.due) == (1500, 113)  # 112.5 rounds up


def test_a_line_is_reversed_and_stays(world: World, wei: Person):
    he = world.actor("何文")
    received(world, wei)
    entry = book_entry(he, world[BRANCH], Line("remit", TODAY, 1000))
    with pytest.raises(Refused, match="冲销原因"):
        reverse_entry(he, entry, reason="")
    reverse_entry(he, entry, reason="金额有误")
    assert books.balance(world[BRANCH]) == 1500
    with pytest.raises(Refused, match="已经冲销"):
        reverse_entry(he, entry, reason="再冲")
    with pytest.raises(Refused, match="对方已冲销"):
        receive_entry(world.actor("陈岚"), entry, 1, on=TODAY, amount=1000)


def test_dues_are_used_by_three_hands(world: World):
    he, chen, zhou = world.actor("何文"), world.actor("陈岚"), world.actor("周正")
    town = world[TOWN]
    book_entry(chen, town, Line("opening", TODAY, 50_000))
    terms = {"use": "training", "purpose": "培训", "amount": 50_000, "meeting": "党委会"}
    for change, why in (
        ({"use": "dinner"}, "R-FEE-22"), ({"meeting": ""}, "R-FEE-23"),
        ({"amount": 50_001}, "R-FEE-26"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            ask_spending(he, world[BRANCH], town, **{**terms, **change})
    asked = ask_spending(he, world[BRANCH], town, **terms)
    with pytest.raises(NotVisible):
        decide_spending(world.actor("石磊"), asked, 1, approve=True, document="x")
    decided = decide_spending(chen, asked, 1, approve=True, document="白委〔2026〕3号")
    with pytest.raises(Refused, match="批准的人不能自己付款"):
        pay_spending(chen, decided, 2, on=TODAY, document="001")
    paid = pay_spending(zhou, decided, 2, on=TODAY, document="001")
    assert (paid.state, books.balance(town)) == ("paid", 0)
    assert books.by_use(town, NOV.index, NOV.index) == [("training", 50_000)]
    with pytest.raises(Refused, match="已经支付"):
        pay_spending(zhou, paid, paid.version, on=TODAY, document="001")


def test_accountant_and_cashier_are_two(world: World):
    chen, one = world.actor("陈岚"), world.people["何文"].pk
    with pytest.raises(Refused, match="R-FEE-24"):
        name_keepers(chen, world[TOWN], 1, accountant=one, cashier=one)
    name_keepers(chen, world[TOWN], 1, accountant=one, cashier=world.people["陈岚"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        FundBook.objects.filter(org=world[TOWN]).update(cashier_id=one)


# --- what the database refuses, what the check-up finds -----------------------------------------


def test_the_database_refuses_a_month_paid_twice(world: World, wei: Person):
    received(world, wei)
    item = DuesItem.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DuesItem.objects.create(
            payment=item.payment, person=wei, org=item.org, month=item.month, amount_fen=1
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        DuesPayment.objects.filter(pk=item.payment_id).update(amount_fen=-1)


def found_wrong() -> list[str]:
    [result] = run({"dues_books"})
    return [finding.text for finding in result.findings]


def test_the_check_up_finds_what_was_tampered_with(world: World, wei: Person):
    from jishi.funds.actions import close_month

    he = world.actor("何文")
    october = Month.of(2026, 10)
    record_month(he, world[BRANCH], october, {wei.pk}, paid_on=date(2026, 10, 9))
    close_month(he, world[BRANCH], october)
    assert found_wrong() == []
    DuesPayment.objects.update(amount_fen=1600, receipt_no=2)
    text = "".join(found_wrong())
    assert "与所交月份合计不符" in text
    assert "收据号不连续" in text
    assert "已结账的月份被改动" in text


def test_two_amounts_in_one_month_would_be_found(world: World, wei: Person):
    he = world.actor("何文")
    fix_base(he, wei, BaseRow(wei.pk, NOV, "official", 400_000, reason="调资"))
    DuesBase.objects.filter(from_month=JAN.index).update(until_month=NOV.index + 3)
    assert any("两个核定数额" in text for text in found_wrong())
