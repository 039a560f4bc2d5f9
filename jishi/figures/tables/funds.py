"""Dues month by month, money received, money sent and spent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table
from jishi.figures.fetching import Day, Number, Text, fetch
from jishi.figures.tables.members import people_named
from jishi.funds.access import DUES_VIEW, FUND_VIEW
from jishi.funds.models import DuesPayment, FundEntry, Spending
from jishi.funds.queries import sources
from jishi.funds.reckon import Range, paid_keys
from jishi.kernel.period import Month

_NAMES = ("id", "org", "person", "day", "payable", "paid", "late", "unfixed", "exempt", "fen")


def _months(asked: Asked) -> Columns:
    """One row for each person and month; a month stands where it was paid, else with the branch."""
    span = Range(asked.first.index, asked.last.index)
    people = sources.whole(span, None) if asked.orgs is None else _people(span, asked.orgs)
    made = [
        (person, *key)
        for person, who in people.items()
        for key in paid_keys(span, who)
        if asked.orgs is None or key[0] in asked.orgs
    ]
    parts = [_of_month(made, bit, span) for bit in range(span.length)] if made else []
    if not parts:
        return columns((), _NAMES, ())
    return Columns(**{n: np.concatenate([part[n] for part in parts]) for n in _NAMES})


def _of_month(made: list[tuple[Any, ...]], bit: int, span: Range) -> dict[str, Any]:
    person, org, fen, months, paid, late = (np.array(c) for c in zip(*(
        (p, o, -1 if f is None else f, m >> bit & 1, d >> bit & 1, t >> bit & 1)
        for p, o, f, m, d, t in made
    ), strict=True))  # fmt: skip
    there = months.astype(bool)
    first = Month(span.first + bit).first_day
    day = first.year * 10000 + first.month * 100 + 1
    has_paid = paid.astype(bool)
    owes = (fen > 0) | has_paid
    found = {
        "id": person, "org": org, "person": person, "day": np.full(len(person), day),
        "payable": owes, "paid": has_paid, "late": late.astype(bool),
        "unfixed": (fen < 0) & ~has_paid, "exempt": (fen == 0) & ~has_paid,
        "fen": np.where(owes, np.maximum(fen, 0), 0),
    }  # fmt: skip
    return {name: values[there] for name, values in found.items()}


def _people(span: Range, orgs: Collection[int]) -> Any:
    """Members of these organisations, and whoever paid there while standing elsewhere."""
    states = sources.member_states(span).filter(org__in=sorted(orgs)).order_by()
    ids = set(states.values_list("person_id", flat=True))
    ids |= set(sources.payers_of(span, orgs))
    return sources.people_of(span, ids or {0})


def _received(asked: Asked) -> Columns:
    rows = DuesPayment.objects.filter(asked.within(), asked.days("paid_on"))
    return fetch(
        rows, order=("day",), id=Number("person_id"), org=Number("org_id"),
        person=Number("person_id"), day=Day("paid_on"), kind=Text("kind"),
        fen=Number("amount_fen"),
    )  # fmt: skip


def _entries(asked: Asked) -> Columns:
    rows = FundEntry.objects.filter(asked.within(), asked.days("on")).order_by("on", "pk")
    found = rows.values_list("pk", "org_id", "on", "kind", "amount_fen")
    return columns(found, ("id", "org", "day", "kind", "fen"), {"day"})


def _entry_names(ids: Collection[int]) -> Mapping[int, str]:
    rows = FundEntry.objects.filter(pk__in=ids)
    return {row.pk: row.note or row.kind_label for row in rows}


def _spent(asked: Asked) -> Columns:
    rows = Spending.objects.filter(
        asked.within("holder"), asked.days("entry__on"), state="paid"
    ).order_by("entry__on", "pk")  # fmt: skip
    found = rows.values_list("pk", "holder_id", "entry__on", "use", "amount_fen")
    return columns(found, ("id", "org", "day", "use", "fen"), {"day"})


def _purposes(ids: Collection[int]) -> Mapping[int, str]:
    return dict(Spending.objects.filter(pk__in=ids).values_list("pk", "purpose"))


DUES = Table(
    code="dues", title="按月党费", source="R-FEE-15", load=_months,
    follows=("dues", "dues_month", "dues_base", "member", "record.duesbase", "record.duesrelief"),
    counts="人月", whose="应收的党组织", dated="党费所属月份", noun="member", labels=people_named,
    page="dues-person", permission=DUES_VIEW, started=True,
)  # fmt: skip
RECEIVED = Table(
    code="received", title="党费收款", source="R-FEE-26", load=_received,
    follows=("dues", "dues_month", "record.duespayment"), counts="笔收款", whose="收款的党组织",
    dated="交纳日期", noun="member", labels=people_named, page="dues-person",
    permission=DUES_VIEW, started=True,
)  # fmt: skip
ENTRIES = Table(
    code="fund_entries", title="党费账目", source="R-FEE-24", load=_entries,
    follows=("record.fundentry", "record.spending"), counts="笔账目", whose="记账的党组织",
    dated="记账日期", noun="fund_entry", labels=_entry_names, permission=FUND_VIEW, started=True,
)  # fmt: skip
SPENT = Table(
    code="spent", title="党费使用", source="R-FEE-22", load=_spent, follows=("record.spending",),
    counts="笔支出", whose="列支的党组织", dated="支付日期", noun="spending", labels=_purposes,
    permission=FUND_VIEW, started=True,
)  # fmt: skip
