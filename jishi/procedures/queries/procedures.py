"""Procedures within an actor's reach: lists, one, those of a person, one's own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jishi.base import files
from jishi.people.models import Person
from jishi.people.queries.transfer import issuer_of
from jishi.procedures.access import (
    PROCEDURE_APPROVE,
    PROCEDURE_EDIT,
    PROCEDURE_FILE,
    PROCEDURE_VIEW,
)
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach


def procedures(actor: Actor, permission: Permission = PROCEDURE_VIEW) -> QuerySet[Procedure]:
    """Of the organisations within reach, and what is on its way to one of them."""
    rows = Procedure.objects.select_related("org")
    where = reach(actor, permission)
    if where.everywhere:
        return rows
    if not where.roots:
        return rows.none()
    coming = Q(
        pk__in=Procedure.objects.filter(where.q("moving_to"), moving_to__isnull=False).values("pk")
    )
    return rows.filter(where.q("org") | coming)


def procedure(actor: Actor, pk: int, permission: Permission = PROCEDURE_VIEW) -> Procedure:
    rows = procedures(actor, permission).select_related("org", "person__org", "moving_to")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def step_row(procedure: Procedure, number: int) -> ProcedureStep:
    found = procedure.steps.filter(number=number).select_related("file", "activity").first()
    if found is None:
        raise NotVisible
    return found


def of_person(actor: Actor, person: Person) -> QuerySet[Procedure]:
    return procedures(actor).filter(person=person)


def own(actor: Actor) -> list[Procedure]:
    """Those about oneself, whatever one may see otherwise."""
    if actor.account_id is None:
        return []
    rows = Procedure.objects.filter(
        person__account=actor.account_id, person__merged_into=None
    ).select_related("org", "person")
    return list(rows.order_by("-opened_on", "-pk"))


def seat_of(procedure: Procedure, by: str, actor: Actor) -> tuple[Permission, Organisation | None]:
    """Who takes a step, and where: the permission and the organisation it is asked at."""
    if by == "branch":
        return PROCEDURE_EDIT, procedure.org
    if by == "county":
        return PROCEDURE_FILE, procedure.org
    return PROCEDURE_APPROVE, issuer_of(procedure.org, actor.today)


def _file_owner(actor: Actor, pk: str) -> Procedure | None:
    return procedures(actor).filter(pk=int(pk)).first() if pk.isdigit() else None


files.owner_kind("procedure", PROCEDURE_VIEW, _file_owner)
