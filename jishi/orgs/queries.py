"""Reading organisations; everything starts from `visible()`."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.kernel.path import ids
from jishi.orgs.access import ORG_VIEW
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def organisations(actor: Actor, permission: Permission = ORG_VIEW) -> QuerySet[Organisation]:
    return visible(actor, permission, Organisation.objects.all())


def organisation(actor: Actor, pk: int, permission: Permission = ORG_VIEW) -> Organisation:
    """One organisation within reach, or as if it did not exist."""
    found = organisations(actor, permission).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def line_above(org: Organisation) -> list[Organisation]:
    """The organisations above, root first. Their names are no secret to those below."""
    above = ids(org.path)[:-1]
    found = Organisation.objects.in_bulk(above)
    return [found[i] for i in above]
