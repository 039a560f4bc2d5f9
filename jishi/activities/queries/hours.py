"""Hours of study and training: the one definition that every page, filter and number asks.

Somebody has the hours of what they were present at, if it counts as a kind that studies. A class
with sessions gives the hours of the sessions of these days that were not missed (R-EDU-08);
anything else its own, on its day. An activity of several kinds gives its hours once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from jishi.activities.kinds import study_kinds
from jishi.activities.kinds.kind import BRANCHES
from jishi.activities.marks import COUNTING
from jishi.activities.models import ActivityPart, Attendance, ClassSession, SessionAbsence
from jishi.activities.queries.evidence import counting
from jishi.people.models import Person

TRAINING = "training"
_HOURS: DecimalField[Any, Any] = DecimalField(max_digits=7, decimal_places=1)


class _SumOf(Subquery):
    """The sum of the one column of a query."""

    template = "(SELECT SUM(summed.given) FROM (%(subquery)s) summed)"
    output_field = _HOURS


def _held(online: bool, **when: Any) -> QuerySet[ActivityPart, Any]:
    """Activities that count, as a set of their own: made once, not for each person."""
    rows = ActivityPart.objects.filter(
        kind__in=study_kinds(), counts=True, activity__stage__in=COUNTING, **when
    )
    return (rows.filter(payload__online=True) if online else rows).order_by().values("activity_id")


def _whole(first: date, last: date, online: bool) -> _SumOf:
    """Of what has no sessions."""
    held = _held(
        online, activity__held_on__gte=first, activity__held_on__lte=last,
        activity__hours__isnull=False, activity__sessions__isnull=True,
    )  # fmt: skip
    rows = Attendance.objects.filter(person=OuterRef("pk"), mark="present", activity__in=held)
    return _SumOf(rows.order_by().values(given=F("activity__hours")))


def _taught(first: date, last: date, online: bool) -> _SumOf:
    """Of classes, session by session."""
    held = _held(
        online, activity__sessions__held_on__gte=first, activity__sessions__held_on__lte=last
    )
    missed = SessionAbsence.objects.filter(session=OuterRef("pk"), person=OuterRef(OuterRef("pk")))
    rows = ClassSession.objects.filter(
        ~Exists(missed), activity__attendances__person=OuterRef("pk"),
        activity__attendances__mark="present", activity__in=held, held_on__gte=first,
        held_on__lte=last,
    )  # fmt: skip
    return _SumOf(rows.order_by().values(given=F("hours")))


def with_hours(people: QuerySet[Person], first: date, last: date) -> QuerySet[Person]:
    """People with `studied`, all hours between two days, and `online`, those of them online."""
    none = Value(Decimal(0), output_field=_HOURS)

    def total(online: bool) -> Any:
        parts = (_whole(first, last, online), _taught(first, last, online))
        whole, taught = (Coalesce(part, none) for part in parts)
        return whole + taught

    return people.annotate(studied=total(online=False), online=total(online=True))


@dataclass(frozen=True, slots=True)
class Hours:
    """Of one person; `online` is part of `studied`."""

    studied: Decimal = Decimal(0)
    online: Decimal = Decimal(0)


def hours_of(person_ids: Collection[int], first: date, last: date) -> dict[int, Hours]:
    rows: QuerySet[Any] = with_hours(Person.objects.filter(pk__in=list(person_ids)), first, last)
    return {row.pk: Hours(row.studied, row.online) for row in rows.order_by().only("pk")}


def trainings(first: date, last: date) -> QuerySet[Attendance]:
    """Who was there at a training that counts; one that runs over counts when it began."""
    counted = counting((TRAINING,), first, last).values("activity_id")
    return Attendance.objects.filter(mark="present", activity__in=counted)


# Held by the county or above, wherever it says so, and by the county's own committee (R-EDU-03).
AT_COUNTY = Q(activity__parts__kind=TRAINING, activity__parts__payload__level="county") | Q(
    activity__org__kind="local_committee"
)
# Held above the branch, for those on probation or new (R-EDU-05).
SUPERIOR = (
    AT_COUNTY
    | Q(activity__parts__kind=TRAINING, activity__parts__payload__level="township")
    | ~Q(activity__org__kind__in=BRANCHES)
)


def trained(first: date, last: date, *, by_county: bool = False) -> Q:
    """People who took part in a training between two days; of secretaries by the county."""
    rows = trainings(first, last)
    rows = rows.filter(AT_COUNTY) if by_county else rows
    return Q(pk__in=rows.order_by().values("person_id"))
