from __future__ import annotations

import pytest

from jishi.activities.tests.cast import Cast, build
from tests.world import World


@pytest.fixture
def cast(world: World) -> Cast:
    return build(world)
