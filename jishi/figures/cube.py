"""Facts of one table added up along the tree and the months: a lookup, whatever the size.

Per measure and epoch the facts stand in depth-first order with running sums along both ways, so a
subtree over a run of months is four numbers. Sums are made when first asked for; what one
organisation has more or less after a write is added to those that are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from jishi.figures.columns import Ints
from jishi.figures.forest import Epoch
from jishi.kernel.period import Month

MOST_LAID = 4  # runs of months that are kept laid out with all measures


class Cube:
    """The facts of one table for a run of months."""

    def __init__(self, first: Month, last: Month, facts: Mapping[int, Ints], width: int) -> None:
        self.first, self.last = first.index, last.index
        self.length = self.last - self.first + 1
        self.width = width
        self.place = {org: place for place, org in enumerate(facts)}
        self.cells = np.zeros((len(facts), self.length, width), dtype=np.int64)
        for org, rows in facts.items():
            self.cells[self.place[org]] = rows
        self._sums: dict[tuple[int, tuple[int, int]], tuple[Ints, Epoch]] = {}
        self._laid: dict[tuple[tuple[int, int], ...], tuple[Ints, Sequence[Epoch]]] = {}
        self._places: dict[tuple[int, int], Ints] = {}

    def put(self, org: int, rows: Ints) -> None:
        """Another organisation's facts, or its new ones."""
        if org not in self.place:
            self.place[org] = len(self.place)
            grown = np.zeros((len(self.place), self.length, self.width), dtype=np.int64)
            grown[:-1] = self.cells
            self.cells = grown
            self._places.clear()
        more = rows - self.cells[self.place[org]]
        self.cells[self.place[org]] = rows
        changed = np.flatnonzero(more.any(axis=1))
        if len(changed):
            self._add_to_sums(org, more)
            self._add_to_laid(org, more, changed)

    def _add_to_sums(self, org: int, more: Ints) -> None:
        for (which, _), (sums, epoch) in self._sums.items():
            first, end = self._months(epoch)
            added = more[first:end, which]
            if org in epoch.spans and added.any():
                sums[epoch.spans[org][0] + 1 :, 1:] += added.cumsum()

    def _add_to_laid(self, org: int, more: Ints, changed: Ints) -> None:
        for laid, epochs in self._laid.values():
            start = epochs[0].first - self.first
            for epoch in epochs:
                first, end = epoch.first - self.first, epoch.last - self.first + 1
                for month in changed[(changed >= first) & (changed < end)]:
                    if org in epoch.spans:
                        laid[month - start, epoch.spans[org][0] + 1 :] += more[month]

    def _months(self, epoch: Epoch) -> tuple[int, int]:
        """Which of our months a tree was that of."""
        first = max(epoch.whole[0], self.first) - self.first
        return first, min(epoch.whole[1], self.last) - self.first + 1

    def _known(self, epoch: Epoch) -> tuple[Ints, Ints]:
        """Where in the order of a tree stand those we have facts of, and where they are kept."""
        if epoch.key not in self._places:
            found = (self.place.get(org, -1) for org in epoch.order.tolist())
            self._places[epoch.key] = np.fromiter(found, np.int64, len(epoch.order))
        places = self._places[epoch.key]
        known = np.flatnonzero(places >= 0)
        return known, places[known]

    def rows_of(self, org: int) -> Ints:
        """A copy of one organisation's facts."""
        if org not in self.place:
            return np.zeros((self.length, self.width), dtype=np.int64)
        found: Ints = self.cells[self.place[org]].copy()
        return found

    def sums(self, epoch: Epoch, which: int) -> tuple[int, Ints]:
        """The first month of a tree, and running sums of one measure along its order and months."""
        key = (which, epoch.key)
        first, end = self._months(epoch)
        if key not in self._sums:
            known, places = self._known(epoch)
            laid = np.zeros((len(epoch.order) + 1, end - first + 1), dtype=np.int64)
            laid[known + 1, 1:] = self.cells[places, first:end, which]
            self._sums[key] = (laid.cumsum(axis=0).cumsum(axis=1), epoch)
        return self.first + first, self._sums[key][0]

    def of(self, epoch: Epoch, org: int, which: int, first: int, last: int) -> int:
        """A subtree over a run of months within one epoch."""
        low, high = epoch.spans.get(org, (0, 0))
        start, sums = self.sums(epoch, which)
        a, b = first - start, last - start + 1
        return int(sums[high, b] - sums[low, b] - sums[high, a] + sums[low, a])

    def many(self, epochs: Sequence[Epoch], low: Ints, high: Ints) -> Ints:
        """Every measure of many subtrees month by month; spans are organisations × months."""
        laid = self._whole(epochs)
        months = np.arange(len(laid))
        found: Ints = laid[months, high] - laid[months, low]
        return found

    def _whole(self, epochs: Sequence[Epoch]) -> Ints:
        """Months × running sums along the tree of each × measures."""
        key = (*((epoch.first, epoch.last) for epoch in epochs), epochs[-1].key)
        if key not in self._laid:
            if len(self._laid) >= MOST_LAID:
                self._laid.clear()
            months = epochs[-1].last - epochs[0].first + 1
            laid = np.zeros((months, len(epochs[0].order) + 1, self.width), dtype=np.int64)
            for epoch in epochs:
                known, places = self._known(epoch)
                start, end = epoch.first - self.first, epoch.last - self.first + 1
                cells = self.cells[places, start:end].swapaxes(0, 1)
                laid[epoch.first - epochs[0].first : epoch.last - epochs[0].first + 1,
                     known + 1] = cells  # fmt: skip
            self._laid[key] = (laid.cumsum(axis=1), epochs)
        return self._laid[key][0]

    def block(self, epoch: Epoch, orgs: Sequence[int], which: int) -> Ints:
        """Many subtrees, month by month of an epoch: one line each."""
        start, sums = self.sums(epoch, which)
        low, high = np.array([epoch.spans.get(org, (0, 0)) for org in orgs]).T
        a, b = epoch.first - start, epoch.last - start + 1
        below: Ints = sums[high, a : b + 1] - sums[low, a : b + 1]
        return np.diff(below, axis=1)
