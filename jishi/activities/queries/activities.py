"""Activities, their organisers and their decisions within an actor's reach."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.models import (
    ActionItem,
    Activity,
    ActivityOrg,
    ActivityPart,
    Attendance,
)
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


def activities(actor: Actor, permission: Permission = ACTIVITY_VIEW) -> QuerySet[Activity]:
    """What an organisation within reach holds; to look at it, also what it holds with others."""
    rows = Activity.objects.select_related("org")
    where = reach(actor, permission)
    if where.everywhere:
        return rows
    if not permission.reads:
        return visible(actor, permission, rows, via="org")
    held = visible(actor, permission, ActivityOrg.objects.all(), via="org")
    return rows.filter(pk__in=held.values("activity_id"))


def activity(actor: Actor, pk: int, permission: Permission = ACTIVITY_VIEW) -> Activity:
    rows = activities(actor, permission).select_related("org", "chair", "recorder")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def shown(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With what a line of a list says: its kinds and the organisations."""
    parts = Prefetch("parts", ActivityPart.objects.order_by("id"))
    return rows.prefetch_related(parts)


def organisers_of(activity: Activity) -> list[Organisation]:
    """The host first."""
    rows = ActivityOrg.objects.filter(activity=activity).select_related("org")
    return [row.org for row in rows.order_by("-host", "id")]


_SOONEST = F("due_on").asc(nulls_last=True)


def open_items(actor: Actor, org: Organisation) -> list[ActionItem]:
    """What was decided here and is not done yet: carried to the next meeting."""
    rows = ActionItem.objects.filter(org=org, done_on__isnull=True, dropped_on__isnull=True)
    rows = visible(actor, ACTIVITY_VIEW, rows, via="org").exclude(activity__stage="cancelled")
    return list(rows.select_related("owner", "activity").order_by(_SOONEST, "id"))


def own_attendance(actor: Actor, person: Person, since: date) -> QuerySet[Attendance]:
    """Where somebody was, or should have been, as far as the actor may see it."""
    rows = Attendance.objects.filter(
        person=person, activity__held_on__gte=since, activity__stage__in=("held", "archived")
    )
    if person.account_id is None or person.account_id != actor.account_id:
        seen = activities(actor).order_by().values("pk")
        rows = rows.filter(activity__in=seen)
    rows = rows.select_related("activity__org")
    return rows.order_by("-activity__held_on", "-activity_id")


def near(actor: Actor, org: Organisation, first: date, last: date) -> QuerySet[Activity]:
    """What one organisation held or plans in a run of days, joint ones included."""
    held = ActivityOrg.objects.filter(org=org).values("activity_id")
    rows = activities(actor).filter(pk__in=held, held_on__gte=first, held_on__lte=last)
    return rows.filter(~Q(stage="cancelled"))


def last_like(actor: Actor, org: Organisation, kinds: Collection[str]) -> Activity | None:
    """The latest of these kinds that it held: where and by whom a next one is usually recorded."""
    like = ActivityPart.objects.filter(kind__in=kinds).values("activity_id")
    rows = activities(actor).filter(org=org, stage__in=("held", "archived"), pk__in=like)
    return rows.order_by("-held_on", "-id").first()


def item_condition(state: str) -> Q:
    """Decisions that are open, done or dropped."""
    done, dropped = Q(done_on__isnull=False), Q(dropped_on__isnull=False)
    return {"done": done, "dropped": dropped}.get(state, ~done & ~dropped)
