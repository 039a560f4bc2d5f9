"""Reading units and their coverage; everything starts from `visible()`."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from jishi.registers.access import UNIT_VIEW
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.registers.rules.units import ENOUGH_FOR_BRANCH
from jishi.registers.unit_kinds import UNIT_KINDS
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

# For rooms beside this one: who sees units, and which kinds of them are what a visit may go to.
SEEN = UNIT_VIEW
ENTERPRISES = tuple(
    code for code, kind in UNIT_KINDS.items()
    if kind.group == "enterprise" or kind.sector.endswith("enterprise")
)  # fmt: skip


def units(actor: Actor, permission: Permission = UNIT_VIEW) -> QuerySet[Unit]:
    return visible(actor, permission, Unit.objects.select_related("org"), via="org")


def unit(actor: Actor, pk: int, permission: Permission = UNIT_VIEW) -> Unit:
    found = units(actor, permission).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def with_cover(rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """Each with `is_covered` and `is_instructed`, for the list."""
    now = UnitCoverage.objects.filter(unit=OuterRef("pk"), until__isnull=True)
    sent = Link.objects.filter(unit=OuterRef("pk"), kind="instructor", until__isnull=True)
    return rows.annotate(is_covered=Exists(now), is_instructed=Exists(sent))


def coverage_of(unit: Unit) -> list[UnitCoverage]:
    """All of it, the running first."""
    rows = unit.coverage.select_related("org").order_by("-since")
    return list(rows)


def count_gaps(actor: Actor) -> int:
    """应建未建 in one statement, for the first page; as the finding `unit_should_build` has it."""
    alone = UnitCoverage.objects.filter(unit=OuterRef("pk"), until__isnull=True, mode="single")
    enough = Q(full_members__gte=ENOUGH_FOR_BRANCH) | Q(
        full_members__isnull=True, members__gte=ENOUGH_FOR_BRANCH
    )
    return units(actor).filter(enough, ~Exists(alone), closed_on__isnull=True).count()


def covered_by(actor: Actor, org: Organisation) -> list[Unit]:
    """Units within reach that an organisation covers now."""
    rows = units(actor).filter(coverage__org=org, coverage__until__isnull=True, closed_on=None)
    return list(rows.order_by("name", "id"))
