"""Reading people; everything starts from `visible()`."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def people(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Everybody on the books within reach, members or not; merged records are left out."""
    return visible(actor, permission, Person.objects.filter(merged_into=None), via="org")


def members(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Whoever counts as a member of an organisation within reach (R-GEN-09)."""
    return people(actor, permission).filter(standing__in=COUNTED)


def person(actor: Actor, pk: int, permission: Permission = PERSON_VIEW) -> Person:
    """One person within reach, or as if they did not exist."""
    found = people(actor, permission).select_related("org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
