"""Many bases and payments at once, as a workbook brings them: checked row by row, written together.

`take_in_bases` and `take_in_payments` answer with one `Outcome` per row, in the order given. A
refused row leaves nothing behind; a row that is there already is `same`, so that the same workbook
twice changes nothing. `checked=True` only looks: nothing is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.funds.access import BASE_FIX, DUES_RECORD
from jishi.funds.actions.fixing import (
    BaseRow,
    Fix,
    bases_by,
    judge_base,
    paid_elsewhere,
    row_of,
    terms_of,
    write_bases,
)
from jishi.funds.actions.judging import (
    Outcome,
    PaymentRow,
    facts_of,
    judge_payment,
    people_by,
    refused_by,
)
from jishi.funds.actions.receive import Draft, write
from jishi.kernel.verdict import Verdict, refuse
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach

BASES_TAKEN = Verb("dues.take_in_bases", "批量核定党费")
PAYMENTS_TAKEN = Verb("dues.take_in_payments", "批量登记党费收款")


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
        people = people_by(row.person_id for row in rows)
        terms = terms_of(people.values())
        reached = _reached(actor, BASE_FIX)
        known, elsewhere = bases_by(people), paid_elsewhere(people)
        outcomes: list[Outcome] = []
        fixes: dict[int, Fix] = {}
        for index, row in enumerate(rows):
            person = people.get(row.person_id)
            gone = _gone(person, reached)
            if gone is not None or person is None:
                outcomes.append(refused_by(gone or Verdict()))
                continue
            outcome = judge_base(
                row, known[person.pk], terms[person.org_id], actor.today, elsewhere.get(person.pk)
            )
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


# --- payments -----------------------------------------------------------------------------------


def take_in_payments(
    actor: Actor, rows: Sequence[PaymentRow], *, checked: bool = False
) -> list[Outcome]:
    """Record many receipts; whole months only, each month of a member once."""
    with act(actor, DUES_RECORD) as doing:
        facts = facts_of(actor, rows)
        reached = _reached(actor, DUES_RECORD)
        outcomes: list[Outcome] = []
        drafts: dict[int, Draft] = {}
        for index, row in enumerate(rows):
            person = facts.people.get(row.person_id)
            org = facts.orgs.get(row.org_id or (person.org_id if person else 0))
            if person is None or org is None or not reached(org):
                outcomes.append(Outcome("refused", None, "没有这名党员，或不在您的范围内"))
                continue
            outcome, draft = judge_payment(row, person, org, facts)
            outcomes.append(outcome)
            if draft is not None:
                drafts[index] = draft
                for month in draft.due:
                    facts.open[person.pk].pop(month)
        if checked or not drafts:
            return outcomes
        payments = write(actor, list(drafts.values()), facts.gates)
        for draft in drafts.values():
            doing.touch("dues", draft.owed_to or draft.org, draft.paid_on)
        for index, payment in zip(drafts, payments, strict=True):
            outcomes[index] = Outcome("made", payment.pk, outcomes[index].message)
        for org, count in _by_org(facts.orgs[payment.org_id] for payment in payments):
            fen = sum(p.amount_fen for p in payments if p.org_id == org.pk)
            doing.record(PAYMENTS_TAKEN, org, org=org, count=count, fen=fen)
        return outcomes
