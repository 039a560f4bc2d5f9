"""Putting down what was weighed: few statements, however many people were there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from jishi.activities.actions.entries import ItemRow
from jishi.activities.actions.weighing import Case
from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
    Topic,
)
from jishi.base.act import Doing
from jishi.base.bulk import insert
from jishi.tree.models import Organisation


def write(activity: Activity, case: Case, *, fresh: bool) -> None:
    """The rows around an activity, in place of those that were there."""
    if not fresh:
        numbers = _forget(activity)
    put(ActivityPart, PART, ((activity.pk, part) for part in case.parts))
    put_orgs((activity.pk, org, place == 0) for place, org in enumerate(case.orgs))
    put(Attendance, ATTENDANCE, ((activity.pk, row) for row in case.attendances))
    for topic in case.topics:
        topic.activity = activity
    if case.topics:
        Topic.objects.bulk_create(case.topics)
    if not fresh:
        _tie_again(activity, numbers)


PART = ("kind", "payload", "counts", "missing")
ATTENDANCE = ("person_id", "mark", "role", "reason", "voter")


def put(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[int, Any]]) -> None:
    """Rows of activities, each with the number of its own; nothing of them is read again."""
    insert(
        model, ("activity_id", *columns),
        ((pk, *(getattr(row, name) for name in columns)) for pk, row in rows),
    )  # fmt: skip


def put_orgs(rows: Iterable[tuple[int, Organisation, bool]]) -> None:
    insert(
        ActivityOrg, ("activity_id", "org_id", "host"), ((pk, o.pk, host) for pk, o, host in rows)
    )


def _forget(activity: Activity) -> dict[int, int]:
    """Clears the old rows; which decision belonged to which topic is kept by its number."""
    tied = ActionItem.objects.filter(activity=activity, topic__isnull=False)
    numbers = dict(tied.values_list("pk", "topic__number"))
    for model in (ActivityPart, ActivityOrg, Attendance, Topic):
        model._default_manager.filter(activity=activity).delete()
    return numbers


def _tie_again(activity: Activity, numbers: dict[int, int]) -> None:
    if not numbers:
        return
    topics = dict(Topic.objects.filter(activity=activity).values_list("number", "pk"))
    for pk, number in numbers.items():
        if number in topics:
            ActionItem.objects.filter(pk=pk).update(topic=topics[number])


def write_items(activity: Activity, items: Sequence[ItemRow], topics: Iterable[Topic]) -> None:
    """Decisions with owner and day; they belong to the host."""
    if items:
        rows = items_of(activity.org_id, items, topics)
        for row in rows:
            row.activity = activity
        ActionItem.objects.bulk_create(rows)


def items_of(org_id: int, items: Sequence[ItemRow], topics: Iterable[Topic]) -> list[ActionItem]:
    by_number = {topic.number: topic.pk for topic in topics}
    return [
        ActionItem(
            org_id=org_id, text=row.text.strip(), owner_id=row.owner,
            owner_name=row.owner_name.strip(), due_on=row.due_on,
            topic_id=by_number.get(row.topic) if row.topic else None,
        )
        for row in items
        if row.text.strip()
    ]  # fmt: skip


def touch(doing: Doing, case: Case, held_on: date) -> None:
    """What is derived from it is made new for every organisation and kind."""
    for org in case.orgs:
        for kind in case.kinds:
            doing.touch("activity", org.pk, held_on, kind.code)


def touch_stored(doing: Doing, activity: Activity) -> None:
    """The same of what stands in the database now: before it is changed, or when it goes."""
    kinds = list(ActivityPart.objects.filter(activity=activity).values_list("kind", flat=True))
    for org in ActivityOrg.objects.filter(activity=activity).values_list("org_id", flat=True):
        for kind in kinds:
            doing.touch("activity", org, activity.held_on, kind)
