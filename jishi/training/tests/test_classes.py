"""Planning a class, enrolling, recording who came; what is refused changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jishi.activities.actions import cancel_activity
from jishi.activities.models import Activity, Attendance, ClassSession, SessionAbsence
from jishi.activities.tests.cast import BRANCH, NAMES, Cast
from jishi.base.models import InboxItem
from jishi.figures.queries.showing import figures
from jishi.kernel.period import Period
from jishi.people.actions.merge import merge_people
from jishi.training.actions.classes import change_class, plan_class, record_class
from jishi.training.actions.enrolling import allot, enrol, enrol_by_quota, take_off
from jishi.training.actions.relief import grant_relief, withdraw_relief
from jishi.training.models import Enrolment, Quota, Relief
from jishi.training.queries.classes import takes
from jishi.training.queries.naming import matched
from jishi.training.tests.classes import FIRST, ROWS, TOWN, planned, recorded, row
from jishi.tree.actor import local_operator
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY

LATER = (row(date(2026, 12, 1)), row(date(2026, 12, 2)))


def test_a_class_has_the_day_and_the_hours_of_its_sessions(cast: Cast):
    activity = planned(cast)
    assert (activity.stage, activity.held_on, activity.hours) == ("planned", FIRST, 12)
    changed = change_class(
        cast.world.actor("陈岚"), activity, activity.version, _what(activity), LATER
    )
    assert (changed.held_on, changed.hours, changed.sessions.count()) == (date(2026, 12, 1), 8, 2)


def _what(activity: Activity) -> Any:
    from jishi.activities.actions import What

    part = activity.parts.get(kind="training")
    return What(("training",), FIRST, activity.title, payloads={"training": part.payload})


@pytest.mark.parametrize("rows", [(), (row(FIRST, "9"),), (ROWS[2], ROWS[0])])
def test_sessions_out_of_order_or_too_long_are_refused(cast: Cast, rows: tuple[Any, ...]):
    actor, what = cast.world.actor("陈岚"), _what(planned(cast))
    count = Activity.objects.count()
    with pytest.raises(Refused):
        plan_class(actor, cast.world[TOWN], what, rows)
    assert Activity.objects.count() == count
    assert ClassSession.objects.count() == 3


def test_names_are_matched_never_guessed(cast: Cast):
    cast.member("韦明", "柳湾村党支部")
    found = matched(cast.world.actor("陈岚"), cast.world[TOWN], "1. 林可\n韦明\n查无此人")
    assert found.present == cast.ids("林可")
    assert found.unknown == ("韦明", "查无此人")


def test_enrolling_twice_is_enrolling_once(cast: Cast):
    actor, activity = cast.world.actor("陈岚"), planned(cast, rows=LATER)
    assert enrol(actor, activity, cast.ids(*NAMES[:3]), "paste") == 3
    assert enrol(actor, activity, cast.ids(*NAMES[:4]), "finder") == 1
    with pytest.raises(Refused, match="都已经报过名"):
        enrol(actor, activity, cast.ids(*NAMES[:4]), "finder")
    take_off(actor, Enrolment.objects.get(person=cast.people[NAMES[0]]))
    assert Enrolment.objects.count() == 3


def test_nobody_enrols_whom_they_cannot_see(cast: Cast):
    stranger = cast.member("宋山", "松林村党支部")
    activity = planned(cast, rows=LATER)
    with pytest.raises(Refused, match="不在您的范围"):
        enrol(cast.world.actor("陈岚"), activity, [stranger.pk], "paste")
    with pytest.raises(NotVisible):
        enrol(cast.world.actor("石磊"), activity, [stranger.pk], "paste")
    assert not Enrolment.objects.exists()


def test_a_branch_fills_its_places_and_no_more(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    branch = world[BRANCH]
    allot(world.actor("陈岚"), activity, {branch.pk: 2}, date(2026, 11, 30))
    told = InboxItem.objects.get(account=world.people["何文"], key__startswith="training.quota")
    quota = Quota.objects.get()
    assert told.link == f"/training/quotas/{quota.pk}/"
    with pytest.raises(Refused, match="名额还剩 2 个"):
        enrol_by_quota(world.actor("何文"), quota, cast.ids(*NAMES[:3]))
    other = cast.member("柳绿", "柳湾村党支部")
    with pytest.raises(Refused, match="本组织"):
        enrol_by_quota(world.actor("陈岚"), quota, [other.pk])
    with pytest.raises(NotVisible):
        enrol_by_quota(world.actor("柳芳"), quota, [other.pk])
    assert not Enrolment.objects.exists()
    assert enrol_by_quota(world.actor("何文"), quota, cast.ids(*NAMES[:2])) == 2
    told.refresh_from_db()
    assert told.done_at is not None
    with pytest.raises(Refused, match="名额不能更少"):
        allot(world.actor("陈岚"), activity, {branch.pk: 1}, date(2026, 11, 30))
    take_off(world.actor("何文"), Enrolment.objects.first())
    assert Enrolment.objects.count() == 1


def test_nobody_is_asked_for_names_once_a_class_is_cancelled(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    other = planned(cast, rows=LATER)
    for one in (activity, other):
        allot(world.actor("陈岚"), one, {world[BRANCH].pk: 2}, date(2026, 11, 30))
    cancel_activity(world.actor("陈岚"), activity, activity.version, "场地冲突")
    told = InboxItem.objects.filter(key__startswith="training.quota", done_at__isnull=True)
    assert [item.key for item in told] == [f"training.quota:{other.quotas.get().pk}"]
    assert Quota.objects.count() == 2


def test_after_the_day_no_names_are_taken(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    allot(world.actor("陈岚"), activity, {world[BRANCH].pk: 2}, TODAY)
    tomorrow = world.actor("何文", date(2026, 11, 21))
    with pytest.raises(Refused, match="截止"):
        enrol_by_quota(tomorrow, Quota.objects.get(), cast.ids("韦明"))
    with pytest.raises(Refused, match="截止日期"):
        allot(world.actor("陈岚"), activity, {world[BRANCH].pk: 2}, date(2027, 1, 1))
    with pytest.raises(NotVisible):
        allot(world.actor("陈岚"), activity, {world["松林村党支部"].pk: 2}, TODAY)
    world.grant("石磊", "township", "白石镇党委", subtree=False)
    with pytest.raises(NotVisible):  # who answers for the office alone gives nobody places
        allot(world.actor("石磊"), activity, {world[BRANCH].pk: 2}, TODAY)


def test_a_class_is_recorded_after_its_last_session(cast: Cast):
    actor, activity = cast.world.actor("陈岚"), planned(cast, rows=LATER)
    with pytest.raises(Refused, match="结束后再登记"):
        record_class(actor, activity, activity.version, {cast.people["韦明"].pk: []})
    done = planned(cast)
    with pytest.raises(Refused, match="没有第 7 节课"):
        record_class(actor, done, done.version, {cast.people["韦明"].pk: [7]})
    assert not Attendance.objects.exists()


def test_recording_again_corrects(cast: Cast):
    activity = recorded(cast, "韦明", "林可", missed={"林可": [1, 2]})
    assert (activity.stage, activity.present) == ("held", 2)
    assert activity.parts.get(kind="training").counts
    actor = cast.world.actor("陈岚")
    came = {cast.people["林可"].pk: [3]}
    again = record_class(actor, activity, activity.version, came)
    assert again.present == 1
    assert list(SessionAbsence.objects.values_list("session__number", flat=True)) == [3]
    cancel_activity(actor, again, again.version, "重复")
    with pytest.raises(Refused):
        enrol(actor, again, cast.ids("韦明"), "paste")


def test_the_general_form_leaves_a_class_alone(cast: Cast):
    activity = planned(cast)
    page = cast.world.client("陈岚").get(f"/activities/{activity.pk}/enter/")
    assert page.status_code != 200
    assert "登记到训" in page.content.decode()


def test_two_records_of_one_person_enrolled_twice_are_one(cast: Cast):
    actor, activity = cast.world.actor("陈岚"), planned(cast, rows=LATER)
    enrol(actor, activity, cast.ids(*NAMES[:2]), "paste")
    kept, gone = cast.people[NAMES[0]], cast.people[NAMES[1]]
    merge_people(actor, kept, gone, (kept.version, gone.version))
    assert Enrolment.objects.filter(person=kept).count() == 1


def test_hours_are_agreed_with_a_ground_and_can_be_taken_back(cast: Cast):
    person, actor = cast.people["韦明"], cast.world.actor("何文")
    for bad in ((32, "aged"), (0, "diagnosis")):
        with pytest.raises(Refused):
            grant_relief(actor, person, 2026, bad[0], bad[1], 32)
    with pytest.raises((NotVisible, Forbidden)):
        grant_relief(cast.world.actor("柳芳"), person, 2026, 0, "aged", 32)
    assert not Relief.objects.exists()
    first = grant_relief(actor, person, 2026, 16, "aged", 32)
    grant_relief(actor, person, 2026, 0, "physical", 32)
    assert Relief.objects.filter(withdrawn_on__isnull=True).count() == 1
    with pytest.raises(Refused, match="已经撤回"):
        withdraw_relief(actor, first)
    withdraw_relief(actor, Relief.objects.get(withdrawn_on__isnull=True))
    assert not Relief.objects.filter(withdrawn_on__isnull=True).exists()


@pytest.mark.parametrize("audience", ["activists", "candidates"])
def test_a_class_for_those_not_yet_members_takes_them(cast: Cast, audience: str):
    """Pasted by the host, named within its places by the branch; both came and are counted."""
    world, rows = cast.world, (row(TODAY),)
    asking = {"standing": "none", "joined_on": None, "full_on": None}
    cast.member("孟归", **asking)
    cast.member("柳绿", "柳湾村党支部", **asking)
    cast.member("谢出", standing="struck_off")
    activity, clerk = planned(cast, rows=rows, audience=audience), world.actor("陈岚")
    standings = takes(activity)
    found = matched(clerk, world[TOWN], "孟归\n谢出\n韦明", standings)
    assert (set(found.present), found.unknown) == (set(cast.ids("孟归", "韦明")), ("谢出",))
    assert enrol(clerk, activity, cast.ids("孟归"), "paste") == 1
    allot(clerk, activity, {world["柳湾村党支部"].pk: 2}, TODAY)
    quota = Quota.objects.get()
    with pytest.raises(Refused, match="本组织"):
        enrol_by_quota(clerk, quota, cast.ids("谢出"))
    assert enrol_by_quota(world.actor("柳芳"), quota, cast.ids("柳绿")) == 1
    came = dict.fromkeys(cast.ids("孟归", "柳绿"), ())
    assert record_class(clerk, activity, activity.version, came).present == 2
    codes = [f"training.for_{audience}", f"training.times_of_{audience}"]
    year = Period.parse("2026")
    assert [f.value for f in figures(local_operator(TODAY), codes, world[TOWN], year)] == [1, 2]


def test_a_class_for_members_takes_no_others(cast: Cast):
    world, activity = cast.world, planned(cast, rows=LATER)
    cast.member("孟归", standing="none", joined_on=None, full_on=None)
    found = matched(world.actor("陈岚"), world[TOWN], "孟归", takes(activity))
    assert found.unknown == ("孟归",)
    allot(world.actor("陈岚"), activity, {world[BRANCH].pk: 2}, TODAY)
    with pytest.raises(Refused, match=r"下级的党员$"):
        enrol_by_quota(world.actor("何文"), Quota.objects.get(), cast.ids("孟归"))
    assert not Enrolment.objects.exists()
