"""Whom a paper goes to: those in office at the organisation itself, below it, or where chosen."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from jishi.papers.access import PAPER_APPROVE
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

AUDIENCES = {
    "below": "本级和直接下级",
    "own": "只发本级",
    "all": "本级和全部下级",
    "chosen": "本级和所选的直接下级",
}


def children(actor: Actor, org: Organisation) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(parent=org, closed_on=None).order_by("line")
    return visible(actor, PAPER_APPROVE, rows)


def receivers(
    actor: Actor, org: Organisation, audience: str, chosen: Sequence[str] = ()
) -> QuerySet[Organisation]:
    """The organisations whose people receive it; `chosen` are codes of those directly below."""
    own = Q(pk=org.pk)
    if audience == "all":
        own |= org.below()
    elif audience == "below":
        own |= Q(parent_id=org.pk)
    elif audience == "chosen":
        found = dict(children(actor, org).filter(code__in=chosen).values_list("code", "pk"))
        if not found or len(found) < len(set(chosen)):
            raise Refused("请选要发给哪些直接下级", field="chosen")
        own |= Q(pk__in=list(found.values()))
    elif audience != "own":
        raise Refused("请选发给谁", field="audience")
    return Organisation.objects.filter(own, closed_on=None)
