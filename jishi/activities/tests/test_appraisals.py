"""Ballots counted by hand, and the grades of the yearly appraisal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jishi.activities.actions.counting import (
    Line,
    confirm_grades,
    follow_up,
    propose_grades,
    record_count,
)
from jishi.activities.models import Activity, Appraisal, CountSheet
from jishi.activities.queries import appraisals
from jishi.activities.tests.cast import BRANCH, MAY, Cast
from jishi.base.models import InboxItem
from jishi.people.models import MemberState
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY

STEPS = {"self_rated": True, "mutual_rated": True, "ballot_held": True, "opinion_given": True}


def appraised(cast: Cast, **steps: bool) -> Activity:
    payloads = {"payloads": {"appraisal": {**STEPS, **steps}}}
    return cast.hold("appraisal", what=payloads, topics=())


def grades(cast: Cast, excellent: int, other: str = "qualified") -> dict[int, str]:
    ids = [person.pk for person in cast.people.values()]
    return {pk: "excellent" if n < excellent else other for n, pk in enumerate(ids)}


# --- ballots ------------------------------------------------------------------------------------


def test_a_count_sheet_is_written_down_as_it_was_counted(cast: Cast):
    activity = cast.hold("assembly")
    lines = [Line("何文", 9, 1, 1), Line("韦明", 7, 2, 1, 1)]
    record_count(cast.world.actor("何文"), activity, "选举委员", (12, 11, 11, 11), lines)
    sheet = CountSheet.objects.get()
    assert [(s.number, s.label, s.in_favour) for s in sheet.lines.all()] == [
        (1, "何文", 9), (2, "韦明", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ballots", "votes", "why"),
    [
        ((12, 11, 12, 11), (11, 0, 0), "须重新投票"),
        ((12, 13, 11, 11), (11, 0, 0), "多于应到"),
        ((12, 11, 10, 11), (11, 0, 0), "多于收回"),
        ((12, 11, 11, 11), (10, 0, 0), "应等于有效票"),
        ((12, 11, 11, 11), (10, 1, 1), "应等于有效票"),
    ],
)
def test_sums_that_do_not_agree_are_refused_and_nothing_is_kept(
    cast: Cast, ballots: tuple[int, int, int, int], votes: tuple[int, int, int], why: str
):
    activity = cast.hold("assembly")
    with pytest.raises(Refused, match=why):
        record_count(cast.world.actor("何文"), activity, "选举", ballots, [Line("何文", *votes)])
    assert not CountSheet.objects.exists()


def test_the_neighbour_counts_nothing_here(cast: Cast):
    activity = cast.hold("assembly")
    with pytest.raises(NotVisible):
        record_count(cast.world.actor("宋青"), activity, "选举", (1, 1, 1, 1), [Line("甲", 1)])
    url = f"/activities/{activity.pk}/count/"
    assert cast.world.client("宋青").get(url).status_code == 404
    assert cast.world.client("何文").get(url).status_code == 200


# --- grades -------------------------------------------------------------------------------------


def test_grades_are_proposed_here_and_confirmed_above(cast: Cast):
    world, activity = cast.world, appraised(cast)
    assert propose_grades(world.actor("何文"), activity, grades(cast, 4)).ok
    with pytest.raises(Forbidden):
        confirm_grades(world.actor("何文"), world[BRANCH], 2026)
    assert not Appraisal.objects.exclude(confirmed="").exists()
    with pytest.raises(NotVisible):
        confirm_grades(world.actor("石磊"), world[BRANCH], 2026)
    assert confirm_grades(world.actor("陈岚"), world[BRANCH], 2026) == 12
    row = Appraisal.objects.get(person=cast.people["何文"])
    assert (row.year, row.confirmed, row.confirmed_by) == (2026, "excellent", "陈岚")
    with pytest.raises(Refused, match="已审定"):
        propose_grades(world.actor("何文"), activity, grades(cast, 3))


def test_more_than_a_third_excellent_is_remarked_not_refused(cast: Cast):
    verdict = propose_grades(cast.world.actor("何文"), appraised(cast), grades(cast, 5))
    assert verdict.codes == ("quota",)
    assert Appraisal.objects.filter(proposed="excellent").count() == 5


@pytest.mark.parametrize("step", list(STEPS))
def test_a_step_left_out_and_no_grade_is_given(cast: Cast, step: str):
    with pytest.raises(Refused, match="不能评定等次"):
        propose_grades(cast.world.actor("何文"), appraised(cast, **{step: False}), grades(cast, 1))
    assert not Appraisal.objects.exists()


def test_probationary_members_take_part_and_have_no_grade(cast: Cast):
    new = cast.member("新苗", standing="probationary", joined_on=date(2026, 8, 1), full_on=None)
    MemberState.objects.filter(person=new).update(since=date(2026, 8, 1))
    activity = appraised(cast)
    with pytest.raises(Refused, match="不评等次"):
        propose_grades(cast.world.actor("何文"), activity, grades(cast, 1))
    page = cast.world.client("何文").get(f"/activities/{activity.pk}/grades/").content.decode()
    assert f'name="grade-{new.pk}"' not in page
    assert "新苗" in page


def test_somebody_of_another_branch_and_an_unknown_grade_are_refused(cast: Cast):
    stranger = cast.member("外人", org="柳湾村党支部")
    activity, actor = appraised(cast), cast.world.actor("何文")
    for given in ({stranger.pk: "qualified"}, {cast.people["何文"].pk: "good"}):
        with pytest.raises(Refused):
            propose_grades(actor, activity, given)
    assert not Appraisal.objects.exists()


def test_the_lower_grades_call_for_action_and_change_nobody(cast: Cast):
    world, activity = cast.world, appraised(cast)
    given = {cast.people["李田"].pk: "basic", cast.people["王桐"].pk: "unqualified"}
    propose_grades(world.actor("何文"), activity, given)
    confirm_grades(world.actor("陈岚"), world[BRANCH], 2026)
    todos = InboxItem.objects.filter(account=world.people["何文"], key__startswith="appraisal:")
    assert sorted(item.key.rsplit(":", 1)[1] for item in todos) == ["basic", "unqualified"]
    cast.people["王桐"].refresh_from_db()
    assert cast.people["王桐"].standing == "full"
    row = Appraisal.objects.get(person=cast.people["李田"])
    with pytest.raises(Refused):
        follow_up(world.actor("何文"), row, TODAY + timedelta(days=1))
    follow_up(world.actor("何文"), row, TODAY)
    assert todos.get(key__endswith=":basic").done_at is not None
    assert todos.get(key__endswith=":unqualified").done_at is None


def test_a_meeting_in_the_first_quarter_appraises_the_year_before():
    assert appraisals.year_of(date(2027, 3, 31)) == 2026
    assert appraisals.year_of(date(2027, 4, 1)) == 2027
    assert appraisals.year_of(MAY) == 2026


def test_readers_do_not_see_grades(cast: Cast):
    appraised(cast)
    url = f"/activities/appraisals/{cast.world[BRANCH].pk}/"
    assert cast.world.client("罗静").get(url).status_code == 403
    assert cast.world.client("宋青").get(url).status_code == 404
    assert "提出等次" in cast.world.client("何文").get(url).content.decode()


def test_the_form_proposes_and_says_what_is_only_usual(cast: Cast):
    activity = appraised(cast)
    sent = {f"grade-{pk}": grade for pk, grade in grades(cast, 6).items()}
    client = cast.world.client("何文")
    page = client.post(f"/activities/{activity.pk}/grades/", sent, follow=True).content.decode()
    assert "等待上级审定" in page
    assert "三分之一" in page
    assert Appraisal.objects.count() == 12


# --- from the page of the meeting ---------------------------------------------------------------


def test_the_page_of_a_meeting_leads_to_its_ballots_and_grades(cast: Cast):
    def links(activity: Activity) -> set[str]:
        page = cast.world.client("何文").get(f"/activities/{activity.pk}/").content.decode()
        found = {"count": f"/activities/{activity.pk}/count/", "grades": "/activities/appraisals/"}
        return {name for name, url in found.items() if url in page}

    assert links(appraised(cast)) == {"count", "grades"}
    assert links(cast.hold("assembly")) == {"count"}
    assert links(cast.hold("theme_day")) == set()


def test_a_kind_says_on_which_document_it_rests(cast: Cast):
    page = cast.world.client("何文").get(f"/activities/{cast.hold('assembly').pk}/")
    assert "依据：《中国共产党支部工作条例（试行）》第十一条" in page.content.decode()
