"""After any number of moves, paths and lines are what the parents say."""

import random

import pytest

from jishi.orgs.actions import Basis, move_organisation
from jishi.tree.actor import local_operator
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.tests.sound import faults
from tests.access.thickets import grow
from tests.world import TODAY


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_paths_after_random_moves_equal_recomputation(seed: int):
    orgs, chance = grow(seed, 10).orgs, random.Random(seed)
    moved = 0
    for _ in range(30):
        org, parent = (Organisation.objects.get(pk=o.pk) for o in chance.sample(orgs, 2))
        try:
            move_organisation(
                local_operator(TODAY), org, org.version, parent=parent, basis=Basis(TODAY)
            )
            moved += 1
        except Refused:
            continue
        assert not [fault for fault in faults() if "path" in fault]
    assert moved > 3


@pytest.mark.django_db
def test_a_stale_path_would_be_noticed():
    """The seeded fault: one path that nobody derived again."""
    orgs = grow(1, 10).orgs
    Organisation.objects.filter(pk=orgs[-1].pk).update(path="/999/")
    assert faults()
