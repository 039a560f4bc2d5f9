"""A county's own kinds: under the same validation, each version from its day on."""

from __future__ import annotations

from datetime import date

import pytest

from jishi.activities.actions.local_kinds import declare_kind, end_kind, revise_kind
from jishi.activities.models import LocalKind
from jishi.activities.queries.kinds import kinds_for
from jishi.activities.tests.cast import BRANCH, MAY, Cast, part
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden, Refused
from tests.world import TODAY

BODY = {"source": "县委办通知", "group": "service", "needs": ["present", "content"]}
SINCE = date(2026, 6, 1)


def song(cast: Cast, **more: object) -> LocalKind:
    actor, top = cast.world.actor("周正"), cast.world["青禾县委"]
    return declare_kind(actor, top, "song", "红歌会", {**BODY, **more}, since=SINCE)


@pytest.fixture
def stranger(cast: Cast) -> Cast:
    """A kind of another place, which nobody of this one is to see."""
    operator, town = local_operator(TODAY), cast.world["石桥镇党委"]
    declare_kind(operator, town, "dance", "广场舞会", BODY, since=SINCE)
    return cast


def test_it_holds_below_and_counts_like_any_other(cast: Cast):
    song(cast)
    assert "own.song" in kinds_for(cast.world[BRANCH], MAY)
    assert part(cast.hold("own.song"), "own.song").counts
    assert part(cast.hold("own.song", topics=(), minutes=""), "own.song").missing == ["content"]


def test_a_version_holds_from_its_day_on_until_it_is_ended(cast: Cast):
    kind, actor = song(cast), cast.world.actor("周正")
    revise_kind(actor, kind, "红歌比赛", {**BODY, "needs": ["present"]}, since=date(2026, 11, 1))
    org = cast.world[BRANCH]
    assert kinds_for(org, date(2026, 10, 31))["own.song"].title == "红歌会"
    assert kinds_for(org, MAY)["own.song"].title == "红歌比赛"
    end_kind(actor, kind, until=date(2026, 12, 1))
    assert "own.song" not in kinds_for(org, date(2026, 12, 1))


@pytest.mark.parametrize(
    "wrong",
    [{"source": ""}, {"group": "x"}, {"needs": ["love"]},
     {"fields": [{"code": "a", "label": "宗教信仰"}]}],
)  # fmt: skip
def test_what_cannot_stand_is_refused_in_words(cast: Cast, wrong: dict[str, object]):
    with pytest.raises(Refused):
        song(cast, **wrong)
    assert not LocalKind.objects.exists()


def test_the_filter_offers_it_to_its_own_county_alone(cast: Cast, stranger: Cast):
    kind, held = song(cast), cast.hold("own.song")
    revise_kind(cast.world.actor("周正"), kind, "红歌比赛", BODY, since=date(2026, 11, 10))
    client = cast.world.client("何文")
    page = client.get("/activities/").content.decode()
    assert page.count('<option value="own.song">红歌比赛</option>') == 1
    assert 'value="own.dance"' not in page
    for raw in ("own.song", "service"):
        listed = client.get(f"/activities/?kind={raw}&format=csv").content.decode()
        assert str(held.held_on) in listed, raw
    assert (
        str(held.held_on) not in client.get("/activities/?kind=study&format=csv").content.decode()
    )


def test_only_the_county_declares(cast: Cast):
    with pytest.raises(Forbidden):
        declare_kind(
            cast.world.actor("陈岚"), cast.world["白石镇党委"], "song", "红歌会", BODY, since=SINCE
        )
