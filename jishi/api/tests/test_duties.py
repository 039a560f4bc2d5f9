"""Duties through the interface: within reach alone, by period and state, page by page."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.api.tests.test_members import ask
from jishi.duties.actions.starting import set_start
from jishi.tree.actor import local_operator
from tests.world import TODAY, World


@pytest.fixture
def county(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("JISHI_TODAY", TODAY.isoformat())
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(2026, 1, 1))
    return world


def test_the_list_ends_at_ones_reach(county: World):
    status, body = ask(county, "何文", "duties?period=2026-03")
    assert status == 200, body
    assert {item["org"] for item in body["items"]} == {"QH0101"}
    march = next(item for item in body["items"] if item["duty"] == "theme_day.monthly")
    assert (march["period"], march["state"], march["due_on"]) == (
        "2026-03", "missed", "2026-03-31",
    )  # fmt: skip
    assert ask(county, "何文", "duties?org=QH02")[0] == 422
    assert ask(county, "韦明", "duties")[0] == 403


def test_it_is_asked_by_state_and_read_page_by_page(county: World):
    seen, cursor = [], ""
    while True:
        path = f"duties?period=2026&state=missed&org=QH01&limit=7&cursor={cursor}"
        status, body = ask(county, "陈岚", path)
        assert status == 200, body
        seen += [item["id"] for item in body["items"]]
        assert {item["state"] for item in body["items"]} == {"missed"}
        cursor = body["next"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) > 7
    assert ask(county, "陈岚", "duties?period=soon")[0] == 422
    assert ask(county, "陈岚", "duties?state=not_applicable")[0] == 422
