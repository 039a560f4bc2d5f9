"""Which rows are looked at: within reach, and at or below an organisation where one is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from jishi.kernel.path import subtree_bounds
from jishi.registers.access import HEALTH_VIEW
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

M = TypeVar("M", bound=Model)


def scope(
    actor: Actor, permission: Permission, rows: QuerySet[M], org: Organisation | None, via: str
) -> QuerySet[M]:
    """Rows within reach and, where one is named, at or below an organisation."""
    seen = visible(actor, permission, rows, via=via)
    if org is None:
        return seen
    low, high = subtree_bounds(org.path)
    prefix = f"{via}__" if via else ""
    return seen.filter(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})


@dataclass(frozen=True)
class Cut:
    """Which organisations are looked at: a subtree, or one organisation with its groups alone."""

    actor: Actor
    org: Organisation | None = None
    own: bool = False

    def __call__(self, rows: QuerySet[M], via: str = "org") -> QuerySet[M]:
        if not self.own or self.org is None:
            return scope(self.actor, HEALTH_VIEW, rows, self.org, via)
        prefix = f"{via}__" if via else ""
        here = Q(**{f"{prefix}path": self.org.path})
        group = Q(**{f"{prefix}parent_id": self.org.pk, f"{prefix}kind": "group"})
        return visible(self.actor, HEALTH_VIEW, rows, via=via).filter(here | group)
