"""Fewer hours agreed for somebody, and taken back."""

from __future__ import annotations

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.people.models import Person
from jishi.training.access import TRAINING_RELIEF
from jishi.training.marks import GROUNDS
from jishi.training.models import Relief
from jishi.training.rules.classes import may_relieve
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist

GRANTED = Verb("training.relieve", "核定学时减免")
WITHDRAWN = Verb("training.unrelieve", "撤回学时减免")


def grant_relief(
    actor: Actor, person: Person, year: int, hours: int, ground: str, required: int
) -> Relief:
    with act(actor, TRAINING_RELIEF, person.org) as doing:
        if ground not in GROUNDS:
            raise Refused("没有这种原因", field="ground")
        insist(may_relieve(hours, required, year, actor.today.year), "hours")
        for old in Relief.objects.select_for_update().filter(
            person=person, year=year, withdrawn_on__isnull=True
        ):
            bump(old, withdrawn_on=actor.today)
        row = Relief.objects.create(
            person=person, org=person.org, year=year, hours=hours, ground=ground,
            granted_on=actor.today, granted_by=actor.name[:60],
        )  # fmt: skip
        doing.record(GRANTED, row, org=person.org_id, count=hours)
        return row


def withdraw_relief(actor: Actor, relief: Relief) -> Relief:
    with act(actor, TRAINING_RELIEF, relief.person.org) as doing:
        row = lock(Relief.objects.all(), relief.pk)
        if row.withdrawn_on is not None:
            raise Refused("已经撤回")
        bump(row, withdrawn_on=actor.today)
        doing.record(WITHDRAWN, row, org=row.org_id)
        return row
