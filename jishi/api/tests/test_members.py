"""Members through the interface: the own reach, a period's end, and never a number in clear."""

from datetime import date
from typing import Any

from django.test import Client

from jishi.api.actions import make_token
from jishi.people.actions import Particulars, Place, register_person, turn
from jishi.people.models import Person
from jishi.tree.actor import local_operator
from tests.world import TODAY, World

FULL = Place("full", joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1))


def put(world: World, name: str, org: str) -> Person:
    who = Particulars(name, "2", "01", date(1980, 3, 2), phone="19900000001")
    return register_person(world.actor("周正"), world[org], who, FULL)


def ask(world: World, name: str, path: str) -> tuple[int, dict[str, Any]]:
    _, token = make_token(local_operator(TODAY), world.people[name], label="测试", days=30)
    answer = Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.json()


def names(world: World, name: str, path: str) -> list[str]:
    status, body = ask(world, name, path)
    assert status == 200, body
    return [item["name"] for item in body["items"]]


def test_the_list_ends_at_ones_reach(world: World):
    put(world, "林可", "河东村党支部")
    put(world, "宋青", "松林村党支部")
    assert names(world, "何文", "members") == ["林可"]
    assert names(world, "周正", "members?org=QH02") == ["宋青"]
    assert ask(world, "何文", "members?org=QH02")[0] == 422
    assert ask(world, "韦明", "members")[0] == 403


def test_numbers_come_masked(world: World):
    put(world, "林可", "河东村党支部")
    _, body = ask(world, "何文", "members")
    assert body["items"][0]["phone"] == "199****0001"


def test_a_period_shows_who_was_a_member_at_its_end(world: World):
    lin = put(world, "林可", "河东村党支部")
    turn(lin, standing="stopped", on=date(2026, 5, 20), today=TODAY)
    assert names(world, "何文", "members") == []
    assert names(world, "何文", "members?period=2026-04") == ["林可"]
    assert names(world, "何文", "members?period=2026-05") == []
    assert ask(world, "何文", "members?period=gestern")[0] == 422


def test_one_member_is_found_by_code_within_reach(world: World):
    lin = put(world, "林可", "河东村党支部")
    assert ask(world, "何文", f"members/{lin.code}")[1]["standing_label"] == "正式党员"
    assert ask(world, "宋青", f"members/{lin.code}")[0] == 404
