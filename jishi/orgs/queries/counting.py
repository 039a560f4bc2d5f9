"""Base figures of an organisation with all below it, computed from the register."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from jishi.orgs.queries.organisations import organisations
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS, SECTORS
from jishi.tree.models import Organisation

# What an office counts together, with the choice of the list that shows the same organisations.
GROUPS = {
    "committee": ("党委", ("committee",)),
    "general_branch": ("党总支", ("general_branch",)),
    "branches": ("党支部", tuple(code for code, kind in ORG_KINDS.items() if kind.is_branch)),
    "group": ("党小组", ("group",)),
}


@dataclass(frozen=True)
class BaseFigures:
    totals: dict[str, int]  # group → how many, itself included
    by_sector: list[tuple[str, dict[str, int]]]  # sector → group → how many


def base_figures(actor: Actor, org: Organisation) -> BaseFigures:
    """Open organisations by kind and sector, the organisation itself among them."""
    rows = organisations(actor).filter(org.below(), closed_on__isnull=True).order_by()
    counted = rows.values_list("kind", "sector").annotate(count=Count("pk"))
    group_of = {kind: code for code, (_, kinds) in GROUPS.items() for kind in kinds}
    totals = dict.fromkeys(GROUPS, 0)
    sectors: dict[str, dict[str, int]] = {}
    for kind, sector, count in counted:
        group = group_of.get(kind)
        if group is not None:
            totals[group] += count
            line = sectors.setdefault(sector, dict.fromkeys(GROUPS, 0))
            line[group] += count
    return BaseFigures(totals, [(code, sectors[code]) for code in SECTORS if code in sectors])
