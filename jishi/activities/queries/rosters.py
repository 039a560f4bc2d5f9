"""The lists of those expected of many organisations, on any day, read once.

`roster` answers for one activity; this answers the same for the thousands that come in together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from jishi.activities.kinds import ActivityKind
from jishi.activities.kinds.kind import GRASSROOTS
from jishi.activities.queries.roster import Listed, Roster, circle
from jishi.kernel.path import ids
from jishi.people import queries as people_queries
from jishi.people.kinds import COUNTED, STANDINGS
from jishi.registers.queries.committees import first_posts, seats_of
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


class _Stay(NamedTuple):
    """Somebody's time in an organisation with one standing; in the order of the list."""

    name: str
    person: int
    since: date
    until: date | None
    standing: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


class Rosters:
    """Whatever was read of these organisations; the tree is today's, as it is for one activity."""

    def __init__(self, actor: Actor, orgs: Collection[Organisation]) -> None:
        self._wanted = {org.pk for org in orgs}
        self._stays: dict[int, list[_Stay]] = defaultdict(list)
        self._guests: dict[int, list[Listed]] = defaultdict(list)
        self._read(actor)
        for stays in self._stays.values():
            stays.sort()
        self._seats = seats_of(self._wanted)
        seated = {seat.person for seats in self._seats.values() for seat in seats}
        rows = people_queries.people(actor).values_list("id", "name")
        self._names = {pk: name for pk, name in rows if pk in seated}

    def _read(self, actor: Actor) -> None:
        rows = people_queries.states(actor).filter(standing__in=COUNTED)
        for name, person, since, until, standing, path, group in rows.order_by().values_list(
            "person__name", "person_id", "since", "until", "standing", "org__path",
            "person__group_id",
        ):  # fmt: skip
            stay = _Stay(name, person, since, until, standing)
            for org in {*ids(path), group} & self._wanted:
                self._stays[org].append(stay)
        guests = people_queries.guests(actor).order_by("name", "id")
        for pk, name, org in guests.values_list("id", "name", "takes_part_at_id"):
            self._guests[org].append(Listed(pk, name, guest=True))

    def on(self, orgs: Sequence[Organisation], kinds: Sequence[ActivityKind], day: date) -> Roster:
        """Who was expected at an activity of these organisations."""
        who, pks = circle(kinds), [org.pk for org in orgs]
        asks_seats = who != "nobody" or any(kind.quorum for kind in kinds)
        seats = self._seated(pks, day) if asks_seats else {}
        small = [org.pk for org in orgs if org.kind == "group" or org.kind in GRASSROOTS]
        listed: list[Listed] = []
        if who in ("members", "group"):
            listed = self._members(small, day, seats)
            listed += [guest for pk in small for guest in self._guests.get(pk, ())]
        elif who == "committee":
            listed = [
                Listed(pk, self._names[pk], True, post=post)
                for pk, post in seats.items()
                if pk in self._names
            ]
        return Roster(tuple(listed), frozenset(seats))

    def _seated(self, orgs: Sequence[int], day: date) -> dict[int, str]:
        return first_posts(s for org in orgs for s in self._seats.get(org, ()) if s.holds(day))

    def _members(self, orgs: Sequence[int], day: date, seats: dict[int, str]) -> list[Listed]:
        stays = [stay for org in orgs for stay in self._stays.get(org, ()) if stay.holds(day)]
        if len(orgs) > 1:
            stays.sort()
        return [
            _listed(stay.person, stay.name, stay.standing, seats.get(stay.person, ""))
            for stay in stays
        ]


@lru_cache(maxsize=100_000)
def _listed(person: int, name: str, standing: str, post: str) -> Listed:
    about = STANDINGS[standing]
    return Listed(person, name, about.votes, not about.full, post=post)
