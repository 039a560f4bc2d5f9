"""Many bases and payments at once, as a workbook brings them: checked row by row, written together.

`take_in_bases` and `take_in_payments` answer with one `Outcome` per row, in the order given. A
refused row leaves nothing behind; a row that is there already is `same`, so that the same workbook
twice changes nothing. `checked=True` only looks: nothing is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.settings_tree import in_force
from jishi.funds.access import BASE_FIX, DUES_RECORD
from jishi.funds.actions.fixing import Fix, Terms, row_of, terms_of, write_bases
from jishi.funds.actions.gate import Gate, enter
from jishi.funds.actions.receive import Draft, write
from jishi.funds.kinds import GROUPS, PAYMENT_KINDS
from jishi.funds.local import PROVINCE_FROM
from jishi.funds.models import DuesBase, DuesPayment
from jishi.funds.queries.sources import chunks, people_of, settled
from jishi.funds.reckon import Due, Range, outstanding
from jishi.funds.rules import payments as rules
from jishi.funds.rules.bases import may_fix
from jishi.funds.rules.brackets import amount_in_order, reckon
from jishi.kernel.period import Month
from jishi.kernel.verdict import Verdict, all_of, first_refusal, refuse
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach

BASES_TAKEN = Verb("dues.take_in_bases", "批量核定党费")
PAYMENTS_TAKEN = Verb("dues.take_in_payments", "批量登记党费收款")

State = Literal["made", "same", "refused"]


@dataclass(frozen=True)
class Outcome:
    state: State
    pk: int | None = None
    message: str = ""  # why refused, or what to mind
    clause: str = ""


@dataclass(frozen=True)
class BaseRow:
    """One member's amount from a month on; without `monthly_fen` it is what the scale gives."""

    person_id: int
    start: Month
    group: str
    base_fen: int | None = field(default=None, repr=False)
    monthly_fen: int | None = None
    reason: str = ""
    basis: str = ""


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


def _refused(verdict: Verdict) -> Outcome:
    first = verdict.refusals[0]
    return Outcome("refused", None, first.text, first.clause)


def _people(ids: Iterable[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for some in chunks(ids):
        rows = Person.objects.filter(pk__in=some, merged_into=None).select_related("org")
        found |= {person.pk: person for person in rows}
    return found


def _reached(actor: Actor, permission: Permission) -> Callable[[Organisation], bool]:
    where = reach(actor, permission)
    return lambda org: where.covers(org.path)


def _gone(person: Person | None, reached: Callable[[Organisation], bool]) -> Verdict | None:
    if person is None or not reached(person.org):
        return refuse("no_such_person", "没有这名党员，或不在您的范围内")
    return None


# --- bases --------------------------------------------------------------------------------------


def take_in_bases(actor: Actor, rows: Sequence[BaseRow], *, checked: bool = False) -> list[Outcome]:
    """Fix many amounts; several of one member in the order of their months."""
    with act(actor, BASE_FIX) as doing:
        people = _people(row.person_id for row in rows)
        terms = terms_of(people.values())
        reached = _reached(actor, BASE_FIX)
        known = _bases(people)
        outcomes: list[Outcome] = []
        fixes: dict[int, Fix] = {}
        for index, row in enumerate(rows):
            person = people.get(row.person_id)
            gone = _gone(person, reached)
            if gone is not None or person is None:
                outcomes.append(_refused(gone or Verdict()))
                continue
            outcome = _judge_base(row, known[person.pk], terms[person.org_id], actor.today)
            outcomes.append(outcome)
            if outcome.state == "made":
                fixes[index] = Fix(
                    person, row.start, row.group, row.base_fen, row.monthly_fen, row.reason,
                    row.basis,
                )  # fmt: skip
                known[person.pk].append(row_of(actor, fixes[index], terms[person.org_id]))
        if checked or not fixes:
            return outcomes
        for wave in _waves(fixes):
            made = write_bases(actor, [fixes[index] for index in wave], terms)
            for index, base in zip(wave, made, strict=True):
                outcomes[index] = Outcome("made", base.pk, outcomes[index].message)
        for org, count in _by_org(fix.person.org for fix in fixes.values()):
            doing.record(BASES_TAKEN, org, org=org, count=count)
        return outcomes


def _waves(fixes: Mapping[int, Fix]) -> list[list[int]]:
    """The first row of each member, then the second of those who have one, and so on."""
    waves: list[list[int]] = []
    count: dict[int, int] = defaultdict(int)
    for index, fix in fixes.items():
        place = count[fix.person.pk]
        count[fix.person.pk] += 1
        if place == len(waves):
            waves.append([])
        waves[place].append(index)
    return waves


def _by_org(orgs: Iterable[Organisation]) -> list[tuple[Organisation, int]]:
    counts: dict[int, tuple[Organisation, int]] = {}
    for org in orgs:
        counts[org.pk] = (org, counts.get(org.pk, (org, 0))[1] + 1)
    return list(counts.values())


def _bases(people: Iterable[int]) -> dict[int, list[DuesBase]]:
    found: dict[int, list[DuesBase]] = defaultdict(list)
    for some in chunks(people):
        rows = DuesBase.objects.filter(person_id__in=some, void=False)
        for base in rows.order_by("from_month"):
            found[base.person_id].append(base)
    return found


def _judge_base(row: BaseRow, known: Sequence[DuesBase], terms: Terms, today: date) -> Outcome:
    if row.group not in GROUPS:
        return Outcome("refused", None, "没有这个类别")
    if GROUPS[row.group].has_base and row.base_fen is None:
        return Outcome("refused", None, "请填写计算基数", "R-FEE-08")
    due = reckon(row.group, row.base_fen, terms.rounding, terms.farmer)
    monthly = due.proposed if row.monthly_fen is None else row.monthly_fen
    for base in known:
        same = (base.from_month, base.group, base.monthly_fen, base.computed_fen)
        if same == (row.start.index, row.group, monthly, due.computed):
            return Outcome("same", base.pk)
    verdict = first_refusal(
        may_fix(
            row.group, row.start, Month(known[-1].from_month) if known else None,
            any(base.year == row.start.year for base in known), row.reason, Month.holding(today),
        ),
        amount_in_order(row.group, row.base_fen, monthly, terms.rounding, terms.farmer),
    )  # fmt: skip
    return _refused(verdict) if verdict.refused else Outcome("made", None, verdict.text)


# --- payments -----------------------------------------------------------------------------------


@dataclass
class _Facts:
    """What the rows of one workbook are judged by."""

    actor: Actor
    people: dict[int, Person]
    orgs: dict[int, Organisation]
    gates: dict[int, Gate]
    open: dict[int, dict[int, Due]]
    before: dict[int, list[DuesPayment]]
    province_from: dict[int, int]


def take_in_payments(
    actor: Actor, rows: Sequence[PaymentRow], *, checked: bool = False
) -> list[Outcome]:
    """Record many receipts; whole months only, each month of a member once."""
    with act(actor, DUES_RECORD) as doing:
        facts = _facts(actor, rows)
        reached = _reached(actor, DUES_RECORD)
        outcomes: list[Outcome] = []
        drafts: dict[int, Draft] = {}
        for index, row in enumerate(rows):
            person = facts.people.get(row.person_id)
            org = facts.orgs.get(row.org_id or (person.org_id if person else 0))
            if person is None or org is None or not reached(org):
                outcomes.append(Outcome("refused", None, "没有这名党员，或不在您的范围内"))
                continue
            outcome, draft = _judge_payment(row, person, org, facts)
            outcomes.append(outcome)
            if draft is not None:
                drafts[index] = draft
                for month in draft.due:
                    facts.open[person.pk].pop(month)
        if checked or not drafts:
            return outcomes
        payments = write(actor, list(drafts.values()), facts.gates)
        for index, payment in zip(drafts, payments, strict=True):
            outcomes[index] = Outcome("made", payment.pk, outcomes[index].message)
        for org, count in _by_org(facts.orgs[payment.org_id] for payment in payments):
            fen = sum(p.amount_fen for p in payments if p.org_id == org.pk)
            doing.record(PAYMENTS_TAKEN, org, org=org, count=count, fen=fen)
        return outcomes


def _facts(actor: Actor, rows: Sequence[PaymentRow]) -> _Facts:
    people = _people(row.person_id for row in rows)
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
        for payment in DuesPayment.objects.filter(
            person_id__in=some, paid_on__gte=min(days), paid_on__lte=max(days),
            reversal_of__isnull=True, reversed_by__isnull=True,
        ):  # fmt: skip
            before[payment.person_id].append(payment)
    limits = in_force(PROVINCE_FROM, actor.today)
    province = {org.pk: limits.at_org(org).value * 100 for org in orgs.values()}
    return _Facts(actor, people, orgs, enter(orgs), open_, before, province)


def _organisations(ids: list[int]) -> Iterable[Organisation]:
    return Organisation.objects.filter(pk__in=ids)


def _judge_payment(
    row: PaymentRow, person: Person, org: Organisation, facts: _Facts
) -> tuple[Outcome, Draft | None]:
    same = next((p for p in facts.before[person.pk] if _is_same(p, row, org)), None)
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
        return _refused(verdict), None
    large = row.kind == "large"
    goes_to = rules.destination(row.amount_fen, province) if large else ""
    return Outcome("made"), Draft(
        person.pk, org.pk, row.paid_on, row.amount_fen, kind=row.kind,
        more={**_more(row), "goes_to": goes_to},
    )  # fmt: skip


def _is_same(payment: DuesPayment, row: PaymentRow, org: Organisation) -> bool:
    theirs = (payment.org_id, payment.kind, payment.paid_on, payment.amount_fen)
    return theirs == (org.pk, row.kind, row.paid_on, row.amount_fen)


def _judge_regular(
    row: PaymentRow, person: Person, org: Organisation, facts: _Facts
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
        return _refused(verdict), None
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
