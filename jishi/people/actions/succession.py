"""What becomes of members when their organisation is merged into another."""

from __future__ import annotations

from datetime import date

from jishi.base.act import Doing
from jishi.base.audit.verbs import Verb
from jishi.people.actions.states import Basis, note_change, turn
from jishi.people.models import ChangeKind, Person
from jishi.tree.models import Organisation

HANDED_ON = Verb("person.hand_on", "随组织合并转入")


def move_members(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """Everybody on the books here stands there from that day on; guests take part there too."""
    actor = doing.actor
    people = Person.objects.select_for_update(of=("self",)).filter(org=source, merged_into=None)
    moved = 0
    for person in people.select_related("org").order_by("pk"):
        day = max(on, person.states.get(until__isnull=True).since)
        turn(person, on=day, today=max(actor.today, day), org=target)
        basis = Basis(day, note="随组织合并")
        note_change(actor, person, ChangeKind.MOVE, basis, from_org=source, to_org=target)
        moved += 1
    Person.objects.filter(takes_part_at=source).exclude(org=target).update(takes_part_at=target)
    Person.objects.filter(takes_part_at=source).update(takes_part_at=None)
    if moved:
        doing.record(HANDED_ON, target, org=target, count=moved)
    return moved
