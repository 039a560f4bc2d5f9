"""Visits of a year: whom they reached, and who on the registers has not been reached yet.

What was visited is a name, as it is written down on the spot; an enterprise, a village or a project
counts as reached when that is the name of the unit on the register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.kinds import kind_of
from jishi.activities.marks import COUNTING
from jishi.activities.models import ActivityPart, Attendance
from jishi.base.pinyin import fold
from jishi.registers.models import Unit
from jishi.registers.queries import units as registers
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

FIELDS = {field.code: field for field in kind_of("visit").fields}
OBJECTS = dict(FIELDS["object"].choices)
# Which kinds of units make up a class of objects; of the other classes there is no register.
REGISTERS: Mapping[str, tuple[str, ...]] = {
    "enterprise": registers.ENTERPRISES,
    "community": ("village", "community"),
    "project": ("project",),
}  # fmt: skip


@dataclass(frozen=True)
class Visit:
    activity: int
    org: str
    on: date
    object: str
    visited: str
    mix: Mapping[str, str]  # form, slot, problem, as far as they were said


@dataclass(frozen=True)
class Line:
    """One class of objects: visits, different ones visited, and of those on the register."""

    code: str
    label: str
    visits: int
    objects: int
    total: int | None = None  # on the register; None where there is none
    reached: int = 0

    @property
    def missing(self) -> int:
        return (self.total or 0) - self.reached


class Visits:
    """The visits of a year at an organisation and below it, or in all of the actor's reach."""

    def __init__(self, actor: Actor, org: Organisation | None, year: int) -> None:
        self.actor, self.org = actor, org
        self.span = (date(year, 1, 1), date(year, 12, 31))

    @cached_property
    def rows(self) -> list[Visit]:
        found = ActivityPart.objects.filter(
            kind="visit", counts=True, activity__stage__in=COUNTING,
            activity__held_on__range=self.span,
        )  # fmt: skip
        seen = visible(self.actor, ACTIVITY_VIEW, found, via="activity__org")
        if self.org is not None:
            seen = seen.filter(activity__org__in=Organisation.objects.filter(self.org.below()))
        return [
            Visit(pk, org, on, payload.get("object", ""), payload.get("visited", ""), payload)
            for pk, org, on, payload in seen.order_by("-activity__held_on", "-activity_id")
            .values_list(
                "activity_id", "activity__org__short_name", "activity__held_on", "payload"
            )
        ]  # fmt: skip

    def units(self, objects: Sequence[str]) -> QuerySet[Unit]:
        kinds = [kind for code in objects for kind in REGISTERS[code]]
        rows = registers.units(self.actor).filter(kind__in=kinds, closed_on__isnull=True)
        if self.org is not None:
            rows = rows.filter(org__in=Organisation.objects.filter(self.org.below()))
        return rows

    @cached_property
    def _reached(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {code: set() for code in OBJECTS}
        for visit in self.rows:
            found.setdefault(visit.object, set()).add(fold(visit.visited))
        return found

    def missing(self, code: str) -> list[int]:
        """Units of a class that nobody has visited."""
        names = self._reached[code]
        rows = self.units([code]).values_list("pk", "name")
        return [pk for pk, name in rows if fold(name) not in names]

    def lines(self) -> list[Line]:
        visits = Counter(visit.object for visit in self.rows)
        of_kind = {kind: code for code, kinds in REGISTERS.items() for kind in kinds}
        total: Counter[str] = Counter()
        reached: Counter[str] = Counter()
        for kind, name in self.units(list(REGISTERS)).values_list("kind", "name"):
            total[of_kind[kind]] += 1
            reached[of_kind[kind]] += fold(name) in self._reached[of_kind[kind]]
        return [
            Line(
                code, label, visits[code], len(self._reached[code]),
                total[code] if code in REGISTERS else None, reached[code],
            )
            for code, label in OBJECTS.items()
        ]  # fmt: skip

    def mix(self, field: str) -> list[tuple[str, int]]:
        """How many visits were of each form, at each time of day, told of which problem."""
        counted = Counter(visit.mix[field] for visit in self.rows if visit.mix.get(field))
        return [(label, counted[code]) for code, label in FIELDS[field].choices]

    def people(self) -> int:
        """Who went, each once."""
        pks = [visit.activity for visit in self.rows]
        seen: set[int] = set()
        for start in range(0, len(pks), 500):
            rows = Attendance.objects.filter(
                activity__in=pks[start : start + 500], mark="present"
            )  # fmt: skip
            seen.update(rows.values_list("person_id", flat=True))
        return len(seen)

    def by_org(self) -> list[tuple[str, int, date]]:
        """Visits of each organisation that made any, the busiest first, with the last day."""
        counted = Counter(visit.org for visit in self.rows)
        last: dict[str, date] = {}
        for visit in self.rows:  # the newest first
            last.setdefault(visit.org, visit.on)
        return [(org, count, last[org]) for org, count in counted.most_common()]
