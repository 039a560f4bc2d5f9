"""Demonstration sites and their quotas: a share of all organisations, counted, not typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jishi.base.settings_tree import setting
from jishi.kernel.path import ids
from jishi.standards.access import STANDARD_RUN, STANDARD_VIEW
from jishi.standards.local import SITES_COUNTY, SITES_STREET
from jishi.standards.models import Site
from jishi.standards.models.outcome import SITE_LEVELS
from jishi.standards.rules.grading import quota
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible


@dataclass(frozen=True)
class Quota:
    org: Organisation
    level: str
    organisations: int
    percent: int
    named: int

    @property
    def most(self) -> int:
        return quota(self.organisations, self.percent)

    @property
    def label(self) -> str:
        return SITE_LEVELS[self.level]


def place_of(org: Organisation, level: str) -> Organisation:
    """Whose quota a site counts in: the county's, or that of the office one below it."""
    line = ids(org.path)
    at = 0 if level == "county" else min(1, len(line) - 1)
    return Organisation.objects.get(pk=line[at])


def quota_of(org: Organisation, level: str, on: date) -> Quota:
    open_ones = Organisation.objects.filter(org.below(), closed_on__isnull=True)
    named = Site.objects.filter(
        level=level, until__isnull=True, org__path__startswith=org.path
    ).count()
    percent = setting(SITES_COUNTY if level == "county" else SITES_STREET, org, on)
    return Quota(org, level, open_ones.exclude(kind="group").count(), percent, named)


def quota_at(org: Organisation, level: str, on: date) -> Quota:
    return quota_of(place_of(org, level), level, on)


def quotas(actor: Actor) -> list[Quota]:
    """Of the tops of what is within reach."""
    found = []
    roots = reach(actor, STANDARD_VIEW).roots[:3]
    for org in Organisation.objects.filter(pk__in=[root.org_id for root in roots]):
        level = "county" if org.parent_id is None else "street"
        found.append(quota_of(org, level, actor.today))
    return found


def sites(actor: Actor) -> QuerySet[Site]:
    return visible(actor, STANDARD_VIEW, Site.objects.select_related("org"), via="org")


def site(actor: Actor, pk: int, permission: Permission = STANDARD_RUN) -> Site:
    """A site within reach, and its superior too."""
    rows = visible(actor, permission, Site.objects.select_related("org", "org__parent"), via="org")
    found = visible(actor, permission, rows, via="org__parent").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
