"""The one place where a member's dated state ends and the next begins.

Callers have authorised and decided, and hold the person's row (`lock`). States go forwards only;
two changes on one day become one state, so no run of days is ever empty or doubled.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.base.act import bump, touch_all, touching
from jishi.base.clock import now
from jishi.base.touches import Touch
from jishi.people.models import MemberChange, MemberState, Person
from jishi.people.rules.turns import may_turn_on
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused, insist
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Basis:
    """On which day, by which meeting or document a membership changes (R-GEN-12)."""

    on: date
    meeting: str = ""
    document: str = ""
    note: str = ""


def turn(
    person: Person,
    *,
    on: date,
    today: date,
    org: Organisation | None = None,
    standing: str | None = None,
    **values: Any,
) -> dict[str, tuple[Any, Any]]:
    """From that day on another organisation, another standing, or both; returns what changed.

    `values` are further columns of the person that change by the same act (`full_on`, `group`).
    """
    if person.merged_into_id is not None:
        raise Refused("这条记录已并入另一人，请在合并后的记录上办理")
    running = MemberState.objects.select_for_update().get(person=person, until__isnull=True)
    insist(may_turn_on(on, running.since, today), "on")
    new_org, new_standing = org or person.org, standing or person.standing
    if running.since == on:
        running.org, running.standing = new_org, new_standing
        running.save(update_fields=["org", "standing"])
    else:
        running.until = on
        running.save(update_fields=["until"])
        MemberState.objects.create(person=person, since=on, org=new_org, standing=new_standing)
    for place in {person.org_id, new_org.pk}:
        touching("member", place, on)
    if new_org.pk != person.org_id:
        values = {"org": new_org, "since": on, "group": None, **values}
        if person.takes_part_at_id == new_org.pk:
            values["takes_part_at"] = None  # a guest no longer, but a member
    if new_standing != person.standing:
        values["standing"] = new_standing
    return bump(person, **values)


def touch_past(people: Collection[int], on: date, *sources: str) -> None:
    """What is said of these people changes wherever they ever stood."""
    rows = MemberState.objects.filter(person__in=people).order_by()
    orgs = list(rows.values_list("org_id", flat=True).distinct())
    touch_all({Touch(source, org, on) for org in orgs for source in sources})


def note_change(
    actor: Actor,
    person: Person,
    kind: str,
    basis: Basis,
    *,
    until: date | None = None,
    from_org: Organisation | None = None,
    to_org: Organisation | None = None,
    detail: str = "",
) -> MemberChange:
    """The recorded act behind a change; `detail` (JSON) is sealed as it is stored."""
    touching("member", person.org_id, basis.on)
    return MemberChange.objects.create(
        person=person, kind=kind, on=basis.on, meeting=basis.meeting, document=basis.document,
        note=basis.note, until=until, from_org=from_org, to_org=to_org, detail=detail,
        recorded_at=now(), recorded_by=actor.name,
    )  # fmt: skip
