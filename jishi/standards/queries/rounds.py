"""Rounds and assessments within reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from jishi.registers.models import Link, Venue
from jishi.standards.access import STANDARD_VIEW
from jishi.standards.kinds.standard import Standard
from jishi.standards.models import Assessment, Round, Step
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

VILLAGES = ("village", "community")


def rounds(actor: Actor) -> QuerySet[Round]:
    """Those that assess somebody within reach, and those run from within it."""
    seen = visible(actor, STANDARD_VIEW, Assessment.objects.order_by(), via="org")
    run = visible(actor, STANDARD_VIEW, Round.objects.order_by(), via="org")
    rows = Round.objects.select_related("org")
    return rows.filter(Q(pk__in=seen.values("round_id")) | Q(pk__in=run.values("pk")))


def counted(actor: Actor, rows: QuerySet[Round]) -> QuerySet[Round]:
    """With how many assessments within reach there are, and how many of them are done."""
    mine = visible(actor, STANDARD_VIEW, Assessment.objects.order_by(), via="org").values("pk")
    within = Q(assessments__in=mine)
    done = within & Q(assessments__state__in=("confirmed", "appealed", "graded"))
    return rows.annotate(
        assessed=Count("assessments", within & ~Q(assessments__state="dropped")),
        confirmed=Count("assessments", done),
    )


def round_(actor: Actor, pk: int) -> Round:
    found = rounds(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def round_run(actor: Actor, pk: int, permission: Permission) -> Round:
    """A round that is run from within reach."""
    rows = visible(actor, permission, Round.objects.select_related("org"), via="org")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def assessments(actor: Actor, permission: Permission = STANDARD_VIEW) -> QuerySet[Assessment]:
    rows = Assessment.objects.select_related(
        "round", "round__org", "org", "org__parent", "person", "venue"
    )
    return visible(actor, permission, rows, via="org")


def assessment(actor: Actor, pk: int, permission: Permission = STANDARD_VIEW) -> Assessment:
    found = assessments(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def steps_of(row: Assessment) -> Sequence[Step]:
    return list(row.steps.order_by("id"))


# --- whom a new round is about --------------------------------------------------------------------


def organisations_of(standard: Standard, org: Organisation) -> QuerySet[Organisation]:
    """Open organisations below the one that runs it that the standard is for."""
    rows = Organisation.objects.filter(org.below(), closed_on__isnull=True).exclude(pk=org.pk)
    if standard.org_kinds:
        rows = rows.filter(kind__in=standard.org_kinds)
    if standard.sectors:
        rows = rows.filter(sector__in=standard.sectors)
    if standard.top_only:
        rows = rows.exclude(parent__sector__in=VILLAGES)
    return rows.order_by("line", "id")


def subjects_of(standard: Standard, org: Organisation, on: date) -> list[Assessment]:
    """Assessments not yet written, one for each subject."""
    if standard.about == "venue":
        rows = Venue.objects.filter(
            kind__in=standard.venue_kinds, closed_on__isnull=True, since__lte=on,
            org__in=_all_of(standard, org),
        ).order_by("org__line", "id")  # fmt: skip
        return [Assessment(org_id=row.org_id, venue=row, full=standard.full) for row in rows]
    orgs = organisations_of(standard, org)
    if standard.about == "organisation":
        return [
            Assessment(org_id=pk, full=standard.full) for pk in orgs.values_list("pk", flat=True)
        ]
    held = Link.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), kind="secretary", since__lte=on,
        person__isnull=False, org__in=orgs.order_by().values("pk"),
    ).order_by("org__line", "since", "id")  # fmt: skip
    heads = dict(held.values_list("org_id", "person_id"))
    return [
        Assessment(org_id=pk, person_id=person, full=standard.full) for pk, person in heads.items()
    ]


def _all_of(standard: Standard, org: Organisation) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(org.below(), closed_on__isnull=True).order_by()
    if standard.org_kinds:
        rows = rows.filter(kind__in=standard.org_kinds)
    if standard.sectors:
        rows = rows.filter(sector__in=standard.sectors)
    return rows


def last_grade(
    standard: str, orgs: Sequence[int], before: int
) -> dict[tuple[int, int | None], str]:
    """The grade of the round before, by organisation and venue; before a month."""
    rows = Assessment.objects.filter(
        round__standard=standard, org_id__in=orgs, state="graded", round__last_month__lt=before
    ).order_by("round__last_month", "id")
    return {
        (org, venue): grade for org, venue, grade in rows.values_list("org_id", "venue_id", "grade")
    }
