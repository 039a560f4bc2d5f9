"""The sender's side of a letter: asked for by the branch, issued, written again, closed.

The receiver's side is in `reception`. Every step leaves a line (`TransferStep`) at its desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from jishi.base import inbox
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.base.clock import now
from jishi.base.models import InboxKind
from jishi.kernel.period import Month
from jishi.kernel.workflow import Need
from jishi.people.access import TRANSFER_ISSUE, TRANSFER_RECEIVE, TRANSFER_REQUEST
from jishi.people.actions.states import Basis, note_change, turn
from jishi.people.models import ChangeKind, MobileSpell, Person, TransferLetter, TransferStep
from jishi.people.models.transfer import STEP_LABELS
from jishi.people.queries.transfer import issuer_of, may_transfer
from jishi.people.rules import transfer as rules
from jishi.people.rules.transfer import LETTER, OPEN, Way
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import holders

VERBS = {name: Verb(f"transfer.{name}", label) for name, label in STEP_LABELS.items()}


@dataclass(frozen=True)
class Wanted:
    """What a branch asks for: where to, why, and to which month dues are paid."""

    to_name: str
    reason: str
    paid_to: date
    on: date
    to_org: Organisation | None = None
    distance: str = "county"
    note: str = ""


def request_letter(actor: Actor, person: Person, wanted: Wanted) -> TransferLetter:
    """The branch asks its committee for a letter; nothing else changes yet."""
    with act(actor, TRANSFER_REQUEST, person.org) as doing:
        person = lock(Person.objects.select_related("org"), person.pk)
        open_letters = TransferLetter.objects.filter(person=person, state__in=OPEN).count()
        insist(rules.may_request(
            person.standing, open_letters, wanted.paid_to, wanted.on, actor.today
        ))  # fmt: skip
        issuer = issuer_of(person.org, actor.today)
        if issuer is None:
            raise Refused("上级没有可以开具介绍信的党委（R-REL-03）")
        if wanted.to_org is not None and not may_transfer(wanted.to_org, actor.today):
            raise Refused("接收方须是有权审批预备党员的党委（R-REL-03）", field="to")
        letter = TransferLetter.objects.create(
            person=person, from_org=person.org, from_name=person.org.name, issuer=issuer,
            to_org=wanted.to_org, to_name=wanted.to_org.name if wanted.to_org else wanted.to_name,
            distance=wanted.distance, reason=wanted.reason, note=wanted.note,
            paid_to=Month.holding(wanted.paid_to).first_day, requested_on=wanted.on,
        )  # fmt: skip
        step(doing, letter, "request", wanted.on, person.org)
        tell(letter, "issue", issuer, TRANSFER_ISSUE, actor.today, "待开具介绍信")
        return letter


def withdraw_request(
    actor: Actor, letter: TransferLetter, version: int, *, reason: str
) -> TransferLetter:
    assert letter.from_org is not None
    with act(actor, TRANSFER_REQUEST, letter.from_org) as doing:
        letter = take_up(letter, version, "withdraw", reason)
        bump(letter, state="cancelled", ended_on=actor.today, end_note=reason)
        step(doing, letter, "withdraw", actor.today, letter.from_org, reason)
        inbox.close(key(letter, "issue"))
        return letter


def issue_letter(
    actor: Actor, letter: TransferLetter, version: int, *, on: date, days: int
) -> TransferLetter:
    """A number of the committee's own year, a term, and the letter is on its way."""
    assert letter.issuer is not None
    with act(actor, TRANSFER_ISSUE, letter.issuer) as doing:
        letter = take_up(letter, version, "issue")
        _issue(actor, doing, letter, on, days)
        inbox.close(key(letter, "issue"))
        return letter


def _issue(actor: Actor, doing: Doing, letter: TransferLetter, on: date, days: int) -> None:
    issuer, taker = letter.issuer, letter.to_org
    assert issuer is not None
    insist(rules.may_issue(
        days, on, letter.requested_on, actor.today,
        may_transfer(issuer, actor.today), taker is None or may_transfer(taker, actor.today),
    ))  # fmt: skip
    bump(
        letter, state="issued", year=on.year, number=_next_number(issuer, on.year), issued_on=on,
        valid_days=days, valid_until=rules.valid_until(on, days),
    )  # fmt: skip
    step(doing, letter, "issue", on, issuer)
    if taker is not None:
        title = f"介绍信{letter.code}待接收，有效期至 {letter.valid_until}"
        tell(letter, "receive", taker, TRANSFER_RECEIVE, actor.today, title, letter.valid_until)


def _next_number(issuer: Organisation, year: int) -> int:
    """One after the last, without gaps: whoever numbers holds the committee's row."""
    Organisation.objects.select_for_update().get(pk=issuer.pk)
    last = TransferLetter.objects.filter(issuer=issuer, year=year).aggregate(last=Max("number"))
    return (last["last"] or 0) + 1


@dataclass(frozen=True)
class Again:
    """Why a letter is written again, and what was done about it (R-REL-07)."""

    on: date
    days: int
    lost: bool
    statement: str
    talked: bool


def reissue_letter(
    actor: Actor, letter: TransferLetter, version: int, again: Again
) -> TransferLetter:
    """The old letter becomes void, a new one takes its place under a new number."""
    assert letter.issuer is not None
    with act(actor, TRANSFER_ISSUE, letter.issuer) as doing:
        old = take_up(letter, version, "reissue", again.statement)
        assert old.valid_until is not None
        insist(rules.may_reissue(
            again.lost, old.valid_until, actor.today, again.statement, again.talked
        ))  # fmt: skip
        why = "遗失" if again.lost else "超过有效期"
        bump(old, state="void", ended_on=actor.today, end_note=why, statement=again.statement)
        step(doing, old, "reissue", actor.today, old.issuer, f"{why}；{again.statement}")
        close_todos(old)
        new = TransferLetter.objects.create(
            person=old.person, from_org=old.from_org, from_name=old.from_name, issuer=old.issuer,
            to_org=old.to_org, to_name=old.to_name, distance=old.distance, reason=old.reason,
            note=old.note, paid_to=old.paid_to, requested_on=old.requested_on, replaces=old,
        )  # fmt: skip
        _issue(actor, doing, new, again.on, again.days)
        return new


def revoke_letter(
    actor: Actor, letter: TransferLetter, version: int, *, reason: str
) -> TransferLetter:
    """The member does not go after all; the number stays used."""
    assert letter.issuer is not None
    with act(actor, TRANSFER_ISSUE, letter.issuer) as doing:
        letter = take_up(letter, version, "revoke", reason)
        bump(letter, state="cancelled", ended_on=actor.today, end_note=reason)
        step(doing, letter, "revoke", actor.today, letter.issuer, reason)
        close_todos(letter)
        return letter


def close_letter(actor: Actor, letter: TransferLetter, version: int, *, on: date) -> TransferLetter:
    """The receipt has come back and is kept with the stub (R-REL-08)."""
    assert letter.issuer is not None
    with act(actor, TRANSFER_ISSUE, letter.issuer) as doing:
        letter = take_up(letter, version, "close")
        assert letter.received_on is not None
        receipt_on = on if letter.receipt_on else None
        insist(rules.may_close(receipt_on, letter.received_on, actor.today), "on")
        bump(letter, state="closed", ended_on=on)
        step(doing, letter, "close", on, letter.issuer)
        inbox.close(key(letter, "close"))
        return letter


def file_receipt(
    actor: Actor, letter: TransferLetter, version: int, *, received_on: date, on: date
) -> TransferLetter:
    """A receipt from outside: the member belongs to an organisation elsewhere from then on."""
    assert letter.issuer is not None
    with act(actor, TRANSFER_ISSUE, letter.issuer) as doing:
        letter = take_up(letter, version, "file_receipt")
        assert letter.issued_on is not None
        assert letter.valid_until is not None
        person = lock(Person.objects.select_related("org"), letter.person_id)
        insist(rules.may_receive(
            received_on, letter.issued_on, letter.valid_until, actor.today,
            is_branch=True, below=True, standing=person.standing, checked=True,
        ), "received_on")  # fmt: skip
        insist(rules.may_close(on, received_on, actor.today), "on")
        leave(actor, person, received_on, letter, standing="moved_out")
        bump(letter, state="closed", received_on=received_on, receipt_on=on, ended_on=on)
        step(doing, letter, "file_receipt", on, letter.issuer)
        return letter


# --- shared by both sides -----------------------------------------------------------------------


def take_up(letter: TransferLetter, version: int, name: str, reason: str = "") -> TransferLetter:
    """Hold the letter for a step the workflow allows from where it stands."""
    rows = TransferLetter.objects.select_related(
        "person", "from_org", "issuer", "to_org", "to_branch"
    )
    letter = lock(rows, letter.pk, version)
    way = Way(letter.from_org_id is not None, letter.to_org_id is not None)
    supplied = {Need.REASON} if reason.strip() else set()
    insist(LETTER.check(letter.state, name, way, supplied))
    return letter


def step(
    doing: Doing,
    letter: TransferLetter,
    name: str,
    on: date,
    org: Organisation | None,
    note: str = "",
) -> None:
    """A line of the letter's way, and of the audit."""
    assert org is not None
    TransferStep.objects.create(
        letter=letter, name=name, on=on, org=org, note=note[:200], recorded_at=now()
    )
    doing.record(VERBS[name], letter, org=org, on=on.isoformat(), number=letter.code)


def leave(
    actor: Actor,
    person: Person,
    on: date,
    letter: TransferLetter,
    *,
    org: Organisation | None = None,
    standing: str | None = None,
) -> None:
    """The membership turns to the receiving side, and whoever was away is so no longer."""
    old = person.org
    turn(person, on=on, today=actor.today, org=org, standing=standing)
    basis = Basis(on, document=f"组织关系介绍信{letter.code}", note=letter.to_name[:200])
    note_change(actor, person, ChangeKind.MOVE, basis, from_org=old, to_org=org)
    for spell in MobileSpell.objects.filter(person=person, returned_on__isnull=True):
        bump(spell, returned_on=max(on, spell.left_on), end_note="组织关系已转移")


def close_todos(letter: TransferLetter) -> None:
    """What waited for the letter to be taken waits no longer."""
    for what in ("receive", "lapsed"):
        inbox.close(key(letter, what))


def key(letter: TransferLetter, what: str) -> str:
    return f"letter:{letter.pk}:{what}"


def tell(
    letter: TransferLetter,
    what: str,
    org: Organisation,
    permission: Permission,
    today: date,
    title: str,
    due_on: date | None = None,
) -> None:
    """A to-do for whoever holds the permission at that desk; done when the step is taken."""
    there: Iterable[int] = holders(permission.to, [org.pk], today).get(org.pk, ())
    inbox.put(
        there, key(letter, what), f"{letter.person.name}：{title}", kind=InboxKind.TODO,
        link=f"/transfers/{letter.pk}/", org_id=org.pk, due_on=due_on,
    )  # fmt: skip
