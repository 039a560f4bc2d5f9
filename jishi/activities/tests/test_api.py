"""Entered by another program it is what it is from the screen; cancelled, it counts nowhere."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jishi.activities.models import ActionItem, Activity, Attendance
from jishi.activities.queries.evidence import evidence
from jishi.activities.tests.cast import BRANCH, MAY, NAMES, Cast
from jishi.api import limits
from jishi.api.tests.test_api import Program

WHERE = "/activities"


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "limiter", limits.Limiter(limits.RATE, limits.BURST))


def body(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "kind": "assembly", "org": "QH0101", "held_on": MAY.isoformat(), "place": "村活动室",
        "topics": ["讨论村道硬化"], "attendees": list(cast.ids(*NAMES[:9])),
        "minutes": "会议讨论了村道硬化方案。", "resolutions": ["公示村道方案"], **more,
    }  # fmt: skip


def counted(cast: Cast, kind: str = "assembly") -> list[int]:
    return [e.activity_id for e in evidence([cast.world[BRANCH].pk], [kind], MAY, MAY)]


def test_what_the_contract_sends_is_recorded_and_counts(cast: Cast):
    answer = Program(cast.world, "何文").post(WHERE, body(cast))
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["kind"], made["stage"], made["present"], made["expected"]) == (
        "assembly", "held", 9, 12,
    )  # fmt: skip
    assert made["parts"] == [{"kind": "assembly", "counts": True, "missing": []}]
    assert counted(cast) == [made["id"]]
    assert ActionItem.objects.get(activity=made["id"]).text == "公示村道方案"
    assert Attendance.objects.filter(activity=made["id"], mark="present").count() == 9


def test_it_is_done_once_per_key(cast: Cast):
    program = Program(cast.world, "何文")
    first, second = (program.post(WHERE, body(cast), key="k-1") for _ in range(2))
    assert first.json() == second.json()
    assert Activity.objects.count() == 1
    other = program.post(WHERE, body(cast, place="祠堂"), key="k-1")
    assert other.status_code == 409


def test_cancelling_reverts_what_it_counted(cast: Cast):
    program = Program(cast.world, "何文")
    made = program.post(WHERE, body(cast)).json()
    gone = program.post(f"{WHERE}/{made['id']}/cancel", {"reason": "录重了"})
    assert (gone.status_code, gone.json()["stage"]) == (200, "cancelled")
    assert counted(cast) == []
    assert program.post(f"{WHERE}/{made['id']}/cancel", {"reason": "又"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"org": "QH0201"}, "org"),
        ({"held_on": "2026-11-21"}, "held_on"),
        ({"held_on": "gestern"}, "held_on"),
        ({"attendees": [99_999_999]}, "attendees"),
        ({"topics": [{"title": "课", "kind": "lecture"}]}, "topics"),
        ({"kind": "theme_day", "items": {"theme_day": {"colour": "red"}}}, "theme_day.colour"),
    ],
)
def test_a_wrong_item_is_named(cast: Cast, wrong: dict[str, Any], field: str):
    answer = Program(cast.world, "何文").post(WHERE, body(cast, **wrong))
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]
    assert not Activity.objects.exists()


def test_several_kinds_and_a_lecturer(cast: Cast):
    sent = body(cast, kind=["theme_day", "lesson"], topics=["讲党史"], lecturer_name="陈岚")
    made = Program(cast.world, "何文").post(WHERE, sent).json()
    assert [part["counts"] for part in made["parts"]] == [True, True]
    without = body(cast, kind=["theme_day", "lesson"], topics=["讲党史"])
    parts = Program(cast.world, "何文").post(WHERE, without).json()["parts"]
    assert parts[1] == {"kind": "lesson", "counts": False, "missing": ["lecturer"]}


def test_a_plan_counts_for_nothing(cast: Cast):
    sent = body(cast, stage="planned", held_on="2026-12-05")
    made = Program(cast.world, "何文").post(WHERE, sent).json()
    assert (made["stage"], made["present"]) == ("planned", None)
    assert evidence(None, ["assembly"], date(2026, 12, 1), date(2026, 12, 31)) == []


def test_lists_end_at_ones_reach_and_take_filters(cast: Cast):
    program = Program(cast.world, "何文")
    made = [
        program.post(WHERE, body(cast, kind=kind)).json()["id"]
        for kind in ("theme_day", "assembly")
    ]

    def ids(name: str, **query: object) -> list[int]:
        answer = Program(cast.world, name).get(WHERE, **query)
        assert answer.status_code == 200, answer.json()
        return [item["id"] for item in answer.json()["items"]]

    assert ids("何文") == made[::-1]
    assert ids("陈岚", org="QH0101", period="2026-11") == made[::-1]
    assert ids("陈岚", period="2026Q3") == []
    assert ids("周正", kind="theme_day") == made[:1]
    assert ids("石磊") == []
    assert Program(cast.world, "何文").get(WHERE, org="QH02").status_code == 422
    assert Program(cast.world, "何文").get(WHERE, period="bald").status_code == 422
    assert Program(cast.world, "韦明").get(WHERE).status_code == 403
    first = program.get(WHERE, limit=1).json()
    second = program.get(WHERE, limit=1, cursor=first["next"]).json()
    assert [first["items"][0]["id"], second["items"][0]["id"]] == made[::-1]
    assert second["next"] is None


def test_one_is_found_within_reach(cast: Cast):
    made = Program(cast.world, "何文").post(WHERE, body(cast)).json()
    assert Program(cast.world, "陈岚").get(f"{WHERE}/{made['id']}").json() == made
    for name, number in (("石磊", made["id"]), ("何文", 999_999), ("何文", "x")):
        assert Program(cast.world, name).get(f"{WHERE}/{number}").status_code == 404
