"""Around the steps: a limit put off, a day corrected, moved to another organisation, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from jishi.base import inbox
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.verdict import Verdict, all_of, require
from jishi.kernel.workflow import Need
from jishi.people.actions import Basis, note_change, turn
from jishi.people.kinds import COUNTED
from jishi.people.models import ChangeKind, Person
from jishi.people.queries.transfer import issuer_of
from jishi.procedures.access import PROCEDURE_APPROVE, PROCEDURE_EDIT
from jishi.procedures.actions.settling import settle
from jishi.procedures.kinds import kind_of
from jishi.procedures.kinds.facts import Facts
from jishi.procedures.kinds.kind import Edge, Edition, Step
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.queries.procedures import seat_of
from jishi.procedures.rules import life
from jishi.procedures.rules.weighing import edges, in_order, limits_of, next_step
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation
from jishi.tree.reach import holders

PUT_OFF = Verb("procedure.put_off", "延长程序期限")
CORRECTED = Verb("procedure.correct", "更正程序日期")
SENT = Verb("procedure.send", "程序转往另一组织")
CALLED_BACK = Verb("procedure.call_back", "撤回转出的程序")
TAKEN_OVER = Verb("procedure.take_over", "接收程序")
WITHDRAWN = Verb("procedure.withdraw", "终止程序")
HANDED_ON = Verb("procedure.hand_on", "程序随组织合并")


def put_off(
    actor: Actor, procedure: Procedure, version: int | None, *, until: date, reason: str
) -> Procedure:
    """The superior grants more time for the next step, within what is the longest."""
    seat = issuer_of(procedure.org, actor.today)
    if seat is None:
        raise Refused("本组织以上没有有权审批的党委", code="no_seat")
    with act(actor, PROCEDURE_APPROVE, seat) as doing:
        procedure = _locked(procedure, version, "put_off", reason)
        facts = Known([procedure], actor.today).facts(procedure)
        step = next_step(edition_of(procedure), facts)
        limits = limits_of(step, replace(facts, extended_to=None)) if step else []
        soft = min((edge.day for edge in limits if not edge.hard), default=None)
        longest = min((edge.day for edge in limits if edge.hard), default=None)
        insist(life.may_put_off(until, soft, longest), "until")
        changed = bump(
            procedure, extended_step=procedure.step, extended_to=until,
            extended_reason=reason.strip()[:200],
        )  # fmt: skip
        settle(procedure, actor.today)
        _record(doing, PUT_OFF, procedure, until=str(until), reason=reason, changed=changed)
        return procedure


def correct_day(
    actor: Actor, procedure: Procedure, version: int | None, number: int, *, on: date, reason: str
) -> Procedure:
    """A day that was typed wrongly; the whole row of days has to hold with the right one."""
    found = ProcedureStep.objects.filter(procedure=procedure, number=number).first()
    if found is None:
        raise Refused("没有这一步")
    edition = edition_of(procedure)
    permission, seat = seat_of(procedure, edition.step(found.code).by, actor)
    with act(actor, permission, seat) as doing:
        procedure = _locked(procedure, version, "correct", reason)
        row = lock(ProcedureStep.objects.all(), found.pk)
        insist(
            life.may_correct(row.stands, _acted_on(procedure, row), bool(row.activity_id), reason)
        )
        before, row.done_on = row.done_on, on
        row.save(update_fields=["done_on"])
        insist(_days_hold(edition, Known([procedure], actor.today), procedure), "on")
        bump(procedure)
        settle(procedure, actor.today)
        _record(
            doing, CORRECTED, procedure, kind=edition.step(row.code).title, on=str(on),
            reason=reason, note=f"原为 {before}",
        )  # fmt: skip
        doing.touch("procedure", row.org_id, on, procedure.kind)
        return procedure


def _days_hold(edition: Edition, known: Known, procedure: Procedure) -> Verdict:
    """Every step that stands, weighed by its day against those before it."""
    whole = known.facts(procedure)
    verdicts = []
    for place, one in enumerate(whole.taken):
        facts = replace(whole, taken=whole.taken[:place])
        step = edition.step(one.code)
        last = facts.taken[-1] if facts.taken else None
        shares = step.shares_day or bool(facts.local.get("same_day"))
        verdicts.append(in_order(one.on, last.on if last else None, shares, facts.today))
        verdicts += [_within(step, one.on, edge) for edge in _hard(step, facts)]
    return all_of(*verdicts)


def _hard(step: Step, facts: Facts) -> list[tuple[bool, Edge]]:
    """The absolute bounds of a step; True for those from which it may be taken."""
    first = [(True, edge) for edge in edges(step.earliest, facts)]
    last = [(False, edge) for edge in edges(step.latest, facts)]
    return [(opens, edge) for opens, edge in (*first, *last) if edge.hard]


def _within(step: Step, on: date, bound: tuple[bool, Edge]) -> Verdict:
    opens, edge = bound
    word = "最早" if opens else "最迟"
    fits = on >= edge.day if opens else on <= edge.day
    return require(fits, "out_of_bounds", f"「{step.title}」{word} {edge.day}", edge.clause)


def _acted_on(procedure: Procedure, row: ProcedureStep) -> bool:
    """Whether somebody's standing rests on this step, or on one that came after it."""
    edition = edition_of(procedure)
    later = ProcedureStep.objects.filter(procedure=procedure, number__gte=row.number, stands=True)
    for one in later:
        outcome = edition.step(one.code).outcome(one.outcome)
        if outcome is not None and (outcome.act or outcome.effect):
            return True
    return False


def has_acted(procedure: Procedure) -> bool:
    first = procedure.steps.filter(stands=True).order_by("number").first()
    return first is not None and _acted_on(procedure, first)


# --- moving --------------------------------------------------------------------------------------


def send_on(
    actor: Actor, procedure: Procedure, version: int | None, *, to: Organisation, reason: str
) -> Procedure:
    """Proposed here, taken over there; until then the sender answers for it."""
    with act(actor, PROCEDURE_EDIT, procedure.org) as doing:
        procedure = _locked(procedure, version, "send", reason)
        insist(_may_take_over(procedure, to, sending=True), "to")
        changed = bump(procedure, moving_to=to)
        there = holders(PROCEDURE_EDIT.to, [to.pk], actor.today).get(to.pk, set())
        inbox.put(
            there, _moving_key(procedure), f"{_named(procedure)}转来，请接收",
            kind="todo", link=f"/procedures/{procedure.pk}/", org_id=to.pk,
        )  # fmt: skip
        _record(doing, SENT, procedure, reason=reason, changed=changed)
        return procedure


def call_back(actor: Actor, procedure: Procedure, version: int | None) -> Procedure:
    with act(actor, PROCEDURE_EDIT, procedure.org) as doing:
        procedure = lock(_rows(), procedure.pk, version)
        if procedure.moving_to_id is None:
            raise Refused("没有转出，不用撤回")
        changed = bump(procedure, moving_to=None)
        inbox.close(_moving_key(procedure))
        _record(doing, CALLED_BACK, procedure, changed=changed)
        return procedure


def take_over(
    actor: Actor, procedure: Procedure, version: int | None, *, on: date, document: str = ""
) -> Procedure:
    """The receiving organisation goes on where the other stopped; days count on (R-DEV-08)."""
    to = procedure.moving_to
    if to is None:
        raise Refused("这件程序没有转来")
    with act(actor, PROCEDURE_EDIT, to) as doing:
        procedure = lock(_rows(), procedure.pk, version)
        if procedure.moving_to_id != to.pk:
            raise Refused("这件程序没有转来")
        insist(_way(procedure, "receive"))
        if on > actor.today:
            raise Refused("日期在今天之后", field="on")
        insist(_may_take_over(procedure, to, sending=False), "on")
        source = procedure.org
        if procedure.person_id is not None:
            _bring(
                actor, procedure.person_id, to, Basis(on, document=document, note="发展程序转接")
            )
        changed = bump(procedure, org=to, moving_to=None)
        inbox.close(_moving_key(procedure))
        settle(procedure, actor.today)
        doing.record(TAKEN_OVER, procedure, org=to, on=str(on), document=document, changed=changed)
        doing.touch("procedure", source, on, procedure.kind)
        return procedure


def _way(procedure: Procedure, name: str, given: frozenset[Need] = frozenset()) -> Verdict:
    course = life.Course(
        acted=name == "withdraw" and has_acted(procedure),
        moving=procedure.moving_to_id is not None,
    )
    return life.FLOW.check(procedure.state, name, course, given)


def _may_take_over(procedure: Procedure, to: Organisation, *, sending: bool) -> Verdict:
    person = procedure.person
    member = person is not None and person.standing in COUNTED
    there = sending or (person is not None and person.org_id == to.pk)
    return life.may_take_over(
        procedure.org_id == to.pk, to.is_open, kind_of(procedure.kind).opened_at(to.kind), member,
        there,
    )  # fmt: skip


def _bring(actor: Actor, pk: int, to: Organisation, basis: Basis) -> None:
    """An applicant's record comes along; a member has come by letter already."""
    person = lock(Person.objects.select_related("org"), pk)
    if person.org_id == to.pk:
        return
    source = person.org
    turn(person, on=basis.on, today=actor.today, org=to)
    note_change(actor, person, ChangeKind.MOVE, basis, from_org=source, to_org=to)


def _named(procedure: Procedure) -> str:
    return f"{procedure.title}：{kind_of(procedure.kind).title}"


def _moving_key(procedure: Procedure) -> str:
    return f"procedure:{procedure.pk}:moving"


# --- the end before the end ----------------------------------------------------------------------


def withdraw_procedure(
    actor: Actor, procedure: Procedure, version: int | None, *, on: date, reason: str
) -> Procedure:
    """Given up: by the person or the branch. The record stays."""
    with act(actor, PROCEDURE_EDIT, procedure.org) as doing:
        procedure = _locked(procedure, version, "withdraw", reason)
        if not procedure.opened_on <= on <= actor.today:
            raise Refused("日期须在发起之后、今天以前", field="on")
        changed = bump(
            procedure, state="withdrawn", ended_on=on, end_reason=reason.strip()[:200],
            moving_to=None,
        )  # fmt: skip
        settle(procedure, actor.today)
        _record(doing, WITHDRAWN, procedure, on=str(on), reason=reason, changed=changed)
        return procedure


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """A merger of organisations: what runs is gone on with by the successor."""
    rows = Procedure.objects.select_for_update().filter(org=source, state="running")
    count = 0
    for procedure in rows.order_by("pk"):
        changed = bump(procedure, org=target)
        doing.record(HANDED_ON, procedure, org=target, changed=changed)
        doing.touch("procedure", source, on, procedure.kind)
        count += 1
    coming = Procedure.objects.filter(moving_to=source)
    for procedure in coming.order_by("pk"):
        bump(procedure, moving_to=None if procedure.org_id == target.pk else target)
    return count


def _rows() -> QuerySet[Procedure]:
    return Procedure.objects.select_related("org", "person__org")


def _locked(procedure: Procedure, version: int | None, name: str, reason: str) -> Procedure:
    procedure = lock(_rows(), procedure.pk, version)
    given = frozenset({Need.REASON}) if reason.strip() else frozenset()
    insist(_way(procedure, name, given), "reason")
    return procedure


def _record(doing: Doing, verb: Verb, procedure: Procedure, **facts: object) -> None:
    doing.record(verb, procedure, org=procedure.org_id, **facts)  # type: ignore[arg-type]
