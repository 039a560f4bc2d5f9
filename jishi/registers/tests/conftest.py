"""People and units for the named cast of `tests/world.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from jishi.registers.actions import Terms, UnitRow, appoint_person, register_unit
from jishi.registers.actions.links import Ends
from jishi.registers.models import Link, Unit
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

DOCUMENT = "青组〔2026〕3号"
SINCE = date(2026, 3, 1)


@dataclass
class Cast:
    world: World

    def member(
        self, name: str, org: str, *, standing: str = "full", full_on: date = date(2006, 7, 1)
    ) -> Person:
        place = {
            "full": Place("full", joined_on=date(2005, 7, 1), full_on=full_on),
            "probationary": Place("probationary", joined_on=date(2026, 1, 10)),
            "none": Place(),
        }[standing]
        who = Particulars(name, sex="1", born_on=date(1980, 3, 2))
        return register_person(local_operator(TODAY), self.world[org], who, place)

    def post(
        self, who: Person, kind: str, org: str, since: date = SINCE, document: str = DOCUMENT
    ) -> Link:
        return appoint_person(
            local_operator(TODAY), self.world[org], kind, who, Terms(since, document=document)
        )

    def unit(self, name: str, org: str = "白石镇党委", **more: object) -> Unit:
        return register_unit(local_operator(TODAY), self.world[org], UnitRow(name, **more))  # type: ignore[arg-type]

    def instruct(self, who: Person, unit: Unit, org: str = "白石镇党委") -> Link:
        terms = Terms(SINCE, document=DOCUMENT)
        ends = Ends(unit=unit)
        operator = local_operator(TODAY)
        return appoint_person(operator, self.world[org], "instructor", who, terms, ends)


@pytest.fixture
def cast(world: World) -> Cast:
    return Cast(world)
