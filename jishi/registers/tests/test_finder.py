"""Members are found by the posts they hold today."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from jishi.people.search import found_by
from jishi.registers.actions import end_link
from jishi.registers.tests.conftest import Cast
from tests.world import TODAY

BRANCH = "河东村党支部"


def found(cast: Cast, post: str) -> set[str]:
    rows = found_by(cast.world.actor("陈岚"), QueryDict(f"post={post}"))
    return set(rows.values_list("name", flat=True))


@pytest.fixture
def held(cast: Cast) -> Cast:
    for name, kind in (("林可", "secretary"), ("夏青", "deputy_secretary")):
        cast.post(cast.member(name, BRANCH), kind, BRANCH)
    cast.member("孟禾", BRANCH)
    return cast


def test_by_the_post_and_by_having_none(held: Cast):
    assert found(held, "secretary") == {"林可"}
    assert found(held, "deputy_secretary") == {"夏青"}
    assert "孟禾" in found(held, "none")
    assert not found(held, "none") & {"林可", "夏青"}


def test_a_post_that_has_ended_is_no_post(held: Cast):
    link = held.world[BRANCH].links.get(kind="secretary")
    end_link(held.world.actor("陈岚"), link, link.version, until=TODAY, document="青组〔2026〕9号")
    assert found(held, "secretary") == set()
    assert "林可" in found(held, "none")


def test_the_column_names_the_posts_with_one_statement_for_all_rows(held: Cast):
    client = held.world.client("陈岚")
    client.get("/people/?col=posts")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page = client.get("/people/?col=posts").content.decode()
    assert "支部书记" in page or "书记" in page
    for number in range(12):
        held.post(held.member(f"邓{number}", BRANCH), "committee_member", BRANCH)
    with CaptureQueriesContext(
        connection,
    ) as many:
        client.get("/people/?col=posts")
    assert len(many) <= len(few)
