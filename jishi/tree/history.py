"""The tree on a date, and the runs of months that share one tree (epochs, law 5).

`tree_at` loads the dated states into a `TreeAt`, a plain value that answers ancestors, subtree and
order in memory. Start there; `epochs` cuts a range of months where the tree at month end changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from jishi.kernel.period import Month
from jishi.tree.models import OrganisationState


@dataclass(frozen=True)
class Node:
    id: int
    code: str
    name: str
    short_name: str
    kind: str
    sector: str
    parent: int | None
    place: int = 0


@dataclass(frozen=True)
class TreeAt:
    """All organisations open on a day, with their places that day."""

    on: date
    nodes: dict[int, Node] = field(repr=False)

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        below: dict[int | None, list[int]] = {}
        for node in sorted(self.nodes.values(), key=lambda n: (n.place, n.id)):
            parent = node.parent if node.parent in self.nodes else None
            below.setdefault(parent, []).append(node.id)
        return below

    @cached_property
    def order(self) -> list[int]:
        """Depth-first: a subtree is one contiguous run."""
        found: list[int] = []
        waiting = list(reversed(self.children.get(None, [])))
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(reversed(self.children.get(current, [])))
        return found

    @cached_property
    def spans(self) -> dict[int, tuple[int, int]]:
        """Each organisation's half-open run in `order`."""
        start = {ident: index for index, ident in enumerate(self.order)}
        end: dict[int, int] = {}
        for ident in reversed(self.order):
            below = self.children.get(ident, [])
            end[ident] = end[below[-1]] if below else start[ident] + 1
        return {ident: (start[ident], end[ident]) for ident in self.order}

    def subtree(self, org_id: int) -> list[int]:
        first, last = self.spans[org_id]
        return self.order[first:last]

    def ancestors(self, org_id: int) -> list[int]:
        """From the root down, without the organisation itself."""
        line: list[int] = []
        parent = self.nodes[org_id].parent
        while parent is not None and parent in self.nodes:
            line.append(parent)
            parent = self.nodes[parent].parent
        return line[::-1]

    def path(self, org_id: int) -> str:
        return "/" + "".join(f"{i}/" for i in [*self.ancestors(org_id), org_id])


def tree_at(on: date) -> TreeAt:
    """The tree as it stood at the end of that day."""
    rows = (
        OrganisationState.objects.filter(since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .values_list(
            "org_id",
            "org__code",
            "name",
            "short_name",
            "kind",
            "sector",
            "parent_id",
            "org__place",
        )
    )
    return TreeAt(on, {row[0]: Node(*row) for row in rows})


@dataclass(frozen=True)
class Epoch:
    """A run of whole months whose month ends see the same tree."""

    first: Month
    last: Month


def cut_epochs(boundaries: Iterable[date], first: Month, last: Month) -> list[Epoch]:
    """Cut [first, last] before every month whose end is the first to see some change.

    A change on any day of a month, its last day included, is seen by that month's end.
    """
    starts = sorted(
        {
            Month.holding(day).index
            for day in boundaries
            if first.index < Month.holding(day).index <= last.index
        }
    )
    edges = [first.index, *starts]
    ends = [*(start - 1 for start in starts), last.index]
    return [Epoch(Month(a), Month(b)) for a, b in zip(edges, ends, strict=True)]


def epochs(first: Month, last: Month) -> list[Epoch]:
    days = OrganisationState.objects.filter(since__gt=first.last_day, since__lte=last.last_day)
    closing = OrganisationState.objects.filter(until__gt=first.last_day, until__lte=last.last_day)
    boundaries = {*days.values_list("since", flat=True), *closing.values_list("until", flat=True)}
    return cut_epochs([day for day in boundaries if day is not None], first, last)
