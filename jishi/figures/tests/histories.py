"""Random histories of a small county with members that come, move, are corrected and go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jishi.base.act import act
from jishi.duties.tests.histories import History as Base
from jishi.figures.actions.refreshing import refresh
from jishi.people.access import STANDING_EDIT
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.actions.correct import correct_person
from jishi.people.actions.states import Basis, note_change, turn
from jishi.people.models import ChangeKind, Person
from jishi.tree.errors import NotDone

ACTS = (
    ("hold", 20), ("correct", 10), ("drop", 4), ("found", 4), ("close", 3), ("reopen", 2),
    ("move", 6), ("rekind", 2), ("appoint", 6), ("dismiss", 4), ("excuse", 1), ("report", 2),
    ("enter", 14), ("transfer", 8), ("amend", 8), ("die", 4), ("refresh", 5),
)  # fmt: skip
TODAY = date(2026, 11, 20)


@dataclass
class History(Base):
    """Acts of every room that figures read, in disorder."""

    def step(self) -> str:
        name = self.random.choices([n for n, _ in ACTS], [w for _, w in ACTS])[0]
        try:
            getattr(self, name)()
        except NotDone:
            return ""
        return name

    def enter(self) -> None:
        org = self.org("branch")
        if org is None:
            return
        self.number += 1
        born = date(1950, 1, 1) + timedelta(days=self.random.randrange(18000))
        since = self.day(date(2025, 6, 1))
        who = Particulars(
            f"新{self.number}", sex=self.random.choice("12"), born_on=born,
            education=self.random.choice(("21", "41", "")), nation=self.random.choice(("01", "03")),
        )  # fmt: skip
        full = self.random.random() < 0.8
        joined = date(2024, 6, 1)
        place = Place(
            standing="full" if full else "probationary", joined_on=joined,
            full_on=date(2025, 6, 1) if full else None, since=since,
        )  # fmt: skip
        self.people.append(register_person(self.actor, org, who, place))

    def transfer(self) -> None:
        org, person = self.org("branch"), self.person()
        if org is None:
            return
        with act(self.actor, STANDING_EDIT, person.org):
            person = Person.objects.select_related("org").get(pk=person.pk)
            old = person.org
            since = person.states.get(until__isnull=True).since
            on = self.day(since)
            turn(person, on=on, today=TODAY, org=org)
            note_change(self.actor, person, ChangeKind.MOVE, Basis(on), from_org=old, to_org=org)

    def amend(self) -> None:
        person = Person.objects.select_related("org").get(pk=self.person().pk)
        values = {"sex": self.random.choice("12"), "education": self.random.choice(("21", "41"))}
        correct_person(self.actor, person, person.version, values, Basis(TODAY, note="录入有误"))

    def die(self) -> None:
        person = Person.objects.select_related("org").get(pk=self.person().pk)
        if not person.stands.counted:
            return
        with act(self.actor, STANDING_EDIT, person.org):
            on = self.day(person.states.get(until__isnull=True).since)
            turn(person, on=on, today=TODAY, standing="deceased")
            note_change(self.actor, person, ChangeKind.DIE, Basis(on))

    def refresh(self) -> None:
        refresh(TODAY)
