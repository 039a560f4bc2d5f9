"""Reading people; everything starts from `visible()`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED, FULL, VOTING
from jishi.people.models import MemberState, Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def people(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Everybody on the books within reach, members or not; merged records are left out."""
    return visible(actor, permission, Person.objects.filter(merged_into=None), via="org")


def members(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Whoever counts as a member of an organisation within reach (R-GEN-09)."""
    return people(actor, permission).filter(standing__in=COUNTED)


def guests(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Members of elsewhere who take part in a branch within reach: shown apart (R-LIFE-34)."""
    rows = Person.objects.filter(merged_into=None, standing__in=COUNTED)
    rows = rows.filter(takes_part_at__isnull=False).exclude(takes_part_at=F("org"))
    return visible(actor, permission, rows, via="takes_part_at")


def person(actor: Actor, pk: int, permission: Permission = PERSON_VIEW) -> Person:
    """One person within reach, or as if they did not exist."""
    found = people(actor, permission).select_related("org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


# --- on a day: from the dated states ------------------------------------------------------------


def states_on(
    actor: Actor, day: date, permission: Permission = PERSON_VIEW
) -> QuerySet[MemberState]:
    """What everybody was on a day, in organisations within today's reach."""
    rows = MemberState.objects.filter(person__merged_into=None, since__lte=day)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=day))
    return visible(actor, permission, rows, via="org")


def members_on(actor: Actor, org: Organisation, day: date) -> list[Person]:
    """Who was a member of this branch on a day, by name."""
    rows = states_on(actor, day).filter(org=org, standing__in=COUNTED)
    return [s.person for s in rows.select_related("person").order_by("person__name", "person_id")]


def voters_on(actor: Actor, org: Organisation, day: date) -> list[Person]:
    """The base of every vote: full members with all rights, of this branch (R-LIFE-08)."""
    rows = states_on(actor, day).filter(org=org, standing__in=VOTING)
    return [s.person for s in rows.select_related("person").order_by("person__name", "person_id")]


@dataclass(frozen=True)
class Headcount:
    """Members of one organisation on a day; thresholds ask for one or the other (R-GEN-08)."""

    members: int = 0
    full: int = 0
    voting: int = 0


def headcounts(actor: Actor, orgs: Iterable[int], day: date) -> dict[int, Headcount]:
    """For each organisation, of its own members alone."""
    rows = (
        states_on(actor, day)
        .filter(org__in=list(orgs), standing__in=COUNTED)
        .values_list("org_id")
        .annotate(
            members=Count("pk"),
            full=Count("pk", Q(standing__in=FULL)),
            voting=Count("pk", Q(standing__in=VOTING)),
        )
    )
    return {org: Headcount(*counts) for org, *counts in rows}
