"""Visits of a year: each object once, those on the register that nobody has reached by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jishi.activities.actions import Roll, cancel_activity
from jishi.activities.models import Activity
from jishi.activities.queries.visits import Line, Visits
from jishi.activities.tests.cast import MAY, Cast
from jishi.registers.actions import UnitRow, register_unit
from jishi.tree.actor import local_operator
from tests.world import TODAY, World


@pytest.fixture
def units(world: World) -> None:
    for name, kind in (
        ("绿源公司", "private_enterprise"), ("白石水务", "state_enterprise"), ("河东村", "village"),
    ):  # fmt: skip
        register_unit(local_operator(TODAY), world["白石镇党委"], UnitRow(name, kind))


def visit(cast: Cast, visited: str, kind: str = "enterprise", **more: Any) -> Activity:
    payload = {"object": kind, "visited": visited, **more.pop("payload", {})}
    what = {"payloads": {"visit": payload}}
    return cast.hold(
        "visit", what=what, roll=Roll(cast.ids("何文")), topics=(), minutes="", **more
    )  # fmt: skip


def line(cast: Cast, code: str, who: str = "陈岚", year: int = TODAY.year) -> Line:
    visits = Visits(cast.world.actor(who), cast.world["白石镇党委"], year)
    return next(each for each in visits.lines() if each.code == code)


def test_a_unit_is_reached_by_its_name_and_counted_once(cast: Cast, units: None):
    for name in ("绿源公司", " 绿源公司", "路边小店"):
        visit(cast, name)
    found = line(cast, "enterprise")
    assert (found.visits, found.objects, found.total, found.reached) == (3, 2, 2, 1)
    assert found.missing == 1
    assert line(cast, "community").missing == 1
    assert line(cast, "household").total is None


def test_neither_a_cancelled_visit_nor_one_of_last_year_counts(cast: Cast, units: None):
    cancel_activity(cast.world.actor("何文"), visit(cast, "绿源公司"), None, "没有去成")
    visit(cast, "白石水务", held_on=date(2025, 11, 3), late_reason="补记")
    assert line(cast, "enterprise").reached == 0
    assert line(cast, "enterprise", year=2025).reached == 1


def test_a_neighbour_sees_neither_visits_nor_units(cast: Cast, units: None):
    visit(cast, "绿源公司")
    visits = Visits(cast.world.actor("石磊"), None, TODAY.year)
    assert visits.rows == []
    assert all(not each.total for each in visits.lines())


def test_problems_and_times_of_day_are_counted(cast: Cast, units: None):
    visit(cast, "绿源公司", payload={"problem": "industry", "slot": "rest_day"})
    visit(cast, "白石水务", payload={"problem": "industry"})
    visits = Visits(cast.world.actor("陈岚"), None, TODAY.year)
    assert dict(visits.mix("problem"))["产业发展"] == 2
    assert dict(visits.mix("slot"))["休息日白天"] == 1
    assert (visits.people(), visits.by_org()) == (1, [("河东村党支部", 2, MAY)])


def test_the_number_opens_to_the_units_that_are_missing(cast: Cast, units: None):
    visit(cast, "绿源公司")
    client = cast.world.client("陈岚")
    page = client.get("/activities/visits/").content.decode()
    assert "还没有走访" in page
    rows = client.get("/activities/visits/missing/?object=enterprise").content.decode()
    assert "白石水务" in rows
    assert "绿源公司" not in rows
    assert "河东村" in client.get("/activities/visits/missing/?object=community").content.decode()
