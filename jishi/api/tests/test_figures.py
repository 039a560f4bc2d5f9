"""Figures as columns: one answer for many places, months and indicators."""

from __future__ import annotations

from datetime import date

from jishi.api.tests.test_api import Program
from jishi.figures.tests.test_reading import member
from tests.world import World


def test_a_matrix_is_asked_by_the_beginnings_of_codes(world: World):
    member(world, "河东村党支部", "林一", date(2026, 2, 3))
    program = Program(world, "周正")
    asked = {"period": "2026-01..2026-04", "code": "member.all,dues.received"}
    found = program.get("/figures/matrix", **asked).json()
    titles = [each["code"] for each in found["figures"]]
    assert sorted(titles) == ["dues.received", "member.all"]
    assert found["months"] == ["2026-01", "2026-02", "2026-03", "2026-04"]
    names = [each["name"] for each in found["orgs"]]
    members = found["figures"][titles.index("member.all")]["numerator"]
    assert members[names.index(world["白石镇党委"].short_name)] == [0, 1, 1, 1]
    assert found["figures"][titles.index("dues.received")]["factor"] == 0.01
    [itself] = program.get("/figures/matrix", **asked, by="self").json()["orgs"]
    assert itself["code"] == world["青禾县委"].code


def test_what_a_matrix_is_not_asked_is_refused_in_words(world: World):
    program = Program(world, "周正")
    assert program.get("/figures/matrix", bogus="1").status_code == 422
    assert program.get("/figures/matrix", by="month").status_code == 422
    assert Program(world, "陈岚").get("/figures/matrix", org="QH02").status_code == 404
