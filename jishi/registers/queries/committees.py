"""Who sits on a committee on a day, for whatever is decided there. No actor: for decisions only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link

POST_TITLES = {kind.code: kind.title for kind in all_kinds().values() if kind.is_post}
ABOVE = ("local_committee", "leading_group", "work_committee")  # no grassroots organisations
SEATS = tuple(kind.code for kind in all_kinds().values() if kind.on_committee)
_ORDER = {code: place for place, code in enumerate(all_kinds())}
_FEW = 500  # organisations named one by one


class Seat(NamedTuple):
    """Somebody's time on a committee."""

    kind: str
    person: int
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


def seats_of(orgs: Collection[int]) -> dict[int, list[Seat]]:
    """Every seat there ever was on the committees of these organisations."""
    found: dict[int, list[Seat]] = defaultdict(list)
    rows = Link.objects.filter(kind__in=SEATS, person__isnull=False).order_by("id")
    if len(orgs) <= _FEW:
        rows = rows.filter(org__in=list(orgs))
    for org, kind, person, since, until in rows.values_list(
        "org_id", "kind", "person_id", "since", "until"
    ):
        if org in orgs and person is not None:
            found[org].append(Seat(kind, person, since, until))
    return dict(found)


def seats_on(orgs: Collection[int], day: date) -> dict[int, str]:
    """Person → post of whoever sits on the committees of these organisations, the first post."""
    held = _sitting(orgs, day).order_by("id").values_list("kind", "person_id", "since", "until")
    return first_posts(Seat(*row) for row in held if row[1] is not None)


def _sitting(orgs: Collection[int], day: date) -> QuerySet[Link]:
    rows = Link.objects.filter(org__in=list(orgs), kind__in=SEATS, since__lte=day)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=day), person__isnull=False)


def leaders_on(orgs: Collection[int], day: date) -> list[tuple[int, str]]:
    """Who leads these organisations that day, with their names."""
    held = _sitting(orgs, day).order_by("person_id")
    return list(held.values_list("person_id", "person__name").distinct())


def first_posts(seats: Iterable[Seat]) -> dict[int, str]:
    """Each person's first post, in the order of the posts."""
    found: dict[int, str] = {}
    for seat in sorted(seats, key=lambda seat: _ORDER[seat.kind]):
        found.setdefault(seat.person, seat.kind)
    return found


def seats_held(person: int, day: date) -> list[str]:
    """The seats somebody holds on committees of the grassroots, on a day."""
    rows = Link.objects.filter(person=person, kind__in=SEATS, since__lte=day)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=day)).exclude(org__kind__in=ABOVE)
    return list(rows.order_by("since", "id").values_list("kind", flat=True))


def post_titles() -> dict[str, str]:
    """What the seats are called."""
    return {code: all_kinds()[code].title for code in SEATS}
