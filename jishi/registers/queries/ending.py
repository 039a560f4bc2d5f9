"""Posts and agreements about to end, and whose accounts are to know."""

from __future__ import annotations

from dataclasses import dataclass

from jishi.base.settings_tree import in_force
from jishi.kernel.deadline import add_months
from jishi.kernel.path import ids
from jishi.registers.local import EXPIRING
from jishi.registers.models import Link
from jishi.registers.queries.links import links
from jishi.tree.actor import Actor
from jishi.tree.permissions import MANAGERS, STAFF
from jishi.tree.reach import holders

LONGEST = 12  # months ahead that an office may ask for at the most


@dataclass(frozen=True)
class Ending:
    link: Link
    accounts: set[int]


def links_ending(actor: Actor) -> list[Ending]:
    """Each office says how long before; posts are the superior's business, contacts one's own."""
    ahead = in_force(EXPIRING, actor.today)
    latest = add_months(actor.today, LONGEST)
    open_links = links(actor).filter(until__isnull=True, due_on__lte=latest)
    found = [
        link
        for link in open_links.order_by("due_on", "id")
        if link.due_on and link.due_on <= add_months(actor.today, ahead.at_org(link.org).value)
    ]
    places = {ident for link in found for ident in ids(link.org.path)}
    own = holders(STAFF, places, actor.today)
    managers = holders(MANAGERS, places, actor.today)
    return [Ending(link, _accounts(link, own, managers)) for link in found]


def _accounts(link: Link, own: dict[int, set[int]], managers: dict[int, set[int]]) -> set[int]:
    if not link.of_kind.is_post and own.get(link.org_id):
        return own[link.org_id]
    for ident in reversed(ids(link.org.path)):
        if managers.get(ident):
            return managers[ident]
    return set()
