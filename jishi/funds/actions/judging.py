"""Whether a receipt may be written: the same judgement for one and for many.

Start at `facts_of`, which reads what a number of rows are judged by, and `judge_payment`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jishi.base.settings_tree import in_force
from jishi.funds.actions.gate import Gate, enter
from jishi.funds.actions.receive import Draft
from jishi.funds.kinds import PAYMENT_KINDS
from jishi.funds.local import PROVINCE_FROM
from jishi.funds.models import DuesPayment
from jishi.funds.queries.sources import chunks, people_of, settled
from jishi.funds.reckon import Due, Range, outstanding
from jishi.funds.rules import payments as rules
from jishi.kernel.money import FEN
from jishi.kernel.period import Month
from jishi.kernel.verdict import Verdict, all_of, first_refusal
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

State = Literal["made", "same", "refused"]


@dataclass(frozen=True)
class Outcome:
    state: State
    pk: int | None = None
    message: str = ""  # why refused, or what to mind
    clause: str = ""


@dataclass(frozen=True)
class PaymentRow:
    """One receipt; `first` to `last` are the months of regular dues."""

    person_id: int
    paid_on: date
    amount_fen: int
    first: Month | None = None
    last: Month | None = None
    kind: str = "regular"
    org_id: int | None = None  # that received it; default: the member's own organisation
    payer: str = ""
    quarterly: bool = False
    consent: str = ""
    opinion: str = ""
    card: str = ""
    purpose: str = ""
    enclosed: tuple[str, ...] = ()
    bank_serial: str = ""
    note: str = ""


def refused_by(verdict: Verdict) -> Outcome:
    first = verdict.refusals[0]
    return Outcome("refused", None, first.text, first.clause)


def people_by(ids: Iterable[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for some in chunks(ids):
        rows = Person.objects.filter(pk__in=some, merged_into=None).select_related("org")
        found |= {person.pk: person for person in rows}
    return found


@dataclass
class Facts:
    """What the rows of one workbook are judged by."""

    actor: Actor
    people: dict[int, Person]
    orgs: dict[int, Organisation]
    gates: dict[int, Gate]
    open: dict[int, dict[int, Due]]
    before: dict[int, list[DuesPayment]]
    province_from: dict[int, int]


def facts_of(actor: Actor, rows: Sequence[PaymentRow]) -> Facts:
    people = people_by(row.person_id for row in rows)
    wanted = {row.org_id for row in rows if row.org_id} | {p.org_id for p in people.values()}
    orgs = {org.pk: org for some in chunks(wanted) for org in _organisations(some)}
    months = [m.index for row in rows for m in (row.first, row.last) if m is not None]
    open_: dict[int, dict[int, Due]] = defaultdict(dict)
    if months:
        span = Range(min(months), max(months))
        open_ |= outstanding(span, people_of(span, people), settled(span, people))
    before: dict[int, list[DuesPayment]] = defaultdict(list)
    for some in chunks(people):
        days = {row.paid_on for row in rows}
        rows_before = DuesPayment.objects.filter(
            person_id__in=some, paid_on__gte=min(days), paid_on__lte=max(days),
            reversal_of__isnull=True, reversed_by__isnull=True,
        )  # fmt: skip
        for payment in rows_before.prefetch_related("items"):
            before[payment.person_id].append(payment)
    limits = in_force(PROVINCE_FROM, actor.today)
    province = {org.pk: limits.at_org(org).value * FEN for org in orgs.values()}
    return Facts(actor, people, orgs, enter(orgs), open_, before, province)


def _organisations(ids: list[int]) -> Iterable[Organisation]:
    return Organisation.objects.filter(pk__in=ids)


def judge_payment(
    row: PaymentRow, person: Person, org: Organisation, facts: Facts
) -> tuple[Outcome, Draft | None]:
    same = next((p for p in facts.before[person.pk] if _is_same(p, row, org, facts)), None)
    if same is not None:
        facts.before[person.pk].remove(same)
        return Outcome("same", same.pk), None
    if row.kind not in PAYMENT_KINDS:
        return Outcome("refused", None, "没有这种党费"), None
    if row.kind == "regular":
        return _judge_regular(row, person, org, facts)
    province = facts.province_from[org.pk]
    gate = facts.gates[org.pk]
    verdict = first_refusal(
        rules.may_book_on(row.paid_on, facts.actor.today, gate.closed_to),
        rules.may_give(row.kind, row.amount_fen, row.enclosed, row.purpose, province),
    )
    if verdict.refused:
        return refused_by(verdict), None
    large = row.kind == "large"
    goes_to = rules.destination(row.amount_fen, province) if large else ""
    return Outcome("made"), Draft(
        person.pk, org.pk, row.paid_on, row.amount_fen, kind=row.kind,
        more={**_more(row), "goes_to": goes_to},
    )  # fmt: skip


def _is_same(payment: DuesPayment, row: PaymentRow, org: Organisation, facts: Facts) -> bool:
    """The receipt of this row is there already: same day and money, and its months are settled."""
    theirs = (payment.org_id, payment.kind, payment.paid_on, payment.amount_fen)
    if theirs != (org.pk, row.kind, row.paid_on, row.amount_fen):
        return False
    if row.kind != "regular" or row.first is None or row.last is None:
        return row.kind != "regular"
    wanted = range(row.first.index, row.last.index + 1)
    settled_there = all(item.month in wanted for item in payment.items.all())
    return settled_there and not any(month in facts.open[row.person_id] for month in wanted)


def _judge_regular(
    row: PaymentRow, person: Person, org: Organisation, facts: Facts
) -> tuple[Outcome, Draft | None]:
    if row.first is None or row.last is None or row.last < row.first:
        return Outcome("refused", None, "请写明交哪几个月的党费"), None
    open_ = facts.open[person.pk]
    due = {m: open_[m] for m in range(row.first.index, row.last.index + 1) if m in open_}
    months = tuple(Month(m) for m in due)
    verdict = first_refusal(
        rules.may_book_on(row.paid_on, facts.actor.today, facts.gates[org.pk].closed_to),
        rules.may_pay({Month(m): each.fen for m, each in due.items()}, row.amount_fen),
        lambda: all_of(
            rules.may_make_up(months[0], row.paid_on, row.opinion),
            rules.may_take(
                row.quarterly, row.consent, months, bool(row.payer), row.payer,
                person.org_id == org.pk, row.card,
            ),
        ),
    )  # fmt: skip
    if verdict.refused:
        return refused_by(verdict), None
    return Outcome("made", None, verdict.text), Draft(
        person.pk, org.pk, row.paid_on, row.amount_fen, owed_to=person.org_id, due=due,
        more=_more(row),
    )  # fmt: skip


def _more(row: PaymentRow) -> dict[str, object]:
    return {
        "payer": row.payer, "quarterly": row.quarterly, "consent": row.consent,
        "opinion": row.opinion, "card": row.card, "purpose": row.purpose,
        "enclosed": ",".join(row.enclosed), "bank_serial": row.bank_serial, "note": row.note,
    }  # fmt: skip
