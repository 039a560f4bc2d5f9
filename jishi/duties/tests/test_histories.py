"""What is kept after any history of acts is what follows from the records, row for row."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from jishi.base import clock
from jishi.duties.actions.keeping import extend_horizon
from jishi.duties.actions.starting import set_start
from jishi.duties.models import DutyItem
from jishi.duties.queries.items import everything
from jishi.duties.tests.histories import TODAY, History
from jishi.people.actions import Particulars, Place, register_person
from jishi.people.models import Person
from jishi.tree.actor import local_operator
from tests.world import World

ROUNDS = 4
STEPS = 80


@pytest.fixture
def history(world: World, monkeypatch: pytest.MonkeyPatch) -> History:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    operator = local_operator(TODAY)
    people: list[Person] = [
        register_person(operator, world["河东村党支部"], Particulars(f"林{n}", sex="1"), Place())
        for n in range(4)
    ]
    set_start(operator, world["青禾县委"], starts_on=TODAY.replace(month=1, day=1))
    extend_horizon(TODAY)
    return History(Random(1), people)


def wrong() -> list[str]:
    """Rows that differ from the records, in words."""
    return [
        f"made {d.made} changed {d.changed} gone {d.gone}"
        for d in everything(TODAY)
        if d.count
    ]  # fmt: skip


def live_on(history: History, seed: int, steps: int, every: int) -> Counter[str]:
    history.random = Random(seed)
    done: Counter[str] = Counter()
    for number in range(steps):
        done[history.step()] += 1
        if number % every == every - 1:
            assert wrong() == [], f"seed {seed}, step {number}"
    return done


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_live_equals_recomputed(history: History, seed: int):
    done = live_on(history, seed, STEPS, 5)
    assert DutyItem.objects.exists()
    assert done["hold"]
    assert done["correct"]


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 125))
def test_live_equals_recomputed_through_long_histories(history: History, seed: int):
    """Five thousand acts in all."""
    live_on(history, seed, 200, 10)
