"""A random walk: only declared states, no own acceptance, and refusals change nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from django.db.models import F

from jishi.standards.actions import appealing, assessing, grading
from jishi.standards.models import Assessment, Line, Round
from jishi.standards.rules.steps import FLOW, STATES
from jishi.standards.tests.test_assessing import (
    D,
    answers,
    judged,
    opened,
    rows_of_everything,
)
from jishi.tree.errors import NotDone
from tests.world import World

pytestmark = pytest.mark.django_db
NAMES = ("何文", "柳芳", "宋青", "陈岚", "石磊", "严可", "周正", "罗静")
EDGES = {(origin, step.to) for step in FLOW.transitions for origin in step.origins}


class Walk:
    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random, self.round = world, Random(seed), opened(world)

    def row(self) -> Assessment:
        rows = Assessment.objects.select_related("round", "round__org", "org", "org__parent")
        return self.random.choice(list(rows.filter(round=self.round).order_by("pk")))

    def step(self) -> tuple[int, str, str]:
        """One try of somebody: (assessment, state before, state after)."""
        row, actor = self.row(), self.world.actor(self.random.choice(NAMES))
        reason = self.random.choice(("有记录为证", "有记录为证", ""))
        tries: dict[str, list[Callable[[], object]]] = {
            "open": [
                lambda: assessing.answer_check(actor, row, None, answers(), submit=True),
                lambda: assessing.drop(actor, row, None, reason if self.rare() else ""),
            ],
            "self_checked": [
                lambda: assessing.accept(actor, row, None, judged(roll=3)),
                lambda: assessing.hand_back(actor, row, None, reason),
            ],
            "accepted": [
                lambda: assessing.confirm(actor, row, None),
                lambda: assessing.reopen(actor, row, None, reason),
            ],
            "confirmed": [lambda: appealing.appeal(actor, row, None, ["roll"], reason)],
            "appealed": [lambda: appealing.review(actor, row, None, reason, {"roll": D(5)})],
            "graded": [lambda: grading.grade_round(actor, self.round, None, "青组〔2026〕9号")],
        }
        fitting = tries.get(row.state, tries["graded"])
        anything = [each for some in tries.values() for each in some]
        one = self.random.choice(fitting if self.random.random() < 0.7 else anything)
        before, was = rows_of_everything(), row.state
        try:
            one()
        except NotDone:
            assert rows_of_everything() == before
        return row.pk, was, Assessment.objects.get(pk=row.pk).state

    def rare(self) -> bool:
        return self.random.random() < 0.02

    def look(self) -> None:
        rows = Assessment.objects.all()
        assert set(rows.values_list("state", flat=True)) <= set(STATES)
        assert not rows.filter(checked_by=F("accepted_by")).exists()
        assert not rows.filter(confirmed_by=F("accepted_by")).exists()
        assert not rows.filter(confirmed_by=F("checked_by")).exists()
        for row in rows.filter(state__in=("confirmed", "appealed", "graded")):
            lines = list(Line.objects.filter(assessment=row, revision=row.revision))
            assert row.points is not None
            assert assessing.digest_lines(row, row.revision, row.points, lines) == row.digest


def walk(world: World, seed: int, steps: int) -> set[str]:
    one, seen = Walk(world, seed), set()
    for _ in range(steps):
        _, was, now = one.step()
        assert was == now or (was, now) in EDGES
        seen.add(now)
        one.look()
    return seen


def test_a_random_walk_stays_within_what_is_declared(world: World):
    seen = walk(world, 5, 160)
    assert {"self_checked", "accepted", "confirmed", "appealed"} <= seen


@pytest.mark.full
@pytest.mark.parametrize("seed", range(8))
def test_long_random_walks_stay_within_what_is_declared(world: World, seed: int):
    walk(world, 100 + seed, 1500)
    assert Round.objects.count() == 1
