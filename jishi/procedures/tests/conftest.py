from __future__ import annotations

import pytest

from jishi.activities.tests.cast import Cast, build
from jishi.procedures.tests.career import Career
from tests.world import World


@pytest.fixture
def cast(world: World) -> Cast:
    return build(world)


@pytest.fixture
def career(cast: Cast) -> Career:
    return Career(cast)
