"""Whom a paper goes to: those in office at the organisation itself, below it, or where chosen."""

from __future__ import annotations

import re
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
    "chosen": "本级和所选的下级",
}
MOST_NAMED = 300
_BETWEEN = re.compile(r"[\s、，,；;]+")


def _below(actor: Actor, org: Organisation) -> QuerySet[Organisation]:
    """Those below, at any depth, that the actor may send to."""
    rows = Organisation.objects.filter(org.below(), closed_on=None).exclude(pk=org.pk)
    return visible(actor, PAPER_APPROVE, rows)


def named(actor: Actor, org: Organisation, text: str) -> list[str]:
    """The codes of those below that a text names, by name or code, each parted from the next."""
    words = list(dict.fromkeys(filter(None, _BETWEEN.split(text))))
    if len(words) > MOST_NAMED:
        raise Refused(f"一次最多写 {MOST_NAMED} 个组织", field="further")
    asked = Q(code__in=words) | Q(short_name__in=words) | Q(name__in=words)
    rows = list(_below(actor, org).filter(asked).values_list("code", "short_name", "name"))
    found = []
    for word in words:
        codes = [row[0] for row in rows if word in row]
        if len(codes) != 1:
            why = f"有 {len(codes)} 个，请写编码" if codes else "下级里没有，或不在您的办理范围内"
            raise Refused(f"「{word}」{why}", field="further")
        found += codes
    return found


def children(actor: Actor, org: Organisation) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(parent=org, closed_on=None).order_by("line")
    return visible(actor, PAPER_APPROVE, rows)


def receivers(
    actor: Actor, org: Organisation, audience: str, chosen: Sequence[str] = ()
) -> QuerySet[Organisation]:
    """The organisations whose people receive it; `chosen` are codes of some below."""
    own = Q(pk=org.pk)
    if audience == "all":
        own |= org.below()
    elif audience == "below":
        own |= Q(parent_id=org.pk)
    elif audience == "chosen":
        found = dict(_below(actor, org).filter(code__in=chosen).values_list("code", "pk"))
        if not found or len(found) < len(set(chosen)):
            raise Refused("请选要发给哪些下级", field="chosen")
        own |= Q(pk__in=list(found.values()))
    elif audience != "own":
        raise Refused("请选发给谁", field="audience")
    return Organisation.objects.filter(own, closed_on=None)
