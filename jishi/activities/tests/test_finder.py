"""Members are found by their training; two records of one person become one with their meetings."""

from datetime import date
from decimal import Decimal

from django.http import QueryDict

from jishi.activities.actions import Roll, cancel_activity
from jishi.activities.models import Activity, Attendance
from jishi.activities.tests.cast import MAY, NAMES, Cast
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


def test_who_is_expected_and_never_comes_is_found_and_who_is_on_no_list_is_not(cast: Cast):
    cast.hold(held_on=date(2026, 4, 20), roll=Roll(cast.ids(*NAMES)))
    cast.hold(held_on=date(2026, 7, 20), roll=Roll(cast.ids(*NAMES[:10])))
    cast.hold(held_on=MAY, roll=Roll(cast.ids(*NAMES[:11])))
    assert found(cast, "absent=6") == {"王桐"}
    assert found(cast, "absent=3") == {"王桐"}
    assert found(cast, "absent=12") == set()  # there in April
    cast.member("林未")  # came since: on no list so far
    cancel_activity(cast.world.actor("何文"), *_last(), "重复登记")
    assert found(cast, "absent=6") == {"郑豆", "王桐"}


def _last() -> tuple[Activity, int]:
    held = Activity.objects.get(held_on=MAY)
    return held, held.version


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
