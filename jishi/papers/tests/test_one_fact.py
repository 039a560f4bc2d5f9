"""One fact through: a meeting sent by a program is in the sentence of the next filling."""

from __future__ import annotations

import pytest

from jishi.activities.tests import cast as casting
from jishi.activities.tests.cast import MAY, NAMES, Cast
from jishi.api.tests.test_api import Program
from tests.world import TODAY, World


@pytest.fixture
def cast(world: World, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    return casting.build(world)


def sentence(world: World) -> str:
    from jishi.kernel.period import Period
    from jishi.papers.filling.making import filled_template

    found = filled_template(
        world.actor("何文"), "summary_village", world["河东村党支部"], Period.parse("2026Q4")
    )
    lines = [line for line in found.text().split("\n") if "三会一课" in line]
    return lines[0]


def test_a_meeting_by_program_changes_its_sentence_and_cancelling_changes_it_back(cast: Cast):
    before = sentence(cast.world)
    sent = {
        "kind": "assembly", "org": "QH0101", "held_on": MAY.isoformat(), "place": "村活动室",
        "topics": [{"title": "讨论村道硬化", "kind": "other"}],
        "attendees": list(cast.ids(*NAMES[:9])), "minutes": "会议讨论了村道硬化方案。",
        "resolutions": ["公示村道方案"], "late_reason": "书记出差",
    }  # fmt: skip
    program = Program(cast.world, "何文")
    answer = program.post("/activities", sent)
    assert answer.status_code == 201, answer.json()
    told = sentence(cast.world)
    assert "党员大会1场" in told
    assert told != before
    done = program.post(f"/activities/{answer.json()['id']}/cancel", {"reason": "登记错了"})
    assert done.status_code == 200, done.json()
    assert sentence(cast.world) == before
