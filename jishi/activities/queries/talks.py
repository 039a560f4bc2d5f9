"""The talks of a branch in a year: who with whom, what is missing; never what was said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from jishi.activities.models import Attendance
from jishi.activities.queries.evidence import counting
from jishi.activities.queries.roster import Listed, members_of
from jishi.activities.rules.talks import Talks, missing_pairs, year_of_talks
from jishi.kernel.verdict import Verdict
from jishi.registers.queries.committees import seats_on
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation

TALK = "talk"


@dataclass(frozen=True)
class Owed:
    """One member: with whom they talked, when last, and what is still owed."""

    who: Listed
    talks: Talks
    verdict: Verdict
    partners: tuple[str, ...] = ()
    last_on: date | None = None
    supported: bool = False  # a talk because of trouble, nothing more is known (R-LIFE-28)

    @property
    def state(self) -> str:
        """`missing` where the committee owes a talk, `fellow` where only members do."""
        codes = self.verdict.codes
        return "missing" if set(codes) & {"seats", "seat"} else "fellow" if codes else "done"


@dataclass(frozen=True)
class Board:
    """A branch and a year."""

    people: tuple[Owed, ...]
    pairs: tuple[tuple[Listed, Listed], ...] = ()  # of the committee, without a talk
    count: int = 0

    def of(self, state: str) -> list[Owed]:
        return [one for one in self.people if one.state == state]


@dataclass
class _Year:
    """Everything said by the records: pairs, and the last day of each person."""

    pairs: set[frozenset[int]] = field(default_factory=set)
    partners: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    last: dict[int, date] = field(default_factory=dict)
    supported: set[int] = field(default_factory=set)


def board(actor: Actor, org: Organisation, year: int) -> Board:
    """As the branch stands today, or stood at the end of a year that is over."""
    day = min(actor.today, date(year, 12, 31))
    listed = [each for each in members_of(actor, org, day) if not each.guest]
    seats = [pk for pk in seats_on([org.pk], day) if any(p.person_id == pk for p in listed)]
    found, count = _talked(org, year)
    members = frozenset(each.person_id for each in listed)
    names = {each.person_id: each.name for each in listed}
    people = tuple(
        _owed(each, Talks(each.person_id, frozenset(seats), members), found, names)
        for each in sorted(listed, key=lambda each: (not each.post, each.name, each.person_id))
    )
    by_id = {each.person_id: each for each in listed}
    pairs = tuple(_pair(by_id, seats, pair) for pair in missing_pairs(seats, found.pairs))
    return Board(people, pairs, count)


def _pair(
    by_id: dict[int, Listed], seats: list[int], pair: frozenset[int]
) -> tuple[Listed, Listed]:
    one, other = sorted(pair, key=seats.index)
    return by_id[one], by_id[other]


def _owed(who: Listed, talks: Talks, found: _Year, names: dict[int, str]) -> Owed:
    partners = found.partners.get(who.person_id, set())
    talks = Talks(talks.me, talks.seats, talks.members, frozenset(partners))
    return Owed(
        who, talks, year_of_talks(talks), tuple(sorted(names[p] for p in partners if p in names)),
        found.last.get(who.person_id), who.person_id in found.supported,
    )  # fmt: skip


def _talked(org: Organisation, year: int) -> tuple[_Year, int]:
    parts = counting((TALK,), date(year, 1, 1), date(year, 12, 31)).filter(
        activity__organisers__org=org
    )
    occasions = dict(parts.order_by().values_list("activity_id", "payload__occasion"))
    marks = Attendance.objects.filter(
        mark="present", activity__in=parts.order_by().values("activity_id")
    )
    there: dict[int, set[int]] = defaultdict(set)
    days: dict[int, date] = {}
    for activity, person, on in marks.order_by().values_list(
        "activity_id", "person_id", "activity__held_on"
    ):
        there[activity].add(person)
        days[activity] = on
    found = _Year()
    for activity, people in there.items():
        _add(found, people, days[activity], occasions.get(activity) == "support")
    return found, len(occasions)


def _add(found: _Year, people: set[int], on: date, support: bool) -> None:
    for person in people:
        others = people - {person}
        found.partners[person] |= others
        found.pairs |= {frozenset({person, other}) for other in others}
        found.last[person] = max(on, found.last.get(person, on))
        if support:
            found.supported.add(person)
