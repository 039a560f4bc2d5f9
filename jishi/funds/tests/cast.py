"""Members of the named county for tests about dues."""

from __future__ import annotations

from datetime import date

from jishi.funds.actions import BaseRow, take_in_bases
from jishi.kernel.period import Month
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from tests.world import World

JOINED, FULL_ON = date(2005, 7, 1), date(2006, 7, 1)
JAN = Month.of(2026, 1)


def member(world: World, name: str, org: str, **place: object) -> Person:
    """Registered by the operator of the county: a full member since 2005."""
    terms = {"standing": "full", "joined_on": JOINED, "full_on": FULL_ON, **place}
    return register_person(
        world.actor("周正"),
        world[org],
        Particulars(name),
        Place(**terms),  # type: ignore[arg-type]
    )


def fixed(
    world: World,
    person: Person,
    base: int | None = 300_000,
    group: str = "official",
    start: Month = JAN,
) -> Person:
    """With an amount: 15.00 a month by default."""
    [outcome] = take_in_bases(world.actor("周正"), [BaseRow(person.pk, start, group, base)])
    assert outcome.state == "made", outcome.message
    return person
