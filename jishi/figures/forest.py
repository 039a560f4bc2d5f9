"""Where an organisation stood in a month: a pure value over dated states.

The tree of a month is that of its last day (law 5), and nothing falls out of it: whatever was
closed hangs where it hung last, whatever is founded later where it will first hang. So the sums of
a month are the same however the tree is cut. Runs of months with one tree share one `Epoch`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np

from jishi.figures.columns import Ints, day_of
from jishi.figures.facts import Cut
from jishi.kernel.period import Month


@dataclass(frozen=True, slots=True)
class State:
    """An organisation under a parent from one day (as a number) until another."""

    org: int
    since: int
    until: int
    parent: int | None
    kind: str
    place: int


@dataclass(frozen=True)
class Epoch:
    """The tree of a run of months, depth first: a subtree is one run of `order`."""

    first: int
    last: int
    key: tuple[int, int]  # tells it from every other tree of this process
    whole: tuple[int, int]  # the first and last month of this tree, of which these are a part
    order: Ints
    spans: dict[int, tuple[int, int]]
    children: dict[int | None, list[int]]
    kinds: dict[int, str]  # of those that stood on the last day of the first month

    def below(self, org: int) -> Ints:
        low, high = self.spans.get(org, (0, 0))
        return self.order[low:high]


_numbers = count()
LAST_MONTH = 9999 * 12
MOST_KEPT = 256  # runs of months that a forest remembers


class Forest:
    """All dated states of a county."""

    def __init__(self, states: Iterable[State]) -> None:
        self.number = next(_numbers)
        self._made: dict[int, Tree] = {}
        self._runs: dict[tuple[int, int], list[Epoch]] = {}
        self._spans: dict[tuple[int, int, tuple[int, ...]], tuple[Ints, Ints]] = {}
        self.states: dict[int, list[State]] = {}
        for state in sorted(states, key=lambda s: (s.org, s.since)):
            self.states.setdefault(state.org, []).append(state)

    @cached_property
    def _turns(self) -> list[int]:
        """The months whose end is the first to see some change."""
        days = {day for line in self.states.values() for s in line for day in (s.since, s.until)}
        found = set()
        for day in days:
            on = day_of(day)
            if on is not None:
                found.add(Month.holding(on).index)
        return sorted(found)

    def epochs(self, first: Month, last: Month) -> list[Epoch]:
        """The months from first to last, cut where the tree changes."""
        key = (first.index, last.index)
        if key not in self._runs:
            if len(self._runs) >= MOST_KEPT:
                self._runs.clear()
            self._runs[key] = self._cut(first, last)
        return self._runs[key]

    def _cut(self, first: Month, last: Month) -> list[Epoch]:
        inside = [turn for turn in self._turns if first.index < turn <= last.index]
        edges = [first.index, *inside]
        ends = [*(turn - 1 for turn in inside), last.index]
        return [self._epoch(a, b) for a, b in zip(edges, ends, strict=True)]

    def spans(self, orgs: Sequence[int], first: Month, last: Month) -> tuple[Ints, Ints]:
        """Where the subtrees begin and end in the order of each month: organisations × months."""
        key = (first.index, last.index, tuple(orgs))
        if key not in self._spans:
            if len(self._spans) >= MOST_KEPT:
                self._spans.clear()
            edges = [
                np.array([e.spans.get(org, (0, 0)) for org in orgs]).repeat(e.last - e.first + 1, 0)
                .reshape(len(orgs), -1, 2)
                for e in self.epochs(first, last)
            ]  # fmt: skip
            whole = np.concatenate(edges, axis=1)
            self._spans[key] = (whole[:, :, 0], whole[:, :, 1])
        return self._spans[key]

    def _epoch(self, first: int, last: int) -> Epoch:
        begun = max((t for t in self._turns if t <= first), default=0)
        if begun not in self._made:
            self._made[begun] = self._tree(first)
        order, spans, children, kinds = self._made[begun]
        after = next((t for t in self._turns if t > first), LAST_MONTH)
        whole = (begun, after - 1)
        return Epoch(first, last, (self.number, begun), whole, order, spans, children, kinds)

    def _tree(self, month: int) -> Tree:
        end = Month(month).last_day
        on = end.year * 10000 + end.month * 100 + end.day
        children: Children = {}
        kinds: dict[int, str] = {}
        for org, line in self.states.items():
            state = _standing(line, on)
            parent = state.parent if state.parent in self.states else None
            children.setdefault(parent, []).append(org)
            if state.since <= on < state.until:
                kinds[org] = state.kind
        for below in children.values():
            below.sort(key=lambda ident: (self.states[ident][-1].place, ident))
        order, spans = _walk(children, self.states)
        return order, spans, children, kinds

    def cuts(self, org: int, first: Month, last: Month) -> list[Cut]:
        """Which organisations were the subtree, month by month."""
        return [Cut(e.first, e.last, e.below(org)) for e in self.epochs(first, last)]


Children = dict[int | None, list[int]]
Spans = dict[int, tuple[int, int]]
Tree = tuple[Ints, Spans, Children, dict[int, str]]


def _standing(line: Sequence[State], on: int) -> State:
    """The state of a day; before the first the first, after the last the last."""
    place = bisect_right(line, on, key=lambda state: state.since)
    return line[max(0, place - 1)]


def _walk(
    children: Children, known: Iterable[int]
) -> tuple[Ints, Spans]:  # fmt: skip
    order: list[int] = []
    start: dict[int, int] = {}
    spans: Spans = {}
    waiting: list[tuple[int, bool]] = [(org, False) for org in reversed(children.get(None, []))]
    while waiting:
        org, done = waiting.pop()
        if done:
            spans[org] = (start[org], len(order))
            continue
        start[org] = len(order)
        order.append(org)
        waiting.append((org, True))
        waiting.extend((child, False) for child in reversed(children.get(org, [])))
    assert len(order) == len(list(known)), "the tree has a knot"
    return np.array(order, dtype=np.int64), spans
