"""Members are found by their training; two records of one person become one with their meetings."""

from decimal import Decimal

from django.http import QueryDict

from jishi.activities.actions import Roll
from jishi.activities.models import Attendance
from jishi.activities.tests.cast import NAMES, Cast
from jishi.people.actions.merge import merge_people, undo_merge
from jishi.people.search import found_by


def found(cast: Cast, query: str) -> set[str]:
    rows = found_by(cast.world.actor("陈岚"), QueryDict(query))
    return set(rows.values_list("name", flat=True))


def test_who_has_been_trained_this_year_and_who_has_not(cast: Cast):
    members = {"training": {"audience": "members"}}
    what = {"title": "乡镇党校轮训", "hours": Decimal(8), "payloads": members}
    cast.hold("training", roll=Roll(cast.ids(*NAMES[:3])), what=what, topics=())
    trained = found(cast, "trained=yes")
    assert trained == set(NAMES[:3])
    assert found(cast, "trained=no") == set(NAMES) - trained


def test_one_person_ticked_twice_at_one_meeting_is_one_person(cast: Cast):
    held = cast.hold(roll=Roll(cast.ids(*NAMES[:6])))
    kept, gone = cast.people[NAMES[0]], cast.people[NAMES[1]]
    only = cast.hold("theme_day", roll=Roll((gone.pk,)))
    actor = cast.world.actor("陈岚")
    merge = merge_people(actor, kept, gone, (kept.version, gone.version))
    marks = Attendance.objects.filter(person=kept)
    assert marks.filter(activity=held).count() == 1
    assert marks.filter(activity=only).count() == 1
    undo_merge(actor, merge)
    assert Attendance.objects.filter(person=gone).count() == 2
