"""Whom the year has reached: the numbers, and the rows behind each of them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from jishi.activities.tests.cast import BRANCH, NAMES, Cast
from jishi.training.marks import GROUPS
from jishi.training.queries import coverage
from jishi.training.queries.coverage import Scope
from jishi.training.tests.classes import TOWN, planned, recorded
from tests.world import World

COUNTY = "青禾县委"


def scope(cast: Cast, who: str = "陈岚", org: str = TOWN) -> Scope:
    return Scope(cast.world.actor(who), 2026, cast.world[org])


def reached(cast: Cast, group: str, who: str = "陈岚", org: str = TOWN) -> tuple[int, int]:
    found = coverage.coverage(scope(cast, who, org)).total.groups[group]
    return found.done, found.total


def test_members_are_reached_by_any_class_and_secretaries_by_one_of_the_county(cast: Cast):
    recorded(cast, "何文", "韦明", "吴谷")
    assert reached(cast, "members") == (3, 12)
    assert reached(cast, "committee") == (2, 5)
    assert reached(cast, "secretaries") == (0, 1)
    recorded(cast, "何文", who="周正", org=COUNTY, level="county", audience="secretaries")
    assert reached(cast, "secretaries") == (1, 1)


def test_whoever_is_on_probation_owes_one_of_their_own(cast: Cast):
    cast.member("莫新", standing="probationary", joined_on=date(2026, 11, 1), full_on=None)
    cast.member("罗青", joined_on=date(2025, 3, 1), full_on=date(2026, 3, 1))
    assert reached(cast, "new") == (0, 2)
    recorded(cast, "莫新", "韦明")
    assert reached(cast, "new") == (1, 2)


def test_the_branch_itself_is_no_superior(cast: Cast):
    cast.member("莫新", standing="probationary", joined_on=date(2026, 11, 1), full_on=None)
    recorded(cast, "莫新", who="何文", org=BRANCH, level="unit")
    assert reached(cast, "new") == (0, 1)
    assert reached(cast, "members") == (1, 13)


@pytest.mark.parametrize("group", list(GROUPS))
def test_the_rows_behind_a_number_equal_it(cast: Cast, group: str):
    cast.member("莫新", standing="probationary", joined_on=date(2026, 11, 1), full_on=None)
    cast.member("柳叶", "柳湾村党支部")
    cast.post("柳叶", "secretary", "柳湾村党支部")
    recorded(cast, "何文", "韦明", "莫新", level="county")
    for org in (COUNTY, TOWN, BRANCH):
        done, total = reached(cast, group, "周正", org)
        client = cast.world.client("周正")
        code = cast.world[org].code
        for state, count in (("done", done), ("missing", total - done), ("", total)):
            page = client.get(f"/training/people/?group={group}&org={code}&state={state}&year=2026")
            assert page.context["total"] == count, (org, state)


def test_each_organisation_says_its_part(cast: Cast):
    cast.member("柳叶", "柳湾村党支部")
    recorded(cast, "何文")
    lines = {line.name: line.groups["members"] for line in coverage.coverage(scope(cast)).lines}
    assert {name: (r.done, r.total) for name, r in lines.items() if r.total} == {
        BRANCH: (1, 12), "柳湾村党支部": (0, 1),
    }  # fmt: skip


def test_the_page_opens_to_the_missing_and_the_list_goes_into_a_workbook(cast: Cast):
    recorded(cast, *NAMES[:9])
    client = cast.world.client("陈岚")
    text = client.get("/training/").content.decode()
    link = re.search(r'href="(/training/people/\?group=members&amp;state=missing[^"]*)"', text)
    assert link is not None
    url = link.group(1).replace("&amp;", "&")
    assert client.get(url).context["total"] == 3
    book = client.get(f"{url}&format=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    names = {str(row[0]) for row in rows}
    assert set(NAMES[9:]) <= names
    assert not set(NAMES[:9]) & names


def test_a_new_secretary_is_asked_for_within_half_a_year(cast: Cast):
    client = cast.world.client("陈岚")
    url = "/training/people/?group=secretaries&state=new_post&year=2026"
    page = client.get(url)
    assert page.context["total"] == 1
    assert "新任" in page.content.decode()
    recorded(cast, "何文")
    assert client.get(url).context["total"] == 0


def test_the_neighbour_sees_nobody_here(cast: Cast):
    client = cast.world.client("石磊")
    assert "韦明" not in client.get("/training/people/").content.decode()
    assert client.get(f"/training/?org={cast.world[TOWN].code}").status_code == 404


def test_more_organisations_and_people_need_no_more_statements(cast: Cast, world: World):
    recorded(cast, "何文")
    client = world.client("陈岚")

    def statements(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = ("/training/", "/training/people/", "/training/classes/")
    before = [statements(url) for url in urls]
    for n in range(5):
        cast.member(f"新员{n}", "柳湾村党支部")
        planned(cast)
    assert [statements(url) for url in urls] == before
    assert max(before) <= 24
