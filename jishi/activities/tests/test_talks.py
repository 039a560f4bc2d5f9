"""Who has been talked with, by whom, and who is still owed a talk; nothing of what was said."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jishi.activities.actions import Roll, cancel_activity
from jishi.activities.actions.counting import tell_homes
from jishi.activities.models import Activity, Attendance
from jishi.activities.queries import talks
from jishi.activities.tests.cast import BRANCH, MAY, NAMES, Cast
from jishi.base.models import InboxItem
from jishi.duties.models import DutyItem
from jishi.tree.errors import NotVisible, Refused

COMMITTEE = NAMES[:5]


def talked(cast: Cast, *names: str, occasion: str = "yearly", on: date = MAY) -> Activity:
    own = {"talk": {"between": "committee_member", "occasion": occasion}}
    return cast.hold(
        "talk", roll=Roll(cast.ids(*names)), chair=None, topics=(), minutes="", held_on=on,
        what={"payloads": own},
    )  # fmt: skip


def board(cast: Cast, year: int = 2026) -> talks.Board:
    return talks.board(cast.world.actor("何文"), cast.world[BRANCH], year)


def states(cast: Cast) -> dict[str, str]:
    return {one.who.name: one.state for one in board(cast).people}


def test_a_member_is_owed_a_talk_with_the_committee_and_one_with_a_fellow(cast: Cast):
    assert states(cast)["覃松"] == "missing"
    talked(cast, "何文", "覃松")
    assert states(cast)["覃松"] == "fellow"
    talked(cast, "覃松", "蒙河")
    assert (states(cast)["覃松"], states(cast)["蒙河"]) == ("done", "missing")


def test_a_committee_member_talks_with_every_colleague(cast: Cast):
    pairs = list(combinations(COMMITTEE, 2))
    for one, other in pairs[:-1]:
        talked(cast, one, other)
    found = board(cast)
    assert [(one.name, other.name) for one, other in found.pairs] == [pairs[-1]]
    assert [name for name, state in states(cast).items() if state == "done"] == sorted(NAMES[:3])


def test_a_talk_of_another_year_or_cancelled_is_none(cast: Cast):
    talked(cast, "何文", "覃松", on=date(2025, 12, 31))
    cancel_activity(cast.world.actor("何文"), talked(cast, "何文", "覃松"), None, "录错了")
    assert states(cast)["覃松"] == "missing"
    assert {one.who.name: one.partners for one in board(cast, 2025).people}["覃松"] == ("何文",)


def test_only_that_somebody_was_given_a_hand_is_known(cast: Cast):
    talked(cast, "何文", "蒙河", occasion="support")
    assert [one.who.name for one in board(cast).people if one.supported] == ["何文", "蒙河"]
    page = cast.world.client("何文").get(f"/activities/talks/{cast.world[BRANCH].pk}/")
    assert "做过思想引导" in page.content.decode()


@pytest.mark.parametrize("seed", range(3))
def test_the_list_is_what_a_look_at_every_pair_says(cast: Cast, seed: int):
    chance, pairs = random.Random(seed), set()
    for _ in range(14):
        names = chance.sample(NAMES, chance.choice((2, 2, 3)))
        talked(cast, *names)
        pairs |= {frozenset(pair) for pair in combinations(names, 2)}

    def met(one: str, others: list[str]) -> list[str]:
        return [other for other in others if frozenset({one, other}) in pairs]

    for name, state in states(cast).items():
        colleagues = [other for other in COMMITTEE if other != name]
        fellows = [other for other in NAMES[5:] if other != name]
        if name in COMMITTEE:
            wanted = "done" if met(name, colleagues) == colleagues else "missing"
        elif not met(name, COMMITTEE):
            wanted = "missing"
        else:
            wanted = "done" if met(name, fellows) else "fellow"
        assert state == wanted, name


def test_a_talk_starts_with_both_names_and_fulfils_the_duty(cast: Cast):
    client, org = cast.world.client("何文"), cast.world[BRANCH]
    page = client.get(f"/activities/talks/{org.pk}/").content.decode()
    link = page.split('aria-label="登记和覃松的谈话"')[0].rsplit('href="', 1)[1].split('"')[0]
    url = unquote(link.replace("&amp;", "&"))
    form = client.get(url)
    ticked = [line["who"].name for line in form.context["ticks"] if line["here"]]
    assert sorted(ticked) == ["何文", "覃松"]
    assert form.context["form"]["talk__between"].value() == "committee_member"
    sent = {
        "org": org.code, "kind": "talk", "held_on": "2026-11-20",
        "here": [str(pk) for pk in cast.ids("何文", "覃松")],
        "talk__between": "committee_member", "talk__occasion": "yearly",
    }  # fmt: skip
    assert client.post("/activities/new/", sent).status_code == 302
    assert states(cast)["覃松"] == "fellow"


def test_readers_and_neighbours_do_not_see_who_talks_with_whom(cast: Cast):
    url = f"/activities/talks/{cast.world[BRANCH].pk}/"
    answers = {who: cast.world.client(who).get(url).status_code for who in ("罗静", "柳芳", "陈岚")}
    assert answers == {"罗静": 403, "柳芳": 404, "陈岚": 200}
    above = f"/activities/talks/{cast.world['白石镇党委'].pk}/"
    assert "由支部登记" in cast.world.client("陈岚").get(above).content.decode()


def test_more_talks_need_no_more_statements(cast: Cast):
    client, url = cast.world.client("何文"), f"/activities/talks/{cast.world[BRANCH].pk}/"

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    talked(cast, "何文", "覃松")
    before = statements()
    for name in NAMES[6:]:
        talked(cast, "何文", name)
    assert statements() == before
    assert not DutyItem.objects.exists()


# --- appraised where one lives now (R-LIFE-26) --------------------------------------------------


def appraised(cast: Cast, guest: bool = True) -> Activity:
    steps = dict.fromkeys(("self_rated", "mutual_rated", "ballot_held", "opinion_given"), True)
    activity = cast.hold("appraisal", what={"payloads": {"appraisal": steps}}, topics=())
    if guest:
        person = cast.member("宋归", "松林村党支部")
        Attendance.objects.create(activity=activity, person=person, mark="present", role="guest")
    return activity


def test_the_home_branch_is_told_once_who_took_part(cast: Cast):
    world, activity = cast.world, appraised(cast)
    assert tell_homes(world.actor("何文"), activity) == 1
    tell_homes(world.actor("何文"), activity)
    told = InboxItem.objects.get(account=world.people["宋青"], key__startswith="appraisal.away")
    assert "宋归在河东村党支部参加了民主评议" in told.title
    page = world.client("宋青").get(told.link)
    assert "宋归" in page.content.decode()
    assert "宋归" not in world.client("柳芳").get(
        f"/activities/appraisals/{world['柳湾村党支部'].pk}/?year=2026"
    ).content.decode()  # fmt: skip
    paper = world.client("何文").get(f"/activities/{activity.pk}/notice/").content.decode()
    assert "宋归" in paper
    assert "通报单" in paper


def test_nobody_is_told_of_nobody(cast: Cast):
    with pytest.raises(Refused, match="没有组织关系在别处"):
        tell_homes(cast.world.actor("何文"), appraised(cast, guest=False))
    with pytest.raises(NotVisible):
        tell_homes(cast.world.actor("柳芳"), appraised(cast))
    assert not InboxItem.objects.filter(key__startswith="appraisal.away").exists()
