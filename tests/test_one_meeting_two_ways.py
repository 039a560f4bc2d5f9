"""A meeting sent by a program is the meeting entered on the screen, and cancelling undoes it all.

Not some fields of one item: every column of every duty item of the county, before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jishi.activities.models import ActionItem, Activity, ActivityPart, Attendance, Topic
from jishi.activities.queries.evidence import evidence
from jishi.activities.tests import cast as casting
from jishi.activities.tests.cast import BRANCH, MAY, NAMES, Cast
from jishi.api.tests.test_api import Program
from jishi.duties.actions import keeping
from jishi.duties.actions.starting import set_start
from jishi.duties.models import DutyItem
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

PRESENT = NAMES[:9]
Rows = list[dict[str, Any]]


@pytest.fixture
def cast(world: World, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 10, 1))
    return casting.build(world)


def everything() -> Rows:
    """Every column but the row's number, and the proof's own number told apart from none."""
    rows = DutyItem.objects.order_by("org_id", "duty", "slot").values()
    return [{**row, "id": None, "met_by": row["met_by"] is not None} for row in rows]


def by_program(cast: Cast) -> Activity:
    sent = {
        "kind": "assembly", "org": "QH0101", "held_on": MAY.isoformat(), "place": "村活动室",
        "topics": [{"title": "讨论村道硬化", "kind": "other"}],
        "attendees": list(cast.ids(*PRESENT)), "minutes": "会议讨论了村道硬化方案。",
        "resolutions": ["公示村道方案"], "late_reason": "书记出差",
    }  # fmt: skip
    answer = Program(cast.world, "何文").post("/activities", sent)
    assert answer.status_code == 201, answer.json()
    return Activity.objects.get(pk=answer.json()["id"])


def by_screen(cast: Cast) -> Activity:
    sent = {
        "kind": "assembly", "org": "QH0101", "held_on": MAY.isoformat(), "place": "村活动室",
        "listed": ",".join(str(pk) for pk in cast.ids(*NAMES)),
        "here": [str(pk) for pk in cast.ids(*PRESENT)],
        "t1_title": "讨论村道硬化", "t1_kind": "other", "i1_text": "公示村道方案",
        "minutes": "会议讨论了村道硬化方案。", "late_reason": "书记出差",
    }  # fmt: skip
    answer = cast.world.client("何文").post("/activities/new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Activity.objects.latest("id")


def cancelled_by_program(cast: Cast, activity: Activity) -> None:
    where = f"/activities/{activity.pk}/cancel"
    assert Program(cast.world, "何文").post(where, {"reason": "录重了"}).status_code == 200


def cancelled_on_screen(cast: Cast, activity: Activity) -> None:
    where = f"/activities/{activity.pk}/cancel/"
    sent = {"reason": "录重了", "_version": str(activity.version)}
    assert cast.world.client("何文").post(where, sent).status_code == 302


def record(activity: Activity) -> dict[str, Rows]:
    """All that is kept of it, without the numbers that differ by nature and where it came from."""
    own = {"id": None, "activity_id": None, "topic_id": None}
    found = {
        model.__name__: [
            {**row, **{name: None for name in own if name in row}}
            for row in model.objects.filter(activity=activity).order_by("id").values()
        ]
        for model in (ActivityPart, Attendance, Topic, ActionItem)
    }
    head = Activity.objects.filter(pk=activity.pk).values().get()
    return {**found, "Activity": [{**head, "id": None, "source": ""}]}


def counted(cast: Cast) -> list[int]:
    return [e.activity_id for e in evidence([cast.world[BRANCH].pk], ["assembly"], MAY, MAY)]


WAYS: list[tuple[Callable[[Cast], Activity], Callable[[Cast, Activity], None]]] = [
    (by_program, cancelled_by_program),
    (by_screen, cancelled_on_screen),
    (by_program, cancelled_on_screen),
]


def test_a_meeting_from_a_program_does_all_that_the_screen_does(cast: Cast):
    before, seen, records = everything(), [], []
    for hold, cancel in WAYS:
        activity = hold(cast)
        seen.append(everything())
        records.append(record(activity))
        assert counted(cast) == [activity.pk]
        cancel(cast, activity)
        assert everything() == before, "cancelling leaves nothing of it"
        assert counted(cast) == []
    assert seen[0] == seen[1] == seen[2]
    assert records[0] == records[1]
    assert len(records[0]["Attendance"]) == len(NAMES)
    assert records[0]["ActionItem"][0]["text"] == "公示村道方案"
    changed = [row for row, was in zip(seen[0], before, strict=True) if row != was]
    assert [(row["duty"], row["slot"], row["met_on"]) for row in changed] == [
        ("assembly.quarterly", "2026Q4", MAY),
    ]
    assert keeping.recompute(TODAY) == 0, "what is kept is what follows from the records"


def test_a_program_that_touches_nothing_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """A seeded fault: duties are not told."""
    from jishi.duties.queries.items import Difference

    before = everything()
    monkeypatch.setattr(keeping, "quick", lambda touches: Difference())
    by_program(cast)
    assert everything() == before
