"""At every place a class that takes names, one that is over, places of a class, agreed hours."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, ClassSession
from jishi.people.models import Person
from jishi.training.models import Enrolment, Quota, Relief
from tests.access.places import Place, planted
from tests.access.samples import SAMPLES, Sample, by_row
from tests.world import TODAY

CLASSES = {"class-open": TODAY + timedelta(days=9), "class-over": TODAY - timedelta(days=9)}


@planted
def _classes(place: Place) -> None:
    person = place.rows["life-member"]
    assert isinstance(person, Person)
    for name, on in CLASSES.items():
        activity = Activity.objects.create(
            org=place.org, title="轮训班", held_on=on, hours=Decimal(4)
        )
        place.keep(name, activity)
        ActivityOrg.objects.create(activity=activity, org=place.org, host=True)
        payload = {"audience": "members", "level": "unit"}
        ActivityPart.objects.create(activity=activity, kind="training", payload=payload)
        place.keep(f"{name}-course", ClassSession.objects.create(
            activity=activity, number=1, held_on=on, hours=Decimal(4), title="课程",
            subject="rules", lecturer_name="授课",
        ))  # fmt: skip
    activity = place.rows["class-open"]
    quota = Quota.objects.create(activity=activity, org=place.org, places=3, until=TODAY)
    place.keep("training-quota", quota)
    named = {"person": person, "added_on": TODAY, "added_by": "人"}
    place.keep("enrolment", Enrolment.objects.create(
        activity=activity, quota=quota, way="quota", **named,
    ))  # fmt: skip
    Enrolment.objects.create(activity=place.rows["class-over"], way="paste", **named)
    place.keep("relief-hours", Relief.objects.create(
        person=person, org=place.org, year=2026, hours=8, ground="aged", granted_on=TODAY,
        granted_by="核定人",
    ))  # fmt: skip


NEW = {
    "title": "党务班", "audience": "workers", "level": "unit", "s1_title": "党章",
    "s1_held_on": TODAY.isoformat(), "s1_hours": "4", "s1_subject": "rules",
}  # fmt: skip

SAMPLES |= {
    "training": Sample(),
    "training-people": Sample(),
    "training-classes": Sample(),
    "training-quotas": Sample(),
    "training-class-new": Sample(send=lambda place: {**NEW, "org": place.org.code}),
    "training-class-change": by_row("class-open", "org", send=lambda place: NEW),
    "training-class-came": by_row(
        "class-over", "org",
        send=lambda place: {f"came_{place.rows['life-member'].pk}": "on", "late_reason": "出差"},
    ),
    "training-class-enrol": by_row("class-over", "org", send=lambda place: {"group": "members"}),
    "training-class-places": by_row("class-open", "org", hard="须有下级组织"),
    "training-enrol": Sample(hard="须名单里有还没有报名的人"),
    "training-quota": by_row("training-quota", "org", hard="须有还没有报名的党员"),
    "training-off": by_row("enrolment", "org", acts=True),
    "training-relief": by_row(
        "life-member", "org", send=lambda place: {"hours": "4", "ground": "away"}
    ),
    "training-relief-back": by_row("relief-hours", "org", acts=True),
}  # fmt: skip
