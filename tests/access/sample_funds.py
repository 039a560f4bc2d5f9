"""Dues at every place: a member with an amount, receipts, relief, a note, lines in books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jishi.base.clock import now
from jishi.funds.models import (
    ArrearsNote,
    DuesBase,
    DuesItem,
    DuesPayment,
    DuesRelief,
    FundEntry,
    MonthClosing,
    Spending,
)
from jishi.kernel.period import Month
from jishi.people.models import MemberState, Person
from jishi.tree.models import Organisation
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, by_org, by_row
from tests.world import TODAY

JAN, JUNE, NOW = Month.of(2026, 1), Month.of(2026, 6), Month.holding(TODAY)


@planted
def _dues(place: Place) -> None:
    member = place.keep("dues-member", Person.objects.create(
        code=f"dues-{place.number}", name="党费", org=place.org, standing="full",
        joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=date(2005, 7, 1),
    ))  # fmt: skip
    assert isinstance(member, Person)
    MemberState.objects.create(
        person=member, since=date(2005, 7, 1), org=place.org, standing="full"
    )
    base = DuesBase.objects.create(
        person=member, org=place.org, year=2026, from_month=JAN.index, group="official",
        base="300000", rate=50, computed_fen=1500, monthly_fen=1500, fixed_on=TODAY, basis="支委会",
    )  # fmt: skip
    place.keep("dues-base", base)
    for name, kind in (("dues-payment", "regular"), ("dues-large", "large")):
        payment = DuesPayment.objects.create(
            person=member, org=place.org, kind=kind, paid_on=date(2026, 1, 20),
            book_month=JAN.index, amount_fen=1500 if kind == "regular" else 100_000,
            receipt_year=2026, receipt_no=place.number * 2 + (kind == "large"),
            goes_to="" if kind == "regular" else "centre", recorded_at=now(),
        )  # fmt: skip
        place.keep(name, payment)
        if kind == "regular":
            DuesItem.objects.create(
                payment=payment, person=member, org=place.org, month=JAN.index, amount_fen=1500
            )
    place.keep("dues-relief", DuesRelief.objects.create(
        person=member, org=place.org, from_month=NOW.index + 1, last_month=NOW.index + 2,
        reason="患病", meeting="支委会", asked_on=TODAY,
    ))  # fmt: skip
    place.keep(
        "arrears-note",
        ArrearsNote.objects.create(
            person=member, org=place.org, reason="other", noted_on=TODAY, note="外出"
        ),
    )


@planted
def _books(place: Place) -> None:
    sender = Organisation.objects.filter(parent=place.org).order_by("pk").first()
    sender = sender or place.org.parent  # at the foot of the tree it comes from above
    more = {"on": TODAY, "book_month": NOW.index, "recorded_at": now()}
    opening = FundEntry.objects.create(
        org=place.org, kind="opening", amount_fen=500_000, note="期初", **more
    )
    place.keep("fund-entry", opening)
    if sender is not None:  # named, not marked: it lies in the sender's book, seen by both
        place.rows["fund-arrival"] = FundEntry.objects.create(
            org=sender, other=place.org, kind="remit", amount_fen=100, note="上缴", **more
        )
    for name, state in (("spending", "applied"), ("approved-spending", "approved")):
        place.keep(name, Spending.objects.create(
            org=place.org, holder=place.org, use="training", purpose="培训", amount_fen=100,
            meeting="党委会", asked_on=TODAY, state=state,
        ))  # fmt: skip
    if not MonthClosing.objects.filter(org=place.org).exists():
        MonthClosing.objects.create(
            org=place.org, month=Month.of(2025, 12).index, payable_count=0, paid_count=0,
            payable_fen=0, collected_fen=0, large_fen=0, special_fen=0, in_fen=0, out_fen=0,
            balance_fen=0, digest="-", closed_at=now(),
        )  # fmt: skip


def by_member(**more: Any) -> Any:
    return by_row("dues-member", "org", **more)


def _pay(place: Place) -> Mapping[str, Any]:
    day = TODAY.isoformat()
    return {
        "first": "2026-06", "last": "2026-06", "amount": "15.00", "paid_on": day, "quarterly": "",
    }  # fmt: skip


SAMPLES |= {
    "dues-board": by_org(),
    "dues-month": by_org(
        also=frozenset({403}),  # whoever only looks
        send=lambda place: {
            "payers": place.rows["dues-member"].pk, "paid_on": TODAY.isoformat(), "quarterly": "",
        },
    ),
    "dues-bases": by_org(hard="须上年核定过"),
    "dues-person": by_member(),
    "dues-pay": by_member(send=_pay),
    "dues-give": by_member(
        send=lambda place: {
            "kind": "special", "amount": "50", "purpose": "救灾", "paid_on": TODAY.isoformat(),
        }
    ),
    "dues-base": by_member(
        send=lambda place: {
            "group": "official", "start": "2026-11", "base": "4000", "reason": "调资",
        }
    ),
    "dues-relief-ask": by_member(
        send=lambda place: {
            "first": "2027-03", "last": "2027-04", "monthly": "0", "reason": "病", "meeting": "会",
        }
    ),
    "dues-arrears-note": by_member(send=lambda place: {"reason": "away"}),
    "dues-statement": by_member(),
    "dues-payment": by_row("dues-payment", "org"),
    "dues-receipt": by_row("dues-payment", "org"),
    "dues-reverse": by_row("dues-payment", "org", send=lambda place: {"reason": "登记错了"}),
    "dues-match": by_row("dues-payment", "org", send=lambda place: {"serial": "S-1"}),
    "dues-relief": by_row(
        "dues-relief", "org", also=frozenset({403}),
        send=lambda place: {"decision": "yes", "document": "白组〔2026〕6号"},
    ),
    "dues-register": by_org(),
    "dues-publication": by_org(),
    "fund": by_org(sent_up=frozenset({"fund_entry"})),
    "fund-entry": by_org(
        send=lambda place: {
            "kind": "interest", "fund": "regular", "amount": "1", "on": TODAY.isoformat(),
            "first": "", "last": "",
        }
    ),
    "fund-close": by_org(send=lambda place: {"month": "2026-01"}),
    "fund-keepers": by_org(send=lambda place: {"_version": "1"}),
    "fund-ask": by_org(
        send=lambda place: {
            "holder": place.org.pk, "use": "training", "purpose": "培训", "amount": "1",
            "meeting": "党委会",
        }
    ),
    "fund-receive": by_row(
        "fund-arrival", "org", send=lambda place: {"amount": "1", "on": TODAY.isoformat()},
        sent_up=frozenset({"fund_entry"}),
    ),
    "fund-reverse": by_row("fund-entry", "org", send=lambda place: {"reason": "记错了"}),
    "fund-spending": by_row(
        "spending", "org", also=frozenset({403}),
        send=lambda place: {"decision": "yes", "document": "白委〔2026〕3号"},
    ),
    "fund-pay": by_row(
        "approved-spending", "org",
        send=lambda place: {"on": TODAY.isoformat(), "document": "凭证1"},
    ),
}  # fmt: skip
