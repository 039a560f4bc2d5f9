"""Cases through the interface: one's reach, no word of who asked, the same rules as the screen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from jishi.api.actions import make_token
from jishi.api.tests.test_members import ask
from jishi.base.clock import now
from jishi.cases.models import Asker, Case
from jishi.cases.tests.cast import Hands
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

LEAK = {
    "kind": "request", "home": "QH01", "title": "桥头路灯不亮", "classes": ["roads"],
    "door": "hotline", "items": {"place": "桥头"},
    "asker": {"name": "金叶", "phone": "19900001234", "words": "已经黑了三天"},
}  # fmt: skip


@pytest.fixture
def hands(world: World, monkeypatch: pytest.MonkeyPatch) -> Hands:
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    return Hands(world)


def post(world: World, name: str, payload: dict[str, Any], key: str = "") -> tuple[int, Any]:
    _, token = make_token(local_operator(TODAY), world.people[name], label="测试", days=30)
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    answer = Client().post(
        "/api/v1/cases", json.dumps(payload), content_type="application/json", headers=headers
    )
    return answer.status_code, answer.json()


def test_a_request_comes_in_by_program_and_names_nobody_who_asked(hands: Hands):
    status, made = post(hands.world, "陈岚", LEAK, key="hotline-1")
    assert status == 201, made
    assert (made["label"], made["state"], made["door"]) == (
        "诉〔2026〕1号",
        "registered",
        "hotline",
    )
    again = post(hands.world, "陈岚", LEAK, key="hotline-1")[1]
    assert again == made
    assert Case.objects.count() == 1
    assert str(Asker.objects.get().phone) == "199****1234"
    for path in ("cases", f"cases/{made['id']}"):
        told = json.dumps(ask(hands.world, "陈岚", path)[1], ensure_ascii=False)
        assert "桥头路灯" in told
        assert not any(word in told for word in ("金叶", "1234", "黑了三天"))


def test_the_list_ends_at_ones_reach_and_is_asked_by_place_and_time(hands: Hands):
    case = hands.handed_in()
    status, body = ask(hands.world, "何文", "cases?org=QH0101&period=2026-11&kind=problem")
    assert status == 200, body
    assert [each["id"] for each in body["items"]] == [case.pk]
    assert body["items"][0]["state"] == "submitted"
    for none in ("period=2026-01", "kind=wish", "view=solved"):
        assert ask(hands.world, "何文", f"cases?{none}")[1]["items"] == []
    assert ask(hands.world, "何文", "cases?org=QH02")[0] == 422
    assert ask(hands.world, "何文", "cases?view=some")[0] == 422
    assert ask(hands.world, "韦明", "cases")[0] == 403


def test_what_the_form_refuses_is_refused_with_its_field(hands: Hands):
    for change, field in (
        ({"classes": ["none"]}, "classes"),
        ({"classes": []}, "classes"),
        ({"home": "QH02"}, "home"),
        ({"items": {"nothing": "x"}}, "nothing"),
        ({"door": "portal"}, "door"),
        ({"opened_on": "2027-01-01"}, "on"),
    ):
        status, body = post(hands.world, "陈岚", {**LEAK, **change})
        assert status == 422, (change, body)
        assert field in body["fields"], (change, body)
    assert not Case.objects.exists()


def test_what_is_kept_apart_has_no_door(hands: Hands):
    clue = Case.objects.create(
        kind="clue", year=2026, number=1, home=hands.world["青禾县委"], org=hands.world["青禾县委"],
        title="来信", opened_on=TODAY, opened_at=now(), counts_from=now(), state_since=TODAY,
        grade="ordinary", limit=30, limit_unit="working_days",
    )  # fmt: skip
    assert ask(hands.world, "周正", f"cases/{clue.pk}")[0] == 404
    assert post(hands.world, "周正", {**LEAK, "kind": "clue"})[0] == 422
