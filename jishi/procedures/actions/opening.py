"""Beginning a procedure: about whom or what, by which edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.kernel.items import WrongItem, clean_items
from jishi.kernel.verdict import all_of
from jishi.people.models import Person
from jishi.procedures.access import PROCEDURE_EDIT
from jishi.procedures.actions.settling import settle
from jishi.procedures.kinds import ProcedureKind, all_kinds
from jishi.procedures.kinds.facts import Taken
from jishi.procedures.models import Procedure
from jishi.procedures.queries.facts import Known
from jishi.procedures.rules.life import may_open
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation

OPENED = Verb("procedure.open", "发起程序")


def open_procedure(
    actor: Actor, org: Organisation, kind: str, *, on: date, person: Person | None = None,
    title: str = "", opening: Mapping[str, Any] | None = None,
) -> Procedure:  # fmt: skip
    with act(actor, PROCEDURE_EDIT, org) as doing:
        declared = all_kinds().get(kind)
        if declared is None:
            raise Refused("没有这种程序", field="kind")
        if person is not None:  # as they stand now, whatever the caller has at hand
            person = Person.objects.select_related("org").get(pk=person.pk)
        about(declared, org, person, title)
        running = declared.one_at_a_time and person is not None and Procedure.objects.filter(
            person=person, kind=kind, state="running"
        ).exists()  # fmt: skip
        fits = person is None or not declared.starts or person.standing in declared.starts
        insist(
            may_open(declared.opened_at(org.kind), org.is_open, fits, running, on, actor.today),
            "person",
        )
        values = opening_items(declared, opening or {})
        edition = declared.edition_on(on)
        procedure = Procedure(
            kind=kind, edition=edition.number, org=org, person=person, opening=values,
            title=(title.strip() or (person.name if person else ""))[:120], opened_on=on,
            opened_by=actor.name[:60], step=edition.steps[0].code, stage=edition.steps[0].stage,
        )  # fmt: skip
        procedure.save()
        facts = Known([procedure], actor.today, whole=True).facts(procedure)
        asked = Taken("open", on, payload=values)
        insist(all_of(*(gate(facts, asked) for gate in declared.opens)))
        settle(procedure, actor.today)
        doing.record(OPENED, procedure, org=org, kind=declared.title, on=str(on))
        return procedure


def about(declared: ProcedureKind, org: Organisation, person: Person | None, title: str) -> None:
    if declared.about == "person":
        if person is None or person.merged_into_id is not None:
            raise Refused("请选择人员", field="person")
        if person.org_id != org.pk:
            raise Refused("这个人不在本组织名下", field="person")
    elif not title.strip():
        raise Refused("请写事项名称", field="title")


def opening_items(declared: ProcedureKind, raw: Mapping[str, Any]) -> dict[str, Any]:
    try:
        values = clean_items(declared.opening, raw, declared.title)
    except WrongItem as wrong:
        raise Refused(str(wrong), field=wrong.code) from None
    lacking = [f for f in declared.opening if f.needed and f.code not in values]
    if lacking:
        raise Refused(f"请填{lacking[0].label}", field=lacking[0].code)
    return values
