"""Synthetic careers through the twenty-five steps: refusals, extension, moving; each day of the
clock beside an independent calculator, each person as the recorded acts have made them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from jishi.activities.tests.cast import Cast
from jishi.people.models import MemberChange, Person
from jishi.procedures.actions import put_off, send_on, take_over, take_step
from jishi.procedures.models import Procedure
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.rules.weighing import clock_of
from jishi.procedures.tests import calculator
from jishi.procedures.tests.career import Career, meeting
from jishi.tree.errors import Refused
from tests.world import TODAY

OTHER = "柳湾村党支部"


@dataclass
class Life:
    """One career, walked by chance; the test's own book of what happened."""

    career: Career
    random: Random
    days: dict[str, date] = field(default_factory=dict)
    posted: dict[str, date] = field(default_factory=dict)
    extended: date | None = None
    moved: bool = False
    refusals: int = 0
    checked: int = 0

    @property
    def procedure(self) -> Procedure:
        self.career.procedure.refresh_from_db()
        return self.career.procedure

    def compare(self, step: str) -> date:
        """The product's clock is that of the calculator; returns the earliest day."""
        row = Procedure.objects.select_related("org", "person").get(pk=self.procedure.pk)
        clock = clock_of(edition_of(row), Known([row], TODAY).facts(row))
        assert clock.step is not None
        assert clock.step.code == step
        if step == "application":
            return self.career.days["application"]
        first = calculator.earliest(step, self.days, self.posted, self.extended)
        last = calculator.latest(step, self.days, self.extended)
        assert (step, clock.earliest) == (step, first)
        assert (step, sorted(edge.day for edge in clock.limits)) == (step, sorted(last))
        assert (row.earliest_on, row.latest_on) == (first, min(last, default=None))
        self.checked += 1
        return first

    def take(self, step: str, on: date, **more: Any) -> None:
        payload = more.pop("payload", {})
        if step in ("review", "full_application"):
            posted = on + timedelta(days=self.random.randrange(3))
            payload["posted_on"] = str(posted)
            self.posted[step] = posted
        if step == "full_application":
            payload["committee_on"] = str(on)
        topic = {"assembly": "admit", "full_assembly": more.get("outcome", "confirm")}.get(step, "")
        kind = "assembly" if topic else "committee"
        met = None
        if step in ("activist", "candidate", "review") or topic:
            org = self.procedure.org
            met = meeting(org, kind, on, topic, present=self.career.cast.ids("林可", "黄树"))
        given = self.career.given(step, on=on, payload=payload, meeting=met or (None, None),
                                  meets=False, **more)  # fmt: skip
        who = {"branch": "柳芳" if self.moved else "何文", "superior": "陈岚", "county": "周正"}
        by = edition_of(self.procedure).step(step).by
        self.career.procedure = take_step(self.career.actor(who[by]), self.procedure, None, given)
        self.days[step] = on

    def refuse(self, step: str, on: date, **more: Any) -> None:
        book = (dict(self.days), dict(self.posted))
        state = (self.procedure.version, self.procedure.steps.count(), self.standing)
        with pytest.raises(Refused):
            self.take(step, on, **more)
        self.days, self.posted = book
        assert (self.procedure.version, self.procedure.steps.count(), self.standing) == state
        self.refusals += 1

    @property
    def standing(self) -> str:
        return str(Person.objects.values_list("standing", flat=True).get(pk=self.career.person.pk))

    def walk(self) -> None:
        """Step by step, each on its earliest day or some days later; odd things on the way."""
        first, extends, place = True, self.random.random() < 0.3, 0
        while place < len(calculator.STEPS):
            step = calculator.STEPS[place]
            day = self.compare(step)
            if not first and self.random.random() < 0.4:
                self.refuse(step, day - timedelta(days=1))
            on = day + timedelta(days=self.random.choice((0, 0, 1, 3, 20)))
            first = False
            if step == "full_assembly" and extends and self.extended is None:
                self.extend(on)
                place = calculator.STEPS.index("probation_inspection")
                continue
            if step == "approval_talk" and self.random.random() < 0.15:
                place = self.again(on)
                continue
            self.take(step, on)
            self.happen(step)
            place += 1

    def happen(self, step: str) -> None:
        """What may come between two steps."""
        chance = self.random.random()
        if step == "inspection" and chance < 0.7:
            self.compare("candidate")
            self.take("inspection", self.days["inspection"] + timedelta(days=150))
        if step == "tutors" and chance < 0.2 and not self.moved:
            self.move()
        if step == "assembly":
            assert self.standing == "none"
        if step == "approval_talk" and chance < 0.3:
            self.more_time()

    def more_time(self) -> None:
        """The three months are put off; the six are not."""
        three, six = calculator.latest("approval", self.days, None)
        actor = self.career.actor("陈岚")
        put_off(actor, self.procedure, None, until=three + timedelta(days=9), reason="换届")
        assert self.procedure.latest_on == three + timedelta(days=9)
        with pytest.raises(Refused):
            put_off(actor, self.procedure, None, until=six + timedelta(days=1), reason="换届")
        Procedure.objects.filter(pk=self.procedure.pk).update(
            extended_step="", extended_to=None, latest_on=three
        )

    def move(self) -> None:
        to = self.career.cast.world[OTHER]
        send_on(self.career.actor("何文"), self.procedure, None, to=to, reason="换了单位")
        on = self.days["tutors"] + timedelta(days=1)
        take_over(self.career.actor("柳芳"), self.procedure, None, on=on)
        self.moved = True

    def again(self, on: date) -> int:
        """The superior sends the resolution back: review, notice and assembly are done again."""
        self.take("approval_talk", on)
        self.take("approval", on + timedelta(days=1), outcome="returned", reason="材料不全",
                  payload={"voted": None, "one_by_one": None}, document="")  # fmt: skip
        kept = calculator.STEPS[: calculator.STEPS.index("review")]
        self.days = {code: day for code, day in self.days.items() if code in kept}
        assert self.standing == "none"
        return len(kept)

    def extend(self, on: date) -> None:
        ends = calculator.later(self.days["assembly"], 12)
        for months in (5, 13):
            until = str(calculator.later(ends, months))
            self.refuse(
                "full_assembly", on, outcome="extend", reason="考察", payload={"until": until}
            )
        until = calculator.later(ends, self.random.choice((6, 9, 12)))
        self.take(
            "full_assembly", on, outcome="extend", reason="考察", payload={"until": str(until)}
        )
        self.compare("full_approval")
        self.take("full_approval", on + timedelta(days=2), outcome="extend", reason="")
        self.extended = until
        kept = calculator.STEPS[: calculator.STEPS.index("probation_inspection")]
        self.days = {code: day for code, day in self.days.items() if code in kept}
        assert self.standing == "extended"


def live(cast: Cast, seed: int) -> Life:
    random = Random(seed)
    begun = date(2021, 6, 1) + timedelta(days=random.randrange(300))
    career = Career(cast, f"申{seed}")
    Procedure.objects.filter(pk=career.procedure.pk).update(opened_on=begun)
    career.days["application"] = begun
    life = Life(career, random)
    life.walk()
    return life


def judge(life: Life) -> None:
    """The person is what the acts have made of them, and of nothing but meeting and approval."""
    person = Person.objects.get(pk=life.career.person.pk)
    ends = life.extended or calculator.later(life.days["assembly"], 12)
    assert (person.standing, person.joined_on, person.full_on) == (
        "full", life.days["assembly"], ends,
    )  # fmt: skip
    acts = MemberChange.objects.filter(person=person).exclude(kind__in=("register", "move"))
    assert all(act.meeting and act.document for act in acts)
    kinds = sorted(acts.values_list("kind", flat=True))
    assert kinds == sorted(["admit", "confirm", *(["extend"] if life.extended else [])])
    assert life.procedure.state == "done"


def careers(cast: Cast, seeds: range) -> tuple[int, int]:
    cast.member("柳芳", OTHER)
    lives = []
    for seed in seeds:
        life = live(cast, seed)
        judge(life)
        lives.append(life)
    return sum(life.checked for life in lives), sum(life.refusals for life in lives)


def test_careers_agree_with_an_independent_calculator(cast: Cast):
    checked, refusals = careers(cast, range(6))
    assert checked > 130
    assert refusals > 20


@pytest.mark.full
def test_three_hundred_careers_agree_with_an_independent_calculator(cast: Cast):
    checked, refusals = careers(cast, range(300))
    assert checked > 7000
    assert refusals > 1500
