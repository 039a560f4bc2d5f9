"""What was really held, for whatever is derived from it: duties, figures.

No actor asks here: these rows go to a derivation, which shows its results through its own
`visible()`. A part is evidence once it took place, was not cancelled, and has all that its kind
demands (R-LIFE-19); each organisation that held it together with others has it as its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jishi.activities.marks import COUNTING
from jishi.activities.models import ActivityOrg, ActivityPart, Topic


@dataclass(frozen=True, slots=True)
class Evidence:
    """One activity as one kind, for one of the organisations that held it."""

    org_id: int
    kind: str
    held_on: date
    activity_id: int
    lecturer_ids: tuple[int, ...]
    chair_id: int | None
    payload: Mapping[str, Any]
    topics: tuple[str, ...] = ()  # the kinds of its topics
    entered_on: date | None = None


def evidence(
    org_ids: Collection[int] | None,
    kinds: Collection[str],
    first: date,
    last: date,
    *,
    with_topics: bool = True,
) -> list[Evidence]:
    """By organisation, kind, day and activity; `org_ids` None means every organisation."""
    found = _of_some(org_ids, kinds, first, last) if org_ids is not None else None
    if found is None:
        found = _of_all(kinds, first, last, org_ids)
    told = {row[3] for row in found} if with_topics else set()
    topics, lecturers = _topics(told, first, last)
    return [
        Evidence(
            org_id, kind, held_on, activity, lecturers.get(activity, ()), chair, payload,
            topics.get(activity, ()), entered_on,
        )
        for org_id, kind, held_on, activity, chair, payload, entered_on in found
    ]  # fmt: skip


_COLUMNS = ("held_on", "id", "chair_id", "entered_on")


def _of_all(
    kinds: Collection[str], first: date, last: date, org_ids: Collection[int] | None
) -> list[Any]:
    rows = counting(kinds, first, last)
    if org_ids is not None:
        rows = rows.filter(activity__organisers__org__in=list(org_ids))
    return list(
        rows.order_by(
            "activity__organisers__org_id", "kind", "activity__held_on", "activity_id"
        ).values_list(
            "activity__organisers__org_id", "kind", "activity__held_on", "activity_id",
            "activity__chair_id", "payload", "activity__entered_on",
        )
    )  # fmt: skip


_FEW = 20  # organisations; of these the activities are named, so that no plan can go astray


def _of_some(
    org_ids: Collection[int], kinds: Collection[str], first: date, last: date
) -> list[Any] | None:
    """The same for a few organisations, from their own activities; None where they are many.

    A database without statistics starts from all parts of a kind otherwise, in every write.
    """
    if len(org_ids) > _FEW:
        return None
    held = ActivityOrg.objects.filter(
        org__in=list(org_ids), activity__stage__in=COUNTING, activity__held_on__gte=first,
        activity__held_on__lte=last,
    ).order_by()  # fmt: skip
    orgs: dict[int, list[int]] = {}
    about: dict[int, tuple[Any, ...]] = {}
    for org, held_on, activity, chair, entered_on in held.values_list(
        "org_id", *(f"activity__{name}" for name in _COLUMNS)
    ):
        orgs.setdefault(activity, []).append(org)
        about[activity] = (held_on, chair, entered_on)
    if len(about) > _AT_ONCE:
        return None
    parts = ActivityPart.objects.filter(activity__in=list(about), kind__in=kinds, counts=True)
    found = [
        (org, kind, about[activity][0], activity, about[activity][1], payload, about[activity][2])
        for activity, kind, payload in parts.order_by().values_list(
            "activity_id", "kind", "payload"
        )
        for org in orgs[activity]
    ]
    return sorted(found, key=lambda row: row[:4])


def counting(kinds: Collection[str], first: date, last: date) -> QuerySet[ActivityPart]:
    """What took place between two days and counts as one of these kinds."""
    return ActivityPart.objects.filter(
        kind__in=list(kinds), counts=True, activity__stage__in=COUNTING,
        activity__held_on__gte=first, activity__held_on__lte=last,
    )  # fmt: skip


_AT_ONCE = 500  # more numbers than this are not named one by one


def _topics(
    activities: set[int], first: date, last: date
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[int, ...]]]:
    """The kinds of topics and the lecturers of activities."""
    if not activities:
        return {}, {}
    rows = Topic.objects.filter(activity__held_on__gte=first, activity__held_on__lte=last)
    if len(activities) <= _AT_ONCE:
        rows = Topic.objects.filter(activity__in=activities)
    kinds: dict[int, tuple[str, ...]] = {}
    lecturers: dict[int, tuple[int, ...]] = {}
    for activity, kind, lecturer in rows.order_by("activity_id", "number").values_list(
        "activity_id", "kind", "lecturer_id"
    ):
        kinds[activity] = (*kinds.get(activity, ()), kind)
        if lecturer is not None and lecturer not in lecturers.get(activity, ()):
            lecturers[activity] = (*lecturers.get(activity, ()), lecturer)
    return kinds, lecturers
