"""Some people in the branches of the named cast."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.kernel.identity import identity_check
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from tests.world import World


def number(born: date, woman: bool = False, serial: int = 1) -> str:
    digits = f"990000{born:%Y%m%d}{serial * 2 + (0 if woman else 1):03d}"
    return digits + identity_check(digits)


@pytest.fixture
def folk(world: World) -> dict[str, Person]:
    """何文 and 韦明 of the cast with three others, in three branches."""
    found = {}
    for name, sex, born, org, education, joined, full in (
        ("何文", "1", date(1985, 1, 9), "河东村党支部", "21", date(2010, 6, 1), date(2011, 6, 1)),
        ("韦明", "1", date(1962, 4, 5), "河东村党支部", "71", date(1990, 6, 1), date(1991, 6, 1)),
        ("林可", "2", date(1980, 3, 2), "河东村党支部", "31", date(2005, 7, 1), date(2006, 7, 1)),
        ("覃梅", "2", date(1995, 8, 8), "柳湾村党支部", "14", date(2025, 12, 1), None),
        ("宋青", "1", date(1950, 2, 3), "松林村党支部", "81", date(1975, 7, 1), date(1976, 7, 1)),
    ):
        who = Particulars(
            name, sex, "01", born, "day", number(born, sex == "2"), f"1990000{len(found):04d}",
            education, "", "farmer", "rural",
        )  # fmt: skip
        place = Place("full" if full else "probationary", joined_on=joined, full_on=full)
        found[name] = register_person(world.actor("周正"), world[org], who, place)
    return found
