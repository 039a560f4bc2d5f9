"""Books opened for reading: those of organisations within reach, and one's own to read."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from jishi.activities.access import ACTIVITY_EDIT, ACTIVITY_VIEW
from jishi.activities.models import ActivityFile, Inspection, InspectionNote
from jishi.activities.rules.inspection import may_read
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

WAITING = Q(notes__kind="correction", notes__answered_on__isnull=True)


def inspections(actor: Actor, permission: Permission = ACTIVITY_VIEW) -> QuerySet[Inspection]:
    """Who was given which book to read, with how many corrections are not answered."""
    rows = visible(actor, permission, Inspection.objects.all(), via="org")
    return rows.select_related("org").annotate(waiting=Count("notes", WAITING))


def inspection(actor: Actor, pk: int, permission: Permission = ACTIVITY_VIEW) -> Inspection:
    found = inspections(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def note(actor: Actor, pk: int) -> InspectionNote:
    rows = visible(actor, ACTIVITY_EDIT, InspectionNote.objects.all(), via="inspection__org")
    found = rows.select_related("inspection__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


# --- one's own to read --------------------------------------------------------------------------


def to_read(actor: Actor) -> QuerySet[Inspection]:
    """Open to the actor today; an expired or withdrawn one is as if it did not exist."""
    if not actor.is_business:
        return Inspection.objects.none()
    day = actor.today
    rows = Inspection.objects.filter(inspector_id=actor.account_id or 0, withdrawn_on=None)
    return rows.filter(since__lte=day, until__gte=day).select_related("org")


def own(actor: Actor, pk: int) -> Inspection:
    rows = Inspection.objects.filter(inspector_id=actor.account_id or 0).select_related("org")
    found = rows.filter(pk=pk).first() if actor.is_business else None
    if found is None or not may_read(
        found.since, found.until, found.withdrawn_on is not None, actor.today
    ):
        raise NotVisible
    return found


def own_note(actor: Actor, pk: int) -> InspectionNote:
    found = InspectionNote.objects.filter(pk=pk, inspection__in=to_read(actor))
    one = found.select_related("inspection__org").first()
    if one is None:
        raise NotVisible
    return one


def picture(actor: Actor, inspection: Inspection, pk: int) -> ActivityFile:
    """A page or photograph of a meeting that stands in the book read."""
    rows = ActivityFile.objects.filter(
        pk=pk, activity__organisers__org=inspection.org_id,
        activity__held_on__year=inspection.year, activity__stage__in=("held", "archived"),
    )  # fmt: skip
    found = rows.select_related("file").first()
    if found is None or not found.file.media_type.startswith("image/"):
        raise NotVisible
    return found
