"""What the elements of its kinds are judged by, of an activity that is already written down."""

from __future__ import annotations

from jishi.activities.models import Activity, ActivityOrg, Attendance, Topic
from jishi.activities.queries.kinds import labels
from jishi.activities.rules.elements import Facts, TopicFact
from jishi.registers.queries.committees import seats_on


def stored_facts(activity: Activity, *, minutes: bool, proof: bool) -> Facts:
    """The same facts as when it was entered, read back."""
    orgs = ActivityOrg.objects.filter(activity=activity).values_list("org_id", flat=True)
    seats = set(seats_on(list(orgs), activity.held_on))
    marks = Attendance.objects.filter(activity=activity, mark="present")
    there = set(marks.values_list("person_id", flat=True))
    topics = Topic.objects.filter(activity=activity).order_by("number")
    kinds = labels(activity.parts.values_list("kind", flat=True))
    default = "、".join(kinds.values())
    return Facts(
        expected=activity.expected, present=activity.present, people=len(there),
        seats=len(seats), seats_present=len(there & seats),
        topics=tuple(
            TopicFact(t.kind, t.title, t.lecturer_id is not None or bool(t.lecturer_name))
            for t in topics
        ),
        title="" if activity.title in (default, *kinds.values()) else activity.title,
        minutes=minutes or bool(activity.minutes), hours=bool(activity.hours),
        typed=activity.counted_by == "typed", proof=proof,
    )  # fmt: skip
