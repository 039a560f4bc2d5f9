"""Reading venues; everything starts from `visible()`."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from jishi.base.settings_tree import explain_all
from jishi.kernel.verdict import Reason, all_of
from jishi.registers.access import VENUE_VIEW
from jishi.registers.local import VENUE_AREA, VENUE_PER_HUNDRED, VENUE_SIGNS
from jishi.registers.models import Venue
from jishi.registers.rules import venues as rules
from jishi.registers.venue_kinds import ROOM_KINDS, VENUE_KINDS
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

NORMS = (VENUE_AREA, VENUE_PER_HUNDRED, VENUE_SIGNS)


def venues(actor: Actor, permission: Permission = VENUE_VIEW) -> QuerySet[Venue]:
    rows = Venue.objects.select_related("org")
    return visible(actor, permission, rows, via="org")


def venue(actor: Actor, pk: int, permission: Permission = VENUE_VIEW) -> Venue:
    found = venues(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@dataclass
class Seen:
    """A venue as the page of its organisation has it."""

    id: int
    name: str
    kind: str
    area: int
    rooms: list[str] = field(default_factory=list)


def venues_of(actor: Actor, org: Organisation) -> list[Seen]:
    """In use now, with the names of their rooms; one statement."""
    rows = visible(actor, VENUE_VIEW, Venue.objects.filter(org=org, closed_on=None), via="org")
    found: dict[int, Seen] = {}
    columns = ("id", "name", "kind", "area", "rooms__kind")
    for pk, name, kind, area, room in rows.order_by("name", "id", "rooms__id").values_list(
        *columns
    ):
        seen = found.setdefault(pk, Seen(pk, name, VENUE_KINDS[kind], area))
        if room is not None:
            seen.rooms.append(ROOM_KINDS[room])
    return list(found.values())


def rooms_of(row: Venue) -> list[str]:
    return [room.kind for room in row.rooms.order_by("kind", "id")]


def remarks(actor: Actor, row: Venue) -> tuple[Reason, ...]:
    """What is short of the local norms."""
    area, hundred, signs = (local.value for _, local in explain_all(NORMS, row.org, actor.today))
    return all_of(
        rules.area_enough(row.kind, row.area, row.households, area, hundred),
        rules.signs_few_enough(row.signs, signs),
    ).reasons
