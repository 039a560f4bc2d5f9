"""Disclosures within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.disclosures.access import DISCLOSURE_VIEW
from jishi.disclosures.models import Disclosure
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def disclosures(actor: Actor, permission: Permission = DISCLOSURE_VIEW) -> QuerySet[Disclosure]:
    return visible(actor, permission, Disclosure.objects.select_related("org"), via="org")


def disclosure(actor: Actor, pk: int, permission: Permission = DISCLOSURE_VIEW) -> Disclosure:
    rows = disclosures(actor, permission).select_related("drafted_by", "reviewed_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
