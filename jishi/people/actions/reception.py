"""The receiver's side of a letter: taken, sent back, acknowledged; and letters from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.base.act import act, bump, lock
from jishi.base.crypto import blind_index
from jishi.kernel.path import is_within
from jishi.kernel.period import Month
from jishi.people.access import TRANSFER_ISSUE, TRANSFER_RECEIVE, TRANSFER_REQUEST
from jishi.people.actions.register import Particulars, Place, register_person
from jishi.people.actions.transfer import close_todos, leave, step, take_up, tell
from jishi.people.kinds import COUNTED
from jishi.people.models import Person, TransferLetter
from jishi.people.queries.transfer import may_transfer
from jishi.people.rules import transfer as rules
from jishi.people.rules.particulars import dates_agree
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import require


@dataclass(frozen=True)
class Arrival:
    """On which day somebody came, into which branch, papers looked through or not."""

    on: date
    branch: Organisation
    checked: bool = False


def receive_letter(
    actor: Actor, letter: TransferLetter, version: int, arrival: Arrival
) -> TransferLetter:
    """The member belongs to a branch here from the day of arrival."""
    committee = _desk(letter)
    with act(actor, TRANSFER_RECEIVE, committee) as doing:
        require(actor, TRANSFER_RECEIVE, arrival.branch)
        letter = take_up(letter, version, "receive")
        person = lock(Person.objects.select_related("org"), letter.person_id)
        _insist(actor, letter, committee, arrival, person.standing)
        if arrival.branch.pk == person.org_id:
            raise Refused("本人就在这个支部，请选择另一个支部", field="branch")
        leave(actor, person, arrival.on, letter, org=arrival.branch)
        bump(
            letter, state="received", received_on=arrival.on, to_branch=arrival.branch,
            materials_checked=arrival.checked,
        )  # fmt: skip
        step(doing, letter, "receive", arrival.on, committee, f"编入{arrival.branch.short_name}")
        close_todos(letter)
        tell(letter, "arrived", arrival.branch, TRANSFER_REQUEST, actor.today, "转入本支部，请谈话")
        return letter


def _insist(
    actor: Actor,
    letter: TransferLetter,
    committee: Organisation,
    arrival: Arrival,
    standing: str,
) -> None:
    branch = arrival.branch
    assert letter.issued_on is not None
    assert letter.valid_until is not None
    insist(rules.may_receive(
        arrival.on, letter.issued_on, letter.valid_until, actor.today,
        is_branch=ORG_KINDS[branch.kind].is_branch and branch.is_open,
        below=is_within(branch.path, committee.path), standing=standing, checked=arrival.checked,
    ))  # fmt: skip


def send_back(
    actor: Actor, letter: TransferLetter, version: int, *, on: date, reason: str, note: str = ""
) -> TransferLetter:
    """Not taken, for a reason that is known and said; the member stays where he is (R-REL-05)."""
    committee = _desk(letter)
    with act(actor, TRANSFER_RECEIVE, committee) as doing:
        insist(rules.may_send_back(reason, note), "reason" if reason == "" else "note")
        letter = take_up(letter, version, "send_back", reason)
        assert letter.issued_on is not None
        if not letter.issued_on <= on <= actor.today:
            raise Refused("退回日期须在开具之后、今天以前", field="on")
        words = rules.RETURNS[reason]
        bump(letter, state="returned", return_reason=reason, end_note=note, ended_on=on)
        step(doing, letter, "send_back", on, committee, f"{words}　{note}".strip())
        close_todos(letter)
        if letter.issuer is not None:
            tell(letter, "returned", letter.issuer, TRANSFER_ISSUE, actor.today, f"被退回：{words}")
        return letter


def acknowledge_letter(
    actor: Actor, letter: TransferLetter, version: int, *, on: date
) -> TransferLetter:
    """The third part goes straight back to the sender (R-REL-08)."""
    committee = _desk(letter)
    with act(actor, TRANSFER_RECEIVE, committee) as doing:
        name = "acknowledge" if letter.from_org_id else "mail_receipt"
        letter = take_up(letter, version, name)
        assert letter.received_on is not None
        insist(rules.may_close(on, letter.received_on, actor.today), "on")
        if name == "acknowledge":
            bump(letter, state="acknowledged", receipt_on=on)
            assert letter.issuer is not None
            title = f"介绍信{letter.code}的回执已发出，请核对办结"
            tell(letter, "close", letter.issuer, TRANSFER_ISSUE, actor.today, title)
        else:
            bump(letter, state="closed", receipt_on=on, ended_on=on)
        step(doing, letter, name, on, committee)
        return letter


# --- from outside -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Incoming:
    """What stands on a letter that comes from elsewhere."""

    from_name: str
    number: str
    issued_on: date
    days: int
    paid_to: date
    reason: str
    distance: str = "nation"
    note: str = ""


def take_in(
    actor: Actor,
    committee: Organisation,
    incoming: Incoming,
    who: Particulars,
    place: Place,
    arrival: Arrival,
) -> TransferLetter:
    """A letter from outside and the member it brings, known before by the identity or new."""
    with act(actor, TRANSFER_RECEIVE, committee) as doing:
        require(actor, TRANSFER_RECEIVE, arrival.branch)
        letter = TransferLetter(
            from_name=incoming.from_name, to_org=committee, to_name=committee.name,
            to_branch=arrival.branch, distance=incoming.distance, reason=incoming.reason,
            note=incoming.note, paid_to=Month.holding(incoming.paid_to).first_day,
            requested_on=incoming.issued_on, outside_number=incoming.number,
            issued_on=incoming.issued_on, valid_days=incoming.days,
            valid_until=rules.valid_until(incoming.issued_on, incoming.days),
            received_on=arrival.on, materials_checked=arrival.checked, state="received",
        )  # fmt: skip
        insist(rules.may_issue(
            incoming.days, incoming.issued_on, incoming.issued_on, actor.today,
            sender_right=True, taker_right=may_transfer(committee, actor.today),
        ))  # fmt: skip
        if place.standing not in COUNTED:
            raise Refused("请选择转入时的党员状态", field="standing")
        _insist(actor, letter, committee, arrival, place.standing)
        letter.person = _known(actor, who, place, letter, arrival) or register_person(
            actor, arrival.branch, who, place, document=f"组织关系介绍信{incoming.number}"
        )
        letter.save(force_insert=True)
        note = f"编入{arrival.branch.short_name}"
        step(doing, letter, "take_in", arrival.on, committee, note)
        return letter


def _known(
    actor: Actor, who: Particulars, place: Place, letter: TransferLetter, arrival: Arrival
) -> Person | None:
    """Somebody who once left, or was no member: the same person comes back onto the books."""
    index = blind_index("identity", who.identity)
    rows = Person.objects.filter(identity_index=index, merged_into=None) if index else None
    found = rows.first() if rows is not None else None
    if found is None:
        return None
    person = lock(Person.objects.select_related("org"), found.pk)
    if person.standing not in ("moved_out", "none"):
        text = "这个身份证号已有党员登记，组织关系在本系统内，请由原支部发起转出（R-REL-23）"
        raise Refused(text, field="identity")
    insist(dates_agree(
        place.standing, who.born_on, place.joined_on, place.full_on, actor.today
    ))  # fmt: skip
    if not person.joined_on:
        person.joined_on, person.full_on = place.joined_on, place.full_on
        person.save(update_fields=["joined_on", "full_on"])
    leave(actor, person, arrival.on, letter, org=arrival.branch, standing=place.standing)
    return person


def _desk(letter: TransferLetter) -> Organisation:
    if letter.to_org is None:
        raise Refused("接收方不在本系统，收到回执后登记回执即可")
    return letter.to_org
