"""Registering venues with their rooms, correcting and closing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from jishi.base.act import Doing, act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.registers.access import VENUE_EDIT
from jishi.registers.models import Venue, VenueRoom
from jishi.registers.venue_kinds import ROOM_KINDS, VENUE_KINDS
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

REGISTERED = Verb("venue.register", "登记阵地")
CORRECTED = Verb("venue.correct", "更正阵地资料")
CLOSED = Verb("venue.close", "阵地停用")


@dataclass(frozen=True)
class VenueRow:
    name: str
    kind: str
    since: date
    address: str = ""
    area: int = 0
    households: int | None = None
    signs: int = 0
    open_to_mobile: bool = True
    note: str = ""


def register_venue(
    actor: Actor, org: Organisation, row: VenueRow, rooms: Sequence[str] = ()
) -> Venue:
    with act(actor, VENUE_EDIT, org) as doing:
        _insist(row, actor.today, rooms)
        if org.closed_on:
            raise Refused("这个组织已撤销", field="org")
        lock(Organisation.objects.all(), org.pk)
        _insist_named_once(org.pk, row.name)
        venue = Venue.objects.create(org=org, **asdict(row))
        _furnish(venue, rooms)
        doing.record(REGISTERED, venue, org=org, count=len(set(rooms)))
        return venue


def correct_venue(
    actor: Actor, venue: Venue, version: int | None, row: VenueRow, rooms: Sequence[str]
) -> Venue:
    with act(actor, VENUE_EDIT, venue.org) as doing:
        venue = lock(Venue.objects.select_related("org"), venue.pk, version)
        _insist(row, actor.today, rooms)
        if venue.closed_on:
            raise Refused("已经停用的阵地不再更正")
        _insist_named_once(venue.org_id, row.name, venue.pk)
        changed = bump(venue, **asdict(row))
        _furnish(venue, rooms)
        doing.record(CORRECTED, venue, org=venue.org_id, changed=changed, count=len(set(rooms)))
        return venue


def close_venue(actor: Actor, venue: Venue, version: int | None, *, on: date) -> Venue:
    with act(actor, VENUE_EDIT, venue.org) as doing:
        venue = lock(Venue.objects.select_related("org"), venue.pk, version)
        if venue.closed_on is not None or not venue.since <= on <= actor.today:
            raise Refused("已经停用，或日期不在启用以后、今天以前", field="on")
        changed = bump(venue, closed_on=on)
        doing.record(CLOSED, venue, org=venue.org_id, changed=changed)
        return venue


def count_venues(actor: Actor, org: Organisation) -> int:
    return Venue.objects.filter(org=org, closed_on__isnull=True).count()


def hand_on(doing: Doing, source: Organisation, target: Organisation, on: date) -> int:
    """The successor keeps them from now on; one of the same name takes the old house's name."""
    moved = 0
    theirs = set(Venue.objects.filter(org=target).values_list("name", flat=True))
    for venue in Venue.objects.filter(org=source, closed_on__isnull=True).order_by("id"):
        name = venue.name
        if name in theirs:
            name = f"{source.short_name}{name}"[:80]
        bump(venue, org=target, name=name)
        moved += 1
    return moved


def _insist(row: VenueRow, today: date, rooms: Sequence[str]) -> None:
    if row.kind not in VENUE_KINDS:
        raise Refused("没有这种阵地", field="kind")
    if set(rooms) - set(ROOM_KINDS):
        raise Refused("没有这种房间", field="rooms")
    if row.since > today:
        raise Refused("启用日期在今天之后", field="since")
    if min(row.area, row.signs) < 0 or (row.households is not None and row.households < 1):
        raise Refused("面积、牌子数、户数不能是负数", field="area")


def _insist_named_once(org_id: int, name: str, but: int | None = None) -> None:
    """Two venues of one organisation do not bear one name; the constraint holds it for good."""
    rows = Venue.objects.filter(org_id=org_id, name=name)
    if (rows if but is None else rows.exclude(pk=but)).exists():
        raise Refused("本组织已有同名的阵地", field="name")


def _furnish(venue: Venue, rooms: Sequence[str]) -> None:
    """Rooms as they are now."""
    wanted = list(dict.fromkeys(rooms))
    kept = set(VenueRoom.objects.filter(venue=venue).values_list("kind", flat=True))
    VenueRoom.objects.filter(venue=venue).exclude(kind__in=wanted).delete()
    VenueRoom.objects.bulk_create(
        VenueRoom(venue=venue, kind=kind) for kind in wanted if kind not in kept
    )
