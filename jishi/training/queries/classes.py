"""Classes, their sessions, who is enrolled and how many places an organisation has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jishi.activities import queries as activity_queries
from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.models import (
    Activity,
    ActivityPart,
    Attendance,
    ClassSession,
    SessionAbsence,
)
from jishi.activities.queries.hours import TRAINING, trainings
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.training.marks import BEFORE, JOINING
from jishi.training.models import Enrolment, Quota, Relief
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def classes(actor: Actor, permission: Permission = ACTIVITY_VIEW) -> QuerySet[Activity]:
    """Trainings within reach, planned and held, with how many are enrolled."""
    part = ActivityPart.objects.filter(activity=OuterRef("pk"), kind=TRAINING)
    names = Enrolment.objects.filter(activity=OuterRef("pk")).order_by()
    number = names.values("activity").annotate(n=Count("pk")).values("n")
    return activity_queries.activities(actor, permission).filter(Exists(part)).annotate(
        enrolled=Coalesce(Subquery(number, output_field=IntegerField()), 0),
        payload=Subquery(part.values("payload")[:1]),
    )  # fmt: skip


def a_class(actor: Actor, pk: int, permission: Permission = ACTIVITY_EDIT) -> Activity:
    """A training that has sessions, or a refusal to know it."""
    rows = activity_queries.activities(actor, permission).select_related("org")
    rows = rows.filter(Exists(ClassSession.objects.filter(activity=OuterRef("pk"))))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def open_classes(actor: Actor) -> list[Activity]:
    """Those that still take names."""
    rows = activity_queries.activities(actor, ACTIVITY_EDIT).filter(
        Exists(ClassSession.objects.filter(activity=OuterRef("pk"))), stage="planned"
    )
    return list(rows.order_by("held_on", "id")[:100])


def takes(activity: Activity) -> tuple[str, ...]:
    """The standings of those it is for: members, and before joining whoever is on the way
    (R-EDU-06)."""
    part = ActivityPart.objects.filter(activity=activity, kind=TRAINING)
    payload = part.values_list("payload", flat=True).first() or {}
    return (*BEFORE, *COUNTED) if payload.get("audience") in JOINING else COUNTED


def sessions(activity: Activity) -> list[ClassSession]:
    return list(ClassSession.objects.filter(activity=activity).order_by("number"))


@dataclass
class Listed:
    """One name on the list of a class; `missed` are the sessions without them."""

    person: Person
    enrolment: Enrolment | None = None
    present: bool = False
    missed: list[int] = field(default_factory=list)
    last_on: date | None = None


def roll(actor: Actor, activity: Activity) -> list[Listed]:
    """Everybody enrolled, and whoever came without being enrolled."""
    people: dict[int, Listed] = {}
    rows = Enrolment.objects.filter(activity=activity).select_related("person__org", "quota__org")
    for row in rows.order_by("person__org__line", "person__name", "id"):
        people[row.person_id] = Listed(row.person, row)
    came = Attendance.objects.filter(activity=activity, mark="present")
    for mark in came.select_related("person__org").order_by("person__name", "id"):
        people.setdefault(mark.person_id, Listed(mark.person)).present = True
    missed = SessionAbsence.objects.filter(session__activity=activity)
    for person, number in missed.order_by("session__number").values_list(
        "person_id", "session__number"
    ):
        if person in people:
            people[person].missed.append(number)
    return list(people.values())


def quotas(activity: Activity) -> list[Quota]:
    rows = Quota.objects.filter(activity=activity).select_related("org")
    return list(rows.annotate(taken=Count("enrolments")).order_by("org__line", "id"))


def own_quotas(actor: Actor) -> QuerySet[Quota]:
    """Places of one's own organisations, whoever holds the class."""
    rows = Quota.objects.filter(activity__stage="planned").select_related("org", "activity__org")
    rows = visible(actor, ACTIVITY_EDIT, rows, via="org")
    names = Enrolment.objects.filter(quota=OuterRef("pk")).order_by()
    number = names.values("quota").annotate(n=Count("pk")).values("n")
    return rows.annotate(taken=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def quota(actor: Actor, pk: int) -> Quota:
    rows = Quota.objects.select_related("org", "activity__org")
    found = visible(actor, ACTIVITY_EDIT, rows, via="org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def takers(actor: Actor, org: Organisation) -> list[Organisation]:
    """Who may be given places: those directly below that one answers for."""
    rows = Organisation.objects.filter(parent=org, closed_on__isnull=True).exclude(kind="group")
    return list(visible(actor, ACTIVITY_EDIT, rows).order_by("line", "id")[:80])


@dataclass(frozen=True)
class Ledger:
    """Classes of a year by how they were held."""

    label: str
    classes: int
    people: int


def ledger(actor: Actor, first: date, last: date) -> list[Ledger]:
    """Classes and heads, face to face and online."""
    seen = activity_queries.activities(actor).order_by().values("pk")
    rows = ActivityPart.objects.filter(
        kind=TRAINING, counts=True, activity__in=seen,
        activity__stage__in=("held", "archived"), activity__held_on__gte=first,
        activity__held_on__lte=last,
    )  # fmt: skip
    heads: dict[bool, list[int]] = {False: [], True: []}
    for payload, present in rows.values_list("payload", "activity__present"):
        heads[bool(payload.get("online"))].append(present or 0)
    return [
        Ledger(label, len(heads[online]), sum(heads[online]))
        for label, online in (("线下培训班", False), ("线上培训班", True))
    ]


def relief_of(person: Person, year: int) -> Relief | None:
    return Relief.objects.filter(person=person, year=year, withdrawn_on__isnull=True).first()


def trainings_of(person: Person, first: date, last: date) -> list[Attendance]:
    """Every training of somebody between two days; names of classes are no secret of their host."""
    rows = trainings(first, last).filter(person=person).select_related("activity__org")
    return list(rows.order_by("-activity__held_on", "-id"))


def hours_text(hours: Decimal | float | None) -> str:
    return "" if hours is None else f"{Decimal(hours).normalize():f}"


def with_span(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With the last day of a class of several days."""
    last = ClassSession.objects.filter(activity=OuterRef("pk")).order_by("-held_on")
    return rows.annotate(last_on=Subquery(last.values("held_on")[:1]))
