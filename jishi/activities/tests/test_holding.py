"""From the plan to the archive: who may, what is counted, what counts, what is refused."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from jishi.activities import actions
from jishi.activities.actions import ItemRow, Roll, TopicRow, Typed, What
from jishi.activities.models import ActionItem, Activity, ActivityPart, Attendance, Topic
from jishi.activities.queries.evidence import evidence
from jishi.activities.tests.cast import BRANCH, LESSON, MAY, NAMES, OTHER, SINCE, Cast, part
from jishi.base import touches
from jishi.base.models import AuditEvent
from jishi.base.touches import Touch
from jishi.tree.errors import Conflict, Forbidden, NotVisible, Refused
from tests.world import TODAY


def kinds_of(*activities: Activity) -> list[tuple[int, str]]:
    found = evidence(None, ["assembly", "lesson", "theme_day", "committee"], MAY, TODAY)
    wanted = {a.pk for a in activities}
    return [(e.activity_id, e.kind) for e in found if e.activity_id in wanted]


def test_a_meeting_entered_at_once_is_counted_by_its_list(cast: Cast):
    cast.member("谢苗", standing="probationary", joined_on=date(2026, 1, 10), full_on=None)
    roll = Roll((*cast.ids(*NAMES[:9]), *cast.ids("谢苗")), leave={cast.people["王桐"].pk: "away"})
    held = cast.hold(roll=roll)
    assert (held.expected, held.present, held.guests) == (13, 10, 0)
    assert (held.expected_voters, held.present_voters) == (12, 9)  # R-LIFE-13
    marks = dict(Attendance.objects.filter(activity=held).values_list("person__name", "mark"))
    assert (marks["谢苗"], marks["王桐"], marks["郑豆"]) == ("present", "leave", "absent")
    assert held.stage == "held"
    assert held.entered_by == "何文"
    assert part(held, "assembly").counts
    assert AuditEvent.objects.filter(verb="activity.hold", object_id=str(held.pk)).exists()


def test_one_activity_counts_as_each_kind_whose_elements_are_there(cast: Cast):
    held = cast.hold("theme_day", "assembly", "lesson", topics=(OTHER, LESSON))
    assert kinds_of(held) == [(held.pk, k) for k in ("assembly", "lesson", "theme_day")]


def lectured(held: Activity) -> tuple[int | None, str]:
    topic = held.topics.get()
    return topic.lecturer_id, topic.lecturer_name


def by(name: str) -> TopicRow:
    return TopicRow("讲百年党史", "lecture", lecturer_name=name)


def test_a_leader_of_the_superior_named_by_hand_has_lectured(cast: Cast):
    leader = cast.member("石磊", "白石镇党委")
    assert lectured(cast.hold("lesson", topics=(by("石磊"),))) == (None, "石磊")
    cast.post("石磊", "secretary", "白石镇党委")
    held = cast.hold("lesson", topics=(by("石 磊"),), held_on=date(2026, 11, 7))
    assert lectured(held) == (leader.pk, "")


def test_who_two_are_called_or_who_led_before_is_nobody_in_particular(cast: Cast):
    cast.member("石磊", "白石镇党委")
    cast.post("石磊", "secretary", "白石镇党委")
    before = cast.hold("lesson", topics=(by("石磊"),), held_on=SINCE - timedelta(days=1))
    assert lectured(before) == (None, "石磊")  # not in office yet
    cast.member("石磊")  # one of the branch has the same name
    assert lectured(cast.hold("lesson", topics=(by("石磊"),))) == (None, "石磊")


def test_a_lesson_without_lecturer_does_not_count_and_says_why(cast: Cast):
    held = cast.hold("theme_day", "lesson", topics=(TopicRow("讲党史", "lecture"),))
    assert part(held, "lesson").missing == ["lecturer"]
    assert kinds_of(held) == [(held.pk, "theme_day")]


def test_the_same_kind_is_counted_once(cast: Cast):
    held = cast.hold("theme_day", "theme_day")
    assert ActivityPart.objects.filter(activity=held).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityPart.objects.create(activity=held, kind="theme_day")


@pytest.mark.parametrize(("present", "counts"), [(3, True), (2, False)])
def test_a_committee_needs_half_of_its_members(cast: Cast, present: int, counts: bool):
    held = cast.hold("committee", present=present, topics=(TopicRow("研究工作", "discuss"),))
    assert (held.expected, part(held, "committee").counts) == (5, counts)


def test_members_of_elsewhere_are_guests_without_a_vote(cast: Cast):
    stranger = cast.member("覃梅", "柳湾村党支部")
    actor = cast.world.actor("陈岚")
    roll = Roll((*cast.ids(*NAMES), stranger.pk))
    held = actions.record_at_once(actor, cast.world[BRANCH], cast.entry(roll=roll))
    assert (held.present, held.guests, held.present_voters) == (12, 1, 12)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": date(2026, 11, 21)}, "held_on"),
        ({"held_on": date(2021, 2, 1)}, "held_on"),
        ({"what": {"starts_at": time(10), "ends_at": time(9)}}, "ends_at"),
        ({"topics": (TopicRow("讲课", "lecture"),)}, "topics"),
        ({"topics": (TopicRow("事", "gossip"),)}, "topics"),
        ({"topics": (TopicRow("事", "other", in_favour=13),)}, "topics"),
        ({"topics": (TopicRow("事", "other", in_favour=11, written=1),)}, "topics"),
        ({"roll": Roll((999_999,))}, "attendees"),
        ({"chair": 999_999}, "chair"),
        ({"roll": None, "typed": Typed(12, 13)}, "present"),
        ({"what": {"payloads": {"assembly": {"colour": "red"}}}}, "assembly.colour"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(cast: Cast, wrong: dict, field: str):
    with pytest.raises(Refused) as refusal:
        cast.hold(**wrong)
    assert refusal.value.field == field
    assert not Activity.objects.exists()


def test_an_assembly_is_chaired_by_the_secretary_a_deputy_or_the_committee(cast: Cast):
    with pytest.raises(Refused) as refusal:
        cast.hold(chair=cast.people["王桐"].pk)
    assert refusal.value.field == "chair"
    assert cast.hold(chair=cast.people["陆青"].pk).chair_id == cast.people["陆青"].pk


def test_people_of_strangers_cannot_be_named(cast: Cast):
    stranger = cast.member("宋青", "松林村党支部")
    with pytest.raises(Refused):
        cast.hold(roll=Roll((stranger.pk,)))


def test_neighbours_and_readers_cannot_hold_it(cast: Cast):
    with pytest.raises(NotVisible):
        cast.hold(who="柳芳")
    with pytest.raises(Forbidden):
        cast.hold(who="罗静")
    assert not Activity.objects.exists()


# --- the vectors of votes ---


@pytest.mark.parametrize(
    ("present", "topic", "passed"),
    [
        (6, TopicRow("事", "other", in_favour=6), False),
        (7, TopicRow("事", "other", in_favour=7), True),
        (5, TopicRow("事", "other", in_favour=5), False),
        (6, TopicRow("人", "admit", in_favour=6), False),
        (7, TopicRow("人", "admit", in_favour=5, written=2), True),
        (7, TopicRow("人", "admit", in_favour=5, written=1), False),
        (7, TopicRow("报告", "report"), None),
        (7, TopicRow("选举", "election", in_favour=7), None),
    ],
)
def test_a_topic_passes_by_those_entitled(
    cast: Cast, present: int, topic: TopicRow, passed: bool | None
):
    held = cast.hold(present=present, topics=(topic,))
    assert Topic.objects.get(activity=held).passed is passed


# --- typed counts and paper ---


def test_typed_counts_need_the_paper(cast: Cast):
    from jishi.base.tests.uploads import picture

    held = cast.hold("theme_day", roll=None, typed=Typed(12, 10))
    assert part(held, "theme_day").missing == ["photo"]
    row = actions.add_file(cast.world.actor("何文"), held, picture(), "记录.jpg", "minutes")
    assert part(held, "theme_day").counts
    actions.remove_file(cast.world.actor("何文"), row)
    assert part(held, "theme_day").missing == ["photo"]


def test_records_of_before_need_no_paper(cast: Cast):
    entry = cast.entry("theme_day", roll=None, typed=Typed(12, 10))
    actor = cast.world.actor("何文")
    held = actions.record_at_once(actor, cast.world[BRANCH], entry, source="opening")
    assert part(held, "theme_day").counts


# --- the way ---


def plan(cast: Cast, held_on: date = MAY) -> Activity:
    what = What(("theme_day", "lesson"), held_on, place="村活动室")
    return actions.plan_activity(cast.world.actor("何文"), cast.world[BRANCH], what, (OTHER,))


def test_what_is_planned_counts_for_nothing_until_it_is_held(cast: Cast):
    planned = plan(cast)
    assert planned.stage == "planned"
    assert kinds_of(planned) == []
    held = actions.hold_activity(
        cast.world.actor("何文"), planned, planned.version,
        cast.entry("theme_day", "lesson", topics=(LESSON,)),
    )  # fmt: skip
    assert held.pk == planned.pk
    assert kinds_of(held) == [(held.pk, "lesson"), (held.pk, "theme_day")]


def test_a_stale_form_is_a_conflict(cast: Cast):
    planned = plan(cast)
    actions.change_plan(cast.world.actor("何文"), planned, 1, What(("lesson",), MAY))
    with pytest.raises(Conflict):
        actions.hold_activity(cast.world.actor("何文"), planned, 1, cast.entry("lesson"))


def test_a_correction_replaces_the_list_and_keeps_the_decisions(cast: Cast):
    held = cast.hold(items=(ItemRow("修水渠", cast.people["韦明"].pk, topic=1),))
    actor = cast.world.actor("何文")
    actions.correct_activity(actor, held, held.version, cast.entry(present=8))
    held.refresh_from_db()
    assert (held.present, Attendance.objects.filter(activity=held).count()) == (8, 12)
    item = ActionItem.objects.get(activity=held)
    assert (item.text, item.topic.number) == ("修水渠", 1)


def test_the_archive_wants_expected_and_present(cast: Cast):
    held = cast.hold(roll=None)
    with pytest.raises(Refused, match="不能归档"):
        actions.archive_activity(cast.world.actor("何文"), held, held.version)
    actions.correct_activity(cast.world.actor("何文"), held, held.version, cast.entry())
    held.refresh_from_db()
    done = actions.archive_activity(cast.world.actor("何文"), held, held.version)
    assert (done.stage, done.archived_on) == ("archived", TODAY)
    with pytest.raises(Refused):
        actions.correct_activity(cast.world.actor("何文"), done, done.version, cast.entry())


def test_only_the_superior_sends_an_archived_record_back(cast: Cast):
    held = cast.hold()
    done = actions.archive_activity(cast.world.actor("何文"), held, held.version)
    with pytest.raises(Forbidden):
        actions.reopen_activity(cast.world.actor("何文"), done, done.version, "缺照片")
    with pytest.raises(Refused):
        actions.reopen_activity(cast.world.actor("陈岚"), done, done.version, " ")
    back = actions.reopen_activity(cast.world.actor("陈岚"), done, done.version, "缺照片")
    assert (back.stage, back.archived_on) == ("held", None)


def test_cancelling_says_why_and_takes_it_out_of_everything(cast: Cast):
    held = cast.hold()
    with pytest.raises(Refused):
        actions.cancel_activity(cast.world.actor("何文"), held, held.version, "")
    gone = actions.cancel_activity(cast.world.actor("何文"), held, None, "录重了")
    assert (gone.stage, kinds_of(held)) == ("cancelled", [])
    with pytest.raises(Refused):
        actions.cancel_activity(cast.world.actor("何文"), gone, None, "再来一次")


def test_every_change_touches_what_was_and_what_is(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    seen: list[Touch] = []
    monkeypatch.setitem(
        touches.DERIVED, "seen", touches.Derived("seen", frozenset({"activity"}), seen.extend)
    )
    org, later = cast.world[BRANCH].pk, date(2026, 11, 9)
    held = cast.hold()
    assert seen == [Touch("activity", org, MAY, "assembly")]
    seen.clear()
    moved = cast.entry("theme_day", held_on=later)
    actions.correct_activity(cast.world.actor("何文"), held, held.version, moved)
    assert seen == [
        Touch("activity", org, MAY, "assembly"),
        Touch("activity", org, later, "theme_day"),
    ]
    seen.clear()
    held.refresh_from_db()
    actions.cancel_activity(cast.world.actor("何文"), held, None, "录重了")
    assert seen == [Touch("activity", org, later, "theme_day")]


# --- together ---


def test_what_is_held_together_counts_for_each(cast: Cast):
    other = cast.world["柳湾村党支部"]
    cast.member("覃梅", "柳湾村党支部")
    what = {"joint": (other,)}
    roll = Roll(cast.ids(*NAMES, "覃梅"))
    held = cast.hold("theme_day", who="陈岚", roll=roll, what=what)
    rows = evidence(None, ["theme_day"], MAY, MAY)
    assert {(e.org_id, e.activity_id) for e in rows} == {
        (cast.world[BRANCH].pk, held.pk), (other.pk, held.pk),
    }  # fmt: skip
    assert (held.expected, held.present) == (13, 13)


def test_nobody_writes_into_the_ledger_of_an_organisation_out_of_reach(cast: Cast):
    with pytest.raises(NotVisible):
        cast.hold("theme_day", what={"joint": (cast.world["柳湾村党支部"],)})


def test_an_assembly_is_not_held_together(cast: Cast):
    with pytest.raises(Refused) as refusal:
        cast.hold(who="陈岚", what={"joint": (cast.world["柳湾村党支部"],)})
    assert refusal.value.field == "joint"


# --- decisions ---


def test_decisions_stay_open_until_they_are_done_or_dropped(cast: Cast):
    from jishi.activities.queries import open_items

    held = cast.hold(
        items=(ItemRow("修水渠", cast.people["韦明"].pk, due_on=TODAY), ItemRow("换灯"))
    )
    actor, org = cast.world.actor("何文"), cast.world[BRANCH]
    assert [item.text for item in open_items(actor, org)] == ["修水渠", "换灯"]
    first, second = open_items(actor, org)
    actions.finish_item(actor, first, first.version, on=TODAY, note="已通水")
    with pytest.raises(Refused):
        actions.drop_item(actor, second, second.version, reason="")
    actions.drop_item(actor, second, second.version, reason="村里统一换")
    assert open_items(actor, org) == []
    first.refresh_from_db()
    with pytest.raises(Refused):
        actions.finish_item(actor, first, first.version, on=TODAY)
    actions.cancel_activity(actor, held, None, "录重了")


# --- seen ---


def test_it_is_seen_by_whoever_reaches_one_of_its_organisations(cast: Cast):
    from jishi.activities.queries import activities

    held = cast.hold("theme_day", who="陈岚", what={"joint": (cast.world["柳湾村党支部"],)})
    for name, sees in (
        ("何文", True),
        ("柳芳", True),
        ("陈岚", True),
        ("罗静", True),
        ("石磊", False),
    ):
        found = activities(cast.world.actor(name)).filter(pk=held.pk).exists()
        assert found is sees, name


def test_names_of_attendance_are_of_that_day(cast: Cast):
    """A member registered since the first of November was not expected in October."""
    cast.member("新来", joined_on=date(2026, 11, 1), full_on=None, standing="probationary")
    held = cast.hold(held_on=date(2026, 10, 9))
    assert held.expected == 12
