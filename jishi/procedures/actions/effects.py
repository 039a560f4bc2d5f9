"""What follows from an approval: the recorded act about the person, a new term of office.

Standing changes only here, by `people.actions.change_standing`, on the day of the meeting that
decided and by the document that approved (R-DEV-27, R-DEV-32, R-DEV-35, R-DEV-36).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jishi.orgs.actions import register_election
from jishi.people.actions import Basis, change_standing
from jishi.people.models import Person
from jishi.procedures.kinds.facts import Facts, Taken
from jishi.procedures.kinds.kind import Outcome
from jishi.procedures.models import Procedure
from jishi.procedures.rules.approved import stands_on_both
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist


def carry_out(
    actor: Actor, procedure: Procedure, outcome: Outcome, facts: Facts, new: Taken
) -> None:
    """In the transaction of the step: both happen, or neither."""
    if outcome.act:
        _about_person(actor, procedure, outcome, facts, new)
    if outcome.effect:
        EFFECTS[outcome.effect](actor, procedure, facts, new)


def _about_person(
    actor: Actor, procedure: Procedure, outcome: Outcome, facts: Facts, new: Taken
) -> None:
    decided = facts.last(outcome.basis)
    insist(stands_on_both(decided, new.document))
    assert decided is not None
    if procedure.person_id is None:
        raise Refused("这件程序没有对象")
    person = Person.objects.select_related("org").get(pk=procedure.person_id)
    if person.org_id != procedure.org_id:
        raise Refused("本人的组织关系已不在本组织，请先转接本程序", code="moved")
    title = decided.met.title if decided.met else ""
    basis = Basis(decided.on, f"{decided.on} {title}"[:80], new.document, note=outcome.label)
    change_standing(actor, person, person.version, outcome.act, basis, until=decided.day("until"))


def _new_term(actor: Actor, procedure: Procedure, facts: Facts, new: Taken) -> None:
    """The committee elected takes office with the day of the election (R-ORG-26)."""
    elected = facts.on("meeting")
    if elected is None:
        raise Refused("没有选举大会的记录")
    register_election(actor, procedure.org, 0, elected_on=elected, document=new.document)


Effect = Callable[[Actor, Procedure, Facts, Taken], None]
EFFECTS: Mapping[str, Effect] = {"term": _new_term}
