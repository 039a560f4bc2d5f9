"""What a write adds to sums that are there is what making them anew would give."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from jishi.figures.columns import FOREVER
from jishi.figures.cube import Cube
from jishi.figures.forest import Forest, State
from jishi.kernel.period import Month

FIRST, LAST = Month.of(2025, 12), Month.of(2026, 11)
WIDTH, ORGS = 3, range(1, 13)


def grown(random: Random) -> Forest:
    """Twelve organisations; half of them hang elsewhere from some month on."""
    states = []
    for org in ORGS:
        parents = [random.choice([p for p in (None, *ORGS) if p is None or p < org]) for _ in "ab"]
        turn = 20260001 + random.randrange(1, 12) * 100 if random.random() < 0.5 else FOREVER
        states.append(State(org, 20200101, turn, parents[0], "branch", org))
        if turn != FOREVER:
            states.append(State(org, turn, FOREVER, parents[1], "branch", org))
    return Forest(states)


@pytest.mark.parametrize("seed", range(30))
def test_sums_after_writes_are_those_made_anew(seed: int):
    random, numbers = Random(seed), np.random.default_rng(seed)
    forest = grown(random)
    length = LAST.index - FIRST.index + 1

    def facts() -> np.ndarray:
        made = np.zeros((length, WIDTH), dtype=np.int64)
        made[random.randrange(length), random.randrange(WIDTH)] = numbers.integers(0, 50)
        return made

    kept = {org: facts() for org in random.sample(ORGS, 8)}
    cube = Cube(FIRST, LAST, kept, WIDTH)
    for _ in range(12):
        assert told(cube, forest) == told(Cube(FIRST, LAST, kept, WIDTH), forest)
        org = random.choice(ORGS)
        kept[org] = facts()
        cube.put(org, kept[org])


def told(cube: Cube, forest: Forest) -> list[object]:
    epochs = forest.epochs(FIRST, LAST)
    low, high = forest.spans(list(ORGS), FIRST, LAST)
    singly = [
        cube.of(epoch, org, which, epoch.first, epoch.last)
        for epoch in epochs for org in ORGS for which in range(WIDTH)
    ]  # fmt: skip
    blocks = [cube.block(epoch, list(ORGS), 1).tolist() for epoch in epochs]
    return [singly, blocks, cube.many(epochs, low, high).tolist()]
