"""Writing thirty attendances takes as many statements as writing three."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.activities.actions import Roll, record_at_once
from jishi.activities.tests.cast import BRANCH, NAMES, Cast


@pytest.mark.parametrize("kinds", [("theme_day",), ("theme_day", "assembly")])
def test_more_people_need_no_more_statements(cast: Cast, kinds: tuple[str, ...]):
    actor, org = cast.world.actor("何文"), cast.world[BRANCH]

    def statements(present: int) -> int:
        entry = cast.entry(*kinds, roll=Roll(cast.ids(*NAMES[:present])))
        with CaptureQueriesContext(connection) as captured:
            record_at_once(actor, org, entry)
        return len(captured)

    statements(1)  # what is read once a day
    assert statements(12) == statements(3)
    assert statements(12) <= 26
