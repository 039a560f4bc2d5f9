"""What a merger would take along: counted before anybody confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.base.followers import followers
from jishi.orgs.queries.organisations import children
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Thing:
    label: str
    count: int
    unit: str
    note: str


@dataclass(frozen=True)
class Moves:
    """One organisation that would be absorbed, and what goes along from it."""

    org: Organisation
    things: list[Thing]
    children: list[Organisation]
    superior: str  # whose people read its old ledgers on, with those of the successor


def moves_of(actor: Actor, absorbed: Sequence[Organisation]) -> list[Moves]:
    return [_moves(actor, org) for org in absorbed]


def _moves(actor: Actor, org: Organisation) -> Moves:
    below = children(actor, org)
    things = [
        Thing(each.label, each.count(actor, org), each.unit, each.note) for each in followers()
    ]
    things.append(Thing("下级组织", len(below), "个", "改属接收方"))
    return Moves(org, things, below, org.parent.short_name if org.parent else "")
