"""Facts of one table added up along the tree and the months: a lookup, whatever the size.

Per measure and epoch the facts stand in depth-first order with running sums along both ways, so a
subtree over a run of months is four numbers. Sums are made when first asked for, and again after a
change.
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
        self._sums: dict[tuple[int, tuple[int, int]], Ints] = {}
        self._laid: dict[tuple[tuple[int, int], ...], Ints] = {}

    def put(self, org: int, rows: Ints) -> None:
        """Another organisation's facts, or its new ones; the sums are made anew."""
        if org not in self.place:
            self.place[org] = len(self.place)
            grown = np.zeros((len(self.place), self.length, self.width), dtype=np.int64)
            grown[:-1] = self.cells
            self.cells = grown
        self.cells[self.place[org]] = rows
        self._sums.clear()
        self._laid.clear()

    def rows_of(self, org: int) -> Ints:
        """A copy of one organisation's facts."""
        if org not in self.place:
            return np.zeros((self.length, self.width), dtype=np.int64)
        found: Ints = self.cells[self.place[org]].copy()
        return found

    def sums(self, epoch: Epoch, which: int) -> tuple[int, Ints]:
        """The first month of a tree, and running sums of one measure along its order and months."""
        key = (which, epoch.key)
        start = max(epoch.whole[0], self.first)
        if key not in self._sums:
            places = np.array([self.place.get(int(o), -1) for o in epoch.order], dtype=np.int64)
            known = np.flatnonzero(places >= 0)
            first, end = start - self.first, min(epoch.whole[1], self.last) - self.first + 1
            laid = np.zeros((len(places) + 1, end - first + 1), dtype=np.int64)
            laid[known + 1, 1:] = self.cells[places[known], first:end, which]
            self._sums[key] = laid.cumsum(axis=0).cumsum(axis=1)
        return start, self._sums[key]

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
                places = np.array([self.place.get(int(o), -1) for o in epoch.order])
                known = np.flatnonzero(places >= 0)
                start, end = epoch.first - self.first, epoch.last - self.first + 1
                cells = self.cells[places[known], start:end].swapaxes(0, 1)
                laid[epoch.first - epochs[0].first : epoch.last - epochs[0].first + 1,
                     known + 1] = cells  # fmt: skip
            self._laid[key] = laid.cumsum(axis=1)
        return self._laid[key]

    def block(self, epoch: Epoch, orgs: Sequence[int], which: int) -> Ints:
        """Many subtrees, month by month of an epoch: one line each."""
        start, sums = self.sums(epoch, which)
        low, high = np.array([epoch.spans.get(org, (0, 0)) for org in orgs]).T
        a, b = epoch.first - start, epoch.last - start + 1
        below: Ints = sums[high, a : b + 1] - sums[low, a : b + 1]
        return np.diff(below, axis=1)
