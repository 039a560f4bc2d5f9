"""A procedure that began on paper, entered with the steps taken so far.

The superior enters it from the file. Order, days, papers and gates hold as for any other; meetings
of before lie in the file and are not asked for. Nobody's standing changes by it: what an approval
of before made of somebody is in the register already.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.people.models import Person
from jishi.people.queries.transfer import issuer_of
from jishi.procedures.access import PROCEDURE_APPROVE
from jishi.procedures.actions.opening import about, opening_items
from jishi.procedures.actions.settling import settle
from jishi.procedures.actions.steps import Given, cleaned, insist_step
from jishi.procedures.kinds import Edition, kind_of
from jishi.procedures.kinds.facts import Facts, Subject, Taken, Who
from jishi.procedures.kinds.kind import Outcome
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import Known, named_by, people_on
from jishi.procedures.rules.past import as_registered
from jishi.procedures.rules.weighing import weigh
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

ENTERED = Verb("procedure.enter_past", "补录程序")


def enter_past(
    actor: Actor, org: Organisation, kind: str, steps: Sequence[Given], *, on: date,
    person: Person | None = None, title: str = "", opening: Mapping[str, Any] | None = None,
) -> Procedure:  # fmt: skip
    seat = issuer_of(org, actor.today)
    if seat is None:
        raise Refused("本组织以上没有有权审批的党委", code="no_seat")
    with act(actor, PROCEDURE_APPROVE, seat) as doing:
        declared = kind_of(kind)
        about(declared, org, person, title)
        edition = declared.edition_on(on)
        procedure = Procedure.objects.create(
            kind=kind, edition=edition.number, org=org, person=person, opened_on=on,
            title=(title.strip() or (person.name if person else ""))[:120],
            opening=opening_items(declared, opening or {}), opened_by=actor.name[:60],
            step=edition.steps[0].code, stage=edition.steps[0].stage,
        )  # fmt: skip
        facts = Known([procedure], actor.today, whole=True).facts(procedure)
        rows, facts, outcome = _weighed(actor, procedure, edition, facts, steps)
        ProcedureStep.objects.bulk_create(rows)
        _ends(procedure, edition, facts, outcome)
        settle(procedure, actor.today)
        doing.record(ENTERED, procedure, org=org, kind=declared.title, count=len(rows))
        return procedure


def _weighed(
    actor: Actor, procedure: Procedure, edition: Edition, facts: Facts, steps: Sequence[Given]
) -> tuple[list[ProcedureStep], Facts, Outcome | None]:
    """Each step by what stood before it; of the person as they were before the first approval."""
    rows: list[ProcedureStep] = []
    outcome: Outcome | None = None
    registered = facts.subject
    facts = replace(facts, subject=Subject(registered.born_on))
    for number, given in enumerate(steps, 1):
        step = edition.step(given.code)
        outcome = step.outcome(given.outcome)
        if outcome is None or outcome.back:
            raise Refused("补录的步骤只写走下来的，不写退回的", field="outcome")
        payload = cleaned(step, outcome, given)
        people = named_by(edition, step.code, payload)
        known = _then_or_now(people.values(), given.on, actor.today)
        new = Taken(
            given.code, given.on, outcome.code, payload, given.document.strip(),
            who={name: known[pk] for name, pk in people.items() if pk in known},
        )  # fmt: skip
        verdict = weigh(edition, facts, new, past=True)
        insist_step(verdict)
        if outcome.act:
            insist(as_registered(outcome.act, facts.on(outcome.basis), registered))
        facts = replace(facts, taken=(*facts.taken, new))
        rows.append(
            ProcedureStep(
                procedure=procedure, number=number, code=new.code, done_on=new.on,
                outcome=new.outcome, payload=dict(payload), document=new.document,
                reason=given.reason.strip()[:200], org=procedure.org, entered_by=actor.name[:60],
                account_id=actor.account_id, entered_on=actor.today,
                remarks=[str(reason) for reason in verdict.warnings],
            )
        )  # fmt: skip
    return rows, facts, outcome


def _then_or_now(pks: Collection[int], on: date, today: date) -> dict[int, Who]:
    """The register may reach back less far than the file."""
    if not pks:
        return {}
    return {**people_on(pks, today), **people_on(pks, on)}


def _ends(procedure: Procedure, edition: Edition, facts: Facts, outcome: Outcome | None) -> None:
    if not facts.taken or outcome is None:
        return
    last = facts.taken[-1]
    rest = edition.steps[edition.place(last.code) + 1 :]
    if outcome.ends or all(one.may_skip and one.may_skip(facts) for one in rest):
        procedure.state, procedure.ended_on = outcome.ends or "done", last.on
        procedure.step = ""
        procedure.save(update_fields=["state", "ended_on", "step"])
