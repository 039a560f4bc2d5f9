"""In which branch somebody stood on a day: for records that name only a person."""

from __future__ import annotations

from collections.abc import Collection

from jishi.figures.columns import FOREVER, number_of
from jishi.figures.tables.cutting import Spell, by_owner
from jishi.people.models import MemberState

FEW = 500


def stands(people: Collection[int]) -> dict[int, list[Spell]]:
    """By person the organisations they were members of, in order."""
    rows = MemberState.objects.order_by("person", "since")
    if len(people) <= FEW:
        rows = rows.filter(person__in=sorted(people))
    found = rows.values_list("person_id", "org_id", "since", "until")
    return by_owner(
        (person, Spell(number_of(since), number_of(until, FOREVER), org))
        for person, org, since, until in found
    )


def place_on(spells: Collection[Spell], day: int) -> int:
    """The organisation of a day; before the first that one, 0 where there is none."""
    held = [s.what for s in spells if s.since <= day < s.until]
    first = next(iter(spells), None)
    return int(str(held[-1] if held else first.what if first else 0))
