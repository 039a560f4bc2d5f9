"""The tree as drawn: on a day, or against another day with what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from jishi.orgs.queries.organisations import organisations
from jishi.tree.actor import Actor
from jishi.tree.history import Node, TreeAt, tree_at
from jishi.tree.kinds import ORG_KINDS


@dataclass(frozen=True)
class Mark:
    """How an organisation differs from the earlier day."""

    label: str
    tone: str


@dataclass(frozen=True)
class Twig:
    """One organisation of the drawn tree with those below it."""

    id: int
    name: str
    kind: str
    url: str
    open: bool
    below: list[Twig]
    marks: list[Mark] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(1 + twig.count for twig in self.below)


@dataclass(frozen=True)
class Gone:
    """What stood in the earlier tree and stands no more."""

    name: str
    kind: str
    above: str
    url: str


@dataclass(frozen=True)
class Compared:
    tree: list[Twig]
    gone: list[Gone]
    changed: int  # organisations with a mark


def tree_seen(actor: Actor, on: date, depth: int = 1) -> list[Twig]:
    """The tree on a day, cut to what the actor reaches today (access uses today's tree)."""
    return _draw(tree_at(on), _allowed(actor), depth, {})


def tree_compared(actor: Actor, on: date, earlier: date, depth: int = 1) -> Compared:
    """The tree on a day, each organisation marked by what is different since the earlier one."""
    new, old, allowed = tree_at(on), tree_at(earlier), _allowed(actor)
    marks = {
        node.id: found
        for node in new.nodes.values()
        if node.id in allowed and (found := _marks(node, old))
    }
    gone = [
        Gone(
            node.short_name,
            ORG_KINDS[node.kind].label,
            old.nodes[node.parent].short_name if node.parent in old.nodes else "",
            reverse("org", args=[node.id]),
        )
        for node in (old.nodes[i] for i in old.order)
        if node.id in allowed and node.id not in new.nodes
    ]
    return Compared(_draw(new, allowed, depth, marks), gone, len(marks))


def _allowed(actor: Actor) -> set[int]:
    return set(organisations(actor).values_list("pk", flat=True))


def _marks(node: Node, old: TreeAt) -> list[Mark]:
    before = old.nodes.get(node.id)
    if before is None:
        return [Mark("新设", "green")]
    found = []
    if before.parent != node.parent:
        above = old.nodes.get(before.parent or 0)
        found.append(Mark(f"原属{above.short_name}" if above else "改属", "blue"))
    if before.kind != node.kind:
        found.append(Mark(f"原为{ORG_KINDS[before.kind].label}", "amber"))
    if before.short_name != node.short_name:
        found.append(Mark(f"原名{before.short_name}", "amber"))
    return found


def _draw(
    tree: TreeAt, allowed: set[int], depth: int, marks: Mapping[int, list[Mark]]
) -> list[Twig]:
    def grow(node: Node, level: int) -> Twig:
        below = [tree.nodes[i] for i in tree.children.get(node.id, []) if i in allowed]
        twigs = [grow(child, level + 1) for child in below]
        unfold = level < depth or (bool(marks) and any(_marked(twig) for twig in twigs))
        return Twig(
            node.id,
            node.short_name,
            ORG_KINDS[node.kind].label,
            reverse("org", args=[node.id]),
            unfold,
            twigs,
            marks.get(node.id, []),
        )

    first = [
        tree.nodes[i] for i in tree.order if i in allowed and tree.nodes[i].parent not in allowed
    ]
    return [grow(node, 0) for node in first]


def _marked(twig: Twig) -> bool:
    """Changed itself, or unfolded because something below it has."""
    return bool(twig.marks) or twig.open
