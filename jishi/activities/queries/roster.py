"""Who is expected at an activity: the list on the chair's phone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jishi.activities.kinds import ActivityKind
from jishi.activities.kinds.kind import GRASSROOTS
from jishi.kernel.path import subtree_bounds
from jishi.people import queries as people_queries
from jishi.people.kinds import COUNTED, STANDINGS
from jishi.people.models import Person
from jishi.registers.queries.committees import seats_on
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


@dataclass(frozen=True, slots=True)
class Listed:
    """One person on the list, as of the day of the activity."""

    person_id: int
    name: str
    voter: bool = False  # R-LIFE-08
    probation: bool = False  # discusses, does not vote (R-LIFE-13)
    guest: bool = False  # takes part here, belongs elsewhere (R-LIFE-34)
    post: str = ""


@dataclass(frozen=True)
class Roster:
    """`listed` is empty where the circle is not fixed; `seats` are those of the committee."""

    listed: tuple[Listed, ...] = ()
    seats: frozenset[int] = frozenset()

    @property
    def by_id(self) -> dict[int, Listed]:
        return {each.person_id: each for each in self.listed}


def circle(kinds: Iterable[ActivityKind]) -> str:
    """The widest circle that one of the kinds expects."""
    wanted = {kind.expects for kind in kinds}
    return next((c for c in ("members", "group", "committee") if c in wanted), "nobody")


def roster(
    actor: Actor, orgs: Sequence[Organisation], kinds: Sequence[ActivityKind], day: date
) -> Roster:
    """Three statements at most, however many organisations hold it together."""
    who = circle(kinds)
    asks_seats = who != "nobody" or any(kind.quorum for kind in kinds)
    seats = seats_on([org.pk for org in orgs], day) if asks_seats else {}
    small = [org for org in orgs if org.kind == "group" or org.kind in GRASSROOTS]
    if who in ("members", "group"):
        listed = _members(actor, small, day, seats) + _guests(actor, small)
    elif who == "committee":
        listed = _seated(actor, seats, day)
    else:
        listed = []
    return Roster(tuple(listed), frozenset(seats))


def members_of(actor: Actor, org: Organisation, day: date) -> list[Listed]:
    """Everybody of a branch or group, for kinds that expect nobody in particular."""
    if org.kind != "group" and org.kind not in GRASSROOTS:
        return []
    return _members(actor, [org], day, seats_on([org.pk], day)) + _guests(actor, [org])


def _members(
    actor: Actor, orgs: Sequence[Organisation], day: date, seats: dict[int, str]
) -> list[Listed]:
    where = Q(pk__in=[])
    for org in orgs:
        if org.kind == "group":
            where |= Q(person__group=org)
        else:
            low, high = subtree_bounds(org.path)
            where |= Q(org__path__gte=low, org__path__lt=high)
    rows = people_queries.states_on(actor, day).filter(where, standing__in=COUNTED)
    found = rows.order_by("person__name", "person_id").values_list(
        "person_id", "person__name", "standing"
    )
    return [
        Listed(
            pk, name, STANDINGS[standing].votes, not STANDINGS[standing].full,
            post=seats.get(pk, ""),
        )
        for pk, name, standing in found
    ]  # fmt: skip


def _guests(actor: Actor, orgs: Sequence[Organisation]) -> list[Listed]:
    rows = people_queries.guests(actor).filter(takes_part_at__in=orgs)
    found = rows.order_by("name", "id").values_list("id", "name")
    return [Listed(pk, name, guest=True) for pk, name in found]


def _seated(actor: Actor, seats: dict[int, str], day: date) -> list[Listed]:
    """The committee, in the order of its posts; they vote there whatever their branch is."""
    rows = people_queries.people(actor).filter(pk__in=list(seats)).values_list("id", "name")
    names = dict(rows)
    return [Listed(pk, names[pk], True, post=post) for pk, post in seats.items() if pk in names]


def others(actor: Actor, ids: Iterable[int]) -> dict[int, Person]:
    """People who are on no list but were there, or are named: within reach."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {person.pk: person for person in people_queries.people(actor).filter(pk__in=wanted)}


def named(
    actor: Actor, org: Organisation, names: Iterable[str], standings: Collection[str] = COUNTED
) -> list[tuple[int, str]]:
    """Members at or below an organisation by name, for a class of many branches; or whoever
    else has one of the standings, for a class of those who are not members yet."""
    low, high = subtree_bounds(org.path)
    rows = people_queries.people(actor).filter(org__path__gte=low, org__path__lt=high)
    rows = rows.filter(standing__in=standings)
    return list(rows.filter(name__in=list(names)[:_AT_ONCE]).values_list("id", "name"))


_AT_ONCE = 800
