"""The year of one person: hours, what is required, trainings; the same numbers as in the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.activities.models import Attendance
from jishi.activities.queries.hours import Hours, hours_of
from jishi.people.models import Person
from jishi.registers.queries.committees import seats_held
from jishi.training.models import Relief
from jishi.training.queries.classes import relief_of, trainings_of
from jishi.training.queries.coverage import Norms, Scope
from jishi.training.rules.coverage import Studied
from jishi.tree.actor import Actor


@dataclass(frozen=True)
class Year:
    """`full` is what is required without any relief."""

    studied: Studied
    full: int
    relief: Relief | None
    trainings: list[Attendance]


def year_of(actor: Actor, person: Person, year: int) -> Year:
    scope = Scope(actor, year, person.org)
    norms: Norms = scope.norms()
    seat = bool(seats_held(person.pk, scope.day))
    full = norms.seat if seat else norms.member
    relief = relief_of(person, year)
    own = trainings_of(person, date(year, 1, 1), date(year, 12, 31))
    hours = hours_of([person.pk], scope.first, scope.last).get(person.pk, Hours())
    studied = Studied(
        hours.studied, hours.online, relief.hours if relief else full, norms.share,
        len({row.activity_id for row in own}), seat,
    )  # fmt: skip
    return Year(studied, full, relief, own)
