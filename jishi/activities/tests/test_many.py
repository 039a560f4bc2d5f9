"""Many meetings brought in together are what each would be alone, or none of them is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.actions import Entry, ItemRow, Roll, record_at_once
from jishi.activities.actions.many import Past, record_many
from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
    Topic,
)
from jishi.activities.queries.rosters import Rosters
from jishi.activities.tests.cast import BRANCH, LESSON, MAY, NAMES, OTHER, Cast
from jishi.base.act import act
from jishi.base.models import AuditEvent
from jishi.tree.errors import Forbidden, NotVisible, Refused
from tests.world import TODAY

TABLES = (Activity, ActivityPart, ActivityOrg, Attendance, Topic, ActionItem)
ITS_OWN = ("id", "activity", "topic")


def rows(activity: int) -> dict[str, list[tuple[str, Any]]]:
    """What stands around one activity, without the numbers of rows."""
    found = {}
    for model in TABLES:
        names = [f.name for f in model._meta.concrete_fields if f.name not in ITS_OWN]
        key = "pk" if model is Activity else "activity"
        found[model.__name__] = sorted(map(str, model._default_manager.filter(**{key: activity})
                                           .values_list(*names)))  # fmt: skip
    return found


def bring(cast: Cast, *pasts: Past, who: str = "何文") -> list[int]:
    actor = cast.world.actor(who)
    return record_many(actor, pasts, Rosters(actor, [past.org for past in pasts]))


def past(cast: Cast, entry: Entry, org: str = BRANCH, **days: date) -> Past:
    return Past(cast.world[org], entry, days.pop("entered_on", TODAY), **days)


def test_one_of_many_is_what_it_would_be_alone(cast: Cast):
    vote = replace(OTHER, in_favour=8, against=1, abstained=1, resolution="同意")
    entry = cast.entry(
        "assembly", "lesson", present=10, topics=(vote, LESSON),
        items=(ItemRow("修路灯", cast.people["林可"].pk, due_on=TODAY, topic=1),),
        roll=Roll(cast.ids(*NAMES[:10]), leave={cast.people["郑豆"].pk: "away"}),
        what={"title": "十一月大会", "place": "活动室"}, late_reason="农忙",
    )  # fmt: skip
    cast.hold()  # a first one, so that numbers of rows differ
    (one, two) = bring(cast, past(cast, entry), past(cast, cast.entry("committee", present=4)))
    single = record_at_once(cast.world.actor("何文"), cast.world[BRANCH], entry)
    assert rows(one) == rows(single.pk)
    assert rows(two) != rows(one)
    assert Topic.objects.get(activity=one, number=1).passed is True
    assert ActionItem.objects.get(activity=one).topic == Topic.objects.get(activity=one, number=1)
    assert AuditEvent.objects.get(verb="activity.hold_many").org_id == cast.world[BRANCH].pk


def test_an_archived_one_has_its_day(cast: Cast):
    (pk,) = bring(cast, past(cast, cast.entry(), archived_on=TODAY))
    assert Activity.objects.values_list("stage", "archived_on").get(pk=pk) == ("archived", TODAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"entered_on": date(2026, 12, 1)}, "entered_on"),
        ({"entered_on": date(2026, 11, 1)}, "held_on"),  # before it was held
    ],
)
def test_one_that_is_refused_refuses_all(cast: Cast, change: dict[str, date], field: str):
    with pytest.raises(Refused) as refused:
        bring(cast, past(cast, cast.entry()), past(cast, cast.entry(held_on=MAY), **change))
    assert refused.value.field == field
    assert not Activity.objects.exists()


def test_nobody_brings_in_meetings_of_others(cast: Cast):
    with pytest.raises((NotVisible, Forbidden)):
        bring(cast, past(cast, cast.entry()), past(cast, cast.entry("talk"), "柳湾村党支部"))
    assert not Activity.objects.exists()


def test_duties_follow_at_the_end_of_the_act(cast: Cast):
    """What was touched is said once for each organisation, day and kind."""
    with act(cast.world.actor("何文"), ACTIVITY_EDIT, cast.world[BRANCH]) as doing:
        bring(cast, past(cast, cast.entry("assembly")), past(cast, cast.entry("assembly")))
        touched = {(t.source, t.kind) for t in doing.touches if not t.source.startswith("record.")}
    assert touched == {("activity", "assembly")}
