"""Taking a step: every rule weighed at once, then the row, and what follows from it.

One procedure at a time: there is no act that approves several (R-DEV-24).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from jishi.base import files
from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.kernel.items import WrongItem, clean_items
from jishi.kernel.verdict import Verdict
from jishi.people.models import Person
from jishi.procedures.actions.effects import carry_out
from jishi.procedures.actions.settling import settle
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import Outcome, Step
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import (
    Known,
    edition_of,
    holders_of,
    named_by,
    own_meeting,
    people_on,
    read_meetings,
)
from jishi.procedures.queries.procedures import seat_of
from jishi.procedures.rules.life import FLOW, Course
from jishi.procedures.rules.weighing import asked, signed_by_other, weigh
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist

TAKEN = Verb("procedure.take", "办理程序的一步")

_FIELDS = {
    "no_meeting": "meeting", "not_own": "meeting", "wrong_kind": "meeting",
    "other_day": "on", "wrong_topic": "meeting", "not_passed": "meeting", "together": "meeting",
    "no_document": "document", "backwards": "on", "same_day": "on", "future": "on",
    "too_early": "on", "too_late": "on", "no_outcome": "outcome",
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A step as it was handed in."""

    code: str
    on: date
    outcome: str = "done"
    payload: Mapping[str, Any] = field(default_factory=dict)
    document: str = ""
    reason: str = ""
    activity: int | None = None
    topic: int | None = None
    paper: tuple[bytes | BinaryIO, str] | None = None  # content and name of a scan


def take_step(actor: Actor, procedure: Procedure, version: int | None, given: Given) -> Procedure:
    """The whole decision: order, days, papers, meeting, gates, and who signs."""
    step = _step(procedure, given.code)
    permission, seat = seat_of(procedure, step.by, actor)
    if seat is None:
        raise Refused("本组织以上没有有权审批的党委", code="no_seat")
    with act(actor, permission, seat) as doing:
        rows = Procedure.objects.select_related("org")
        procedure = lock(rows, procedure.pk, version)
        insist(FLOW.check(procedure.state, "take", _course(procedure)))
        known = Known([procedure], actor.today, whole=True)
        facts = known.facts(procedure)
        outcome = step.outcome(given.outcome)
        if outcome is None:
            raise Refused("没有这样的结果", field="outcome")
        new = _handed_in(procedure, step, outcome, given, facts, actor)
        insist(_signed(known, procedure, step, actor))
        verdict = weigh(edition_of(procedure), facts, new, alone=_alone(given))
        insist_step(verdict)
        if outcome.reason and not given.reason.strip():
            raise Refused("请写理由", field="reason")
        row = _write(procedure, new, given, verdict, actor)
        if outcome.act or outcome.effect:
            carry_out(actor, procedure, outcome, facts, new)
        _move_on(procedure, step, outcome, row, given, actor)
        _note(doing, procedure, step, outcome, given)
        return procedure


def _step(procedure: Procedure, code: str) -> Step:
    try:
        return edition_of(procedure).step(code)
    except KeyError:
        raise Refused("这种程序没有这一步", code="skipped") from None


def _course(procedure: Procedure) -> Course:
    return Course(moving=procedure.moving_to_id is not None)


def insist_step(verdict: Verdict) -> None:
    if verdict.refused:
        insist(verdict, _FIELDS.get(verdict.refusals[0].code, ""))


def _alone(given: Given) -> bool:
    """Whether this topic of this meeting has decided nobody else."""
    if given.activity is None or given.topic is None:
        return True
    used = ProcedureStep.objects.filter(activity=given.activity, topic=given.topic, stands=True)
    return not used.exists()


def _handed_in(
    procedure: Procedure, step: Step, outcome: Outcome, given: Given, facts: Facts, actor: Actor
) -> Taken:
    edition = edition_of(procedure)
    payload = cleaned(step, outcome, given)
    if outcome.act:
        decided = facts.last(outcome.basis)
        if decided is not None and decided.value("until"):
            payload["until"] = decided.value("until")  # as the assembly has decided
    people = named_by(edition, step.code, payload)
    known = people_on(people.values(), given.on)
    unknown = [name for name, pk in people.items() if pk not in known]
    if unknown:
        raise Refused("这个人当日不在册", field=unknown[0])
    met = read_meetings([(given.activity, given.topic)], whole=True).get(
        (given.activity or 0, given.topic)
    )
    if met is not None:
        met = own_meeting(met, procedure.org_id, holders_of([met.pk]))
    return Taken(
        code=step.code, on=given.on, outcome=outcome.code, payload=payload,
        document=given.document.strip(), topic=given.topic, met=met,
        who={name: known[pk] for name, pk in people.items()},
        paper=given.paper is not None, account=actor.account_id,
    )  # fmt: skip


def cleaned(step: Step, outcome: Outcome, given: Given) -> dict[str, Any]:
    try:
        return clean_items(asked(step, outcome), _filled(given), step.title)
    except WrongItem as wrong:
        raise Refused(str(wrong), field=wrong.code, code="bad_item") from None


def _filled(given: Given) -> dict[str, Any]:
    """What was left empty is not handed in: another result asks for it."""
    return {name: value for name, value in given.payload.items() if value not in (None, "", False)}


def _signed(known: Known, procedure: Procedure, step: Step, actor: Actor) -> Verdict:
    """What the branch has entered for this procedure, in any round, is judged by other accounts."""
    edition = edition_of(procedure)
    below = {"superior": ("branch",), "county": ("branch", "superior")}.get(step.by, ())
    entered = tuple(
        row.account_id for row in known.steps[procedure.pk]
        if edition.step(row.code).by in below
    )  # fmt: skip
    own = (
        procedure.person_id is not None
        and actor.account_id is not None
        and Person.objects.filter(pk=procedure.person_id, account_id=actor.account_id).exists()
    )
    return signed_by_other(step.by, entered, actor.account_id, own)


def _write(
    procedure: Procedure, new: Taken, given: Given, verdict: Verdict, actor: Actor
) -> ProcedureStep:
    stored = None
    if given.paper is not None:
        content, name = given.paper
        stored = files.store(
            content, name, owner=files.Owner("procedure", str(procedure.pk)),
            org_id=procedure.org_id, account_id=actor.account_id, sealed=True,
        )  # fmt: skip
    last = procedure.steps.order_by("-number").values_list("number", flat=True).first()
    return ProcedureStep.objects.create(
        procedure=procedure, number=(last or 0) + 1, code=new.code, done_on=new.on,
        outcome=new.outcome, payload=dict(new.payload), document=new.document,
        reason=given.reason.strip()[:200], activity_id=given.activity, topic=given.topic,
        file=stored, org=procedure.org, account_id=actor.account_id,
        entered_by=actor.name[:60], entered_on=actor.today,
        remarks=[str(reason) for reason in verdict.warnings],
    )  # fmt: skip


def _move_on(
    procedure: Procedure, step: Step, outcome: Outcome, row: ProcedureStep, given: Given,
    actor: Actor,
) -> None:  # fmt: skip
    edition = edition_of(procedure)
    values: dict[str, Any] = {"extended_step": "", "extended_to": None, "extended_reason": ""}
    if outcome.back:
        again = [one.code for one in edition.steps[edition.place(outcome.back) :]]
        procedure.steps.filter(code__in=again, stands=True).update(stands=False)
    elif outcome.ends or _was_last(procedure, step, actor):
        values |= {
            "state": outcome.ends or "done", "ended_on": given.on,
            "end_reason": given.reason.strip()[:200], "step": "",
        }  # fmt: skip
    bump(procedure, **values)
    settle(procedure, actor.today)


def _was_last(procedure: Procedure, step: Step, actor: Actor) -> bool:
    """Nothing follows, or nothing that this procedure has to go through."""
    edition = edition_of(procedure)
    rest = edition.steps[edition.place(step.code) + 1 :]
    if any(one.may_skip is None for one in rest):
        return False
    facts = Known([procedure], actor.today).facts(procedure) if rest else None
    return all(one.may_skip is not None and facts and one.may_skip(facts) for one in rest)


def _note(doing: Doing, procedure: Procedure, step: Step, outcome: Outcome, given: Given) -> None:
    doing.record(
        TAKEN, procedure, org=procedure.org_id, kind=step.title, on=str(given.on),
        result=outcome.label, document=given.document, reason=given.reason,
    )  # fmt: skip
    for org in {procedure.org_id, *procedure.steps.values_list("org_id", flat=True)}:
        doing.touch("procedure", org, given.on, procedure.kind)
