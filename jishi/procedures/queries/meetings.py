"""Meetings of an organisation that a step may rest on, with the topics that are about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Topic
from jishi.procedures.kinds.kind import Step
from jishi.tree.models import Organisation

BACK = 400  # days a meeting may lie behind where no earlier step says since when
MOST = 60


@dataclass(frozen=True)
class Offered:
    """A meeting, or one topic of it, to choose from."""

    activity: int
    topic: int | None
    held_on: date
    text: str

    @property
    def value(self) -> str:
        return f"{self.activity}:{self.topic or ''}"


def offered(org: Organisation, step: Step, since: date | None, today: date) -> list[Offered]:
    """The newest first; topics of the wanted kinds where the step wants one."""
    if step.meeting is None:
        return []
    first = since or today - timedelta(days=BACK)
    held = ActivityOrg.objects.filter(org=org).values("activity_id")
    kinds = (*step.meeting.kinds, *step.meeting.instead)
    counted = ActivityPart.objects.filter(kind__in=kinds, counts=True).values("activity_id")
    rows = Activity.objects.filter(
        pk__in=held, held_on__gte=first, held_on__lte=today, stage__in=("held", "archived")
    ).filter(pk__in=counted)
    activities = list(rows.order_by("-held_on", "-pk")[:MOST])
    wanted = {kind for one in step.outcomes for kind in one.topics} | set(step.meeting.topics)
    topics: dict[int, list[Topic]] = defaultdict(list)
    if wanted:
        found = Topic.objects.filter(activity__in=[a.pk for a in activities], kind__in=wanted)
        for topic in found.order_by("number"):
            topics[topic.activity_id].append(topic)
        return [_topic(a, topic) for a in activities for topic in topics[a.pk]]
    return [
        Offered(a.pk, None, a.held_on, f"{a.held_on} {a.title}") for a in activities
    ]  # fmt: skip


def _topic(activity: Activity, topic: Topic) -> Offered:
    result = {True: "通过", False: "没有通过", None: ""}[topic.passed]
    text = f"{activity.held_on} {activity.title} · {topic.title}"
    return Offered(
        activity.pk, topic.number, activity.held_on, f"{text}（{result}）" if result else text
    )
