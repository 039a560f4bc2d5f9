"""The yearly appraisal of a branch: who is graded, by which meeting, what was proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from jishi.activities.access import ACTIVITY_EDIT
from jishi.activities.kinds import all_kinds
from jishi.activities.models import Activity, ActivityPart, Appraisal, Attendance, CountSheet
from jishi.people.kinds import COUNTED, FULL
from jishi.people.models import MemberState
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


def year_of(held_on: date) -> int:
    """A meeting in the first quarter appraises the year before (R-LIFE-06)."""
    return held_on.year - 1 if held_on.month <= 3 else held_on.year


def meeting(actor: Actor, pk: int) -> Activity:
    """An activity whose records the actor keeps."""
    rows = visible(actor, ACTIVITY_EDIT, Activity.objects.all(), via="org")
    found = rows.select_related("org").filter(pk=pk, stage__in=("held", "archived")).first()
    if found is None:
        raise NotVisible
    return found


def sheets(activity: Activity) -> list[CountSheet]:
    return list(activity.count_sheets.prefetch_related("lines").order_by("id"))


def missing_steps(activity: Activity) -> tuple[str, ...] | None:
    """The steps of the appraisal not yet taken; None where the meeting is no appraisal."""
    part = ActivityPart.objects.filter(activity=activity, kind="appraisal").first()
    if part is None:
        return None
    fields = [field for field in all_kinds()["appraisal"].fields if field.needed]
    return tuple(field.label for field in fields if not part.payload.get(field.code))


@dataclass(frozen=True)
class Graded:
    """One member on the day of the appraisal, with the grade so far."""

    person_id: int
    name: str
    full: bool
    appraisal: Appraisal | None = None

    @property
    def proposed(self) -> str:
        return self.appraisal.proposed if self.appraisal else ""

    @property
    def confirmed(self) -> str:
        return self.appraisal.confirmed if self.appraisal else ""


def members_on(org: Organisation, day: date) -> QuerySet[MemberState]:
    rows = MemberState.objects.filter(org=org, since__lte=day, standing__in=COUNTED)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=day), person__merged_into=None)
    return rows.select_related("person").order_by("person__name", "person_id")


def graded(org: Organisation, year: int, day: date) -> list[Graded]:
    """Everybody who was a member on the day; those without full standing too (R-LIFE-24).

    Of several meetings the newest counts, as in `meeting_of`.
    """
    rows = Appraisal.objects.filter(year=year, activity__org=org).select_related("activity")
    known = {row.person_id: row for row in rows.order_by("activity__held_on", "activity_id")}
    return [
        Graded(
            state.person_id, state.person.name, state.standing in FULL, known.get(state.person_id)
        )
        for state in members_on(org, day)
    ]


def meeting_of(org: Organisation, year: int) -> Activity | None:
    """The appraisal of a year, the newest if there were several."""
    found = ActivityPart.objects.filter(
        kind="appraisal", activity__org=org, activity__stage__in=("held", "archived"),
        activity__held_on__gte=date(year, 4, 1), activity__held_on__lte=date(year + 1, 3, 31),
    )  # fmt: skip
    part = (
        found.select_related("activity__org").order_by("-activity__held_on", "-activity_id").first()
    )
    return part.activity if part else None


def appraisal(actor: Actor, pk: int) -> Appraisal:
    rows = visible(actor, ACTIVITY_EDIT, Appraisal.objects.all(), via="activity__org")
    found = rows.select_related("activity__org", "person").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Elsewhere:
    """Somebody of another branch who took part in an appraisal here (R-LIFE-26)."""

    person_id: int
    name: str
    home: Organisation
    activity: Activity


def guests_of(activity: Activity) -> list[Elsewhere]:
    """Those who took part as guests, by the branch they belong to."""
    return _elsewhere(Attendance.objects.filter(activity=activity))


def away(org: Organisation, year: int) -> list[Elsewhere]:
    """Our own members who were appraised where they live now."""
    parts = ActivityPart.objects.filter(
        kind="appraisal", counts=True, activity__stage__in=("held", "archived"),
        activity__held_on__gte=date(year, 4, 1), activity__held_on__lte=date(year + 1, 3, 31),
    ).exclude(activity__org=org)  # fmt: skip
    rows = Attendance.objects.filter(
        activity__in=parts.order_by().values("activity_id"), person__org=org
    )
    return _elsewhere(rows)


def _elsewhere(marks: QuerySet[Attendance]) -> list[Elsewhere]:
    rows = marks.filter(mark="present", role="guest", person__standing__in=COUNTED)
    rows = rows.exclude(person__org=F("activity__org"))
    rows = rows.select_related("person__org", "activity__org")
    return [
        Elsewhere(row.person_id, row.person.name, row.person.org, row.activity)
        for row in rows.order_by("person__org__line", "person__name", "id")
    ]
