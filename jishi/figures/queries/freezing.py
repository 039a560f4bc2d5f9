"""The figures of a closed period: what is kept of a subtree, and reading from it alone.

Kept are the trees of its months, the facts of every organisation in them, and for people the rows
that count, so that every figure of every organisation below can be had from it again, by child and
by month, whatever becomes of the records.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np

from jishi.figures.columns import Asked, Columns, Ints, month_numbers
from jishi.figures.cube import Cube
from jishi.figures.declared import Measure, Table, all_measures, all_tables, measures_of
from jishi.figures.facts import Cut, counted_rows, facts_of
from jishi.figures.forest import Epoch
from jishi.figures.queries.reading import Reading
from jishi.kernel.period import Month, Period

Pieces = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """What is stored of a closing, with the prints of what it was made of."""

    body: bytes
    tree_hash: str
    rows_hash: str


def freeze(at: Reading, org: int, period: Period) -> Frozen:
    """Everything of a subtree over a period, as of this moment."""
    epochs = at.forest.epochs(period.first, period.last)
    pieces: Pieces = {}
    head: dict[str, Any] = {"epochs": [], "tables": {}, "people": []}
    for place, epoch in enumerate(epochs):
        low, high = epoch.spans.get(org, (0, 0))
        order = epoch.order[low:high]
        spans = np.array([epoch.spans[int(o)] for o in order], dtype=np.int64) - low
        standing = np.array([int(o) in epoch.kinds for o in order])
        pieces |= {f"o{place}": order, f"s{place}": spans, f"k{place}": standing}
        head["epochs"].append([epoch.first, epoch.last])
    tree = sha256(b"".join(pieces[name].tobytes() for name in sorted(pieces))).hexdigest()
    cuts = at.forest.cuts(org, period.first, period.last)
    rows_print = sha256()
    for table in all_tables().values():
        rows, asked = _rows(at, table, cuts, period)
        _keep(head, pieces, table, rows, asked)
        for measure in _of(table):
            chosen = np.flatnonzero(counted_rows(measure, rows, cuts, asked))
            rows_print.update(_print(measure, rows, chosen))
            if measure.people:
                _keep_people(head, pieces, measure, *_everywhere(at, measure, rows, chosen, period))
    return Frozen(_packed(head, pieces), tree, rows_print.hexdigest())


def _rows(at: Reading, table: Table, cuts: list[Cut], period: Period) -> tuple[Columns, Asked]:
    orgs = frozenset(int(o) for cut in cuts for o in cut.orgs)
    asked = Asked(orgs if len(orgs) <= 200 else None, period.first, period.last, at.today)
    return table.load(asked), asked


def _everywhere(
    at: Reading, measure: Measure, rows: Columns, chosen: Ints, period: Period
) -> tuple[Columns, Ints]:
    """Whom something reached is kept from all places: members of here are reached elsewhere too."""
    if measure.table.stock:
        return rows, chosen
    asked = Asked(None, period.first, period.last, at.today)
    whole = measure.table.load(asked)
    cuts = [Cut(period.first.index, period.last.index, np.unique(whole["org"]))]
    return whole, np.flatnonzero(counted_rows(measure, whole, cuts, asked))


def _of(table: Table) -> Iterable[Measure]:
    return (m for m in all_measures().values() if m.table.code == table.code)


def _keep(head: Pieces, pieces: Pieces, table: Table, rows: Columns, asked: Asked) -> None:
    measures = measures_of(table.code)
    if not measures:
        return
    facts = facts_of(measures, rows, asked, stock=table.stock)
    orgs = sorted(org for org in facts if facts[org].any())
    width = (asked.last.index - asked.first.index + 1, len(measures))
    pieces[f"f-{table.code}"] = np.array([facts[o] for o in orgs]).reshape(-1, *width)
    pieces[f"g-{table.code}"] = np.array(orgs, dtype=np.int64)
    head["tables"][table.code] = [measure.code for measure in measures]


def _keep_people(
    head: Pieces, pieces: Pieces, measure: Measure, rows: Columns, chosen: Ints
) -> None:
    months = np.zeros(len(chosen), dtype=np.int64)
    if not measure.table.stock:
        months = month_numbers(rows["day"][chosen])
    pieces[f"p-{measure.code}"] = np.stack([rows["org"][chosen], rows["person"][chosen], months])
    head["people"].append(measure.code)


def _print(measure: Measure, rows: Columns, chosen: Ints) -> bytes:
    keys = np.stack([rows["id"][chosen], rows["org"][chosen]])
    keys = keys[:, np.lexsort(keys)]
    return measure.code.encode() + keys.astype("<i8").tobytes()


def _packed(head: Pieces, pieces: Pieces) -> bytes:
    told = np.frombuffer(json.dumps(head, sort_keys=True).encode(), dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, head=told, **pieces)
    return out.getvalue()


class Closed:
    """A closing read again."""

    def __init__(
        self, body: bytes, org: int, period: Period, closed_on: date | None = None
    ) -> None:
        self.org, self.period, self.closed_on = org, period, closed_on
        with np.load(io.BytesIO(body), allow_pickle=False) as stored:
            self._pieces = {name: stored[name] for name in stored.files}
        self.head = json.loads(self._pieces["head"].tobytes())
        self.epochs = [self._epoch(n, *e) for n, e in enumerate(self.head["epochs"])]
        self._cubes: dict[str, Cube] = {}

    def _epoch(self, number: int, first: int, last: int) -> Epoch:
        order, spans = self._pieces[f"o{number}"], self._pieces[f"s{number}"]
        by_org = {int(o): (int(a), int(b)) for o, (a, b) in zip(order, spans, strict=True)}
        standing = dict.fromkeys(order[self._pieces[f"k{number}"]].tolist(), "")
        whole = (first, last)
        return Epoch(
            first, last, (-1, number), whole, order, by_org, _children(order, by_org), standing
        )

    def holds(self, measure: Measure, org: int, period: Period) -> bool:
        """Whether this figure can be had from it; people of a stock only as at its very end."""
        if all(org not in epoch.spans for epoch in self.epochs):
            return False
        if measure.people:
            at_end = not measure.table.stock or period.last == self.period.last
            return at_end and measure.code in self.head["people"]
        return measure.code in self.head["tables"].get(measure.table.code, ())

    def within(self, first: Month, last: Month) -> list[Epoch]:
        """The trees of a part of the period."""
        return [
            replace(e, first=max(e.first, first.index), last=min(e.last, last.index))
            for e in self.epochs
            if e.first <= last.index and first.index <= e.last
        ]  # fmt: skip

    def total(self, measure: Measure, org: int, period: Period) -> int:
        if measure.people:
            return len(np.unique(self.people(measure, org, period)))
        cube = self._cube(measure.table.code)
        which = self.head["tables"][measure.table.code].index(measure.code)
        first = period.last if measure.table.stock else period.first
        return sum(
            cube.of(epoch, org, which, epoch.first, epoch.last)
            for epoch in self.within(first, period.last)
        )

    def reached(self, whom: Measure, by: Measure, org: int, period: Period) -> int:
        met = self.people(by, None, period)
        return len(np.intersect1d(self.people(whom, org, period), met))

    def people(self, measure: Measure, org: int | None, period: Period) -> Ints:
        orgs, persons, months = self._pieces[f"p-{measure.code}"]
        if org is None:
            inside = (months >= period.first.index) & (months <= period.last.index)
            return persons[inside]  # type: ignore[no-any-return]
        if measure.table.stock:
            [epoch] = self.within(period.last, period.last)
            return persons[np.isin(orgs, epoch.below(org))]  # type: ignore[no-any-return]
        mine = np.zeros(len(persons), dtype=bool)
        for epoch in self.within(period.first, period.last):
            inside = (months >= epoch.first) & (months <= epoch.last)
            mine |= inside & np.isin(orgs, epoch.below(org))
        return persons[mine]  # type: ignore[no-any-return]

    def _cube(self, table: str) -> Cube:
        if table not in self._cubes:
            cells, orgs = self._pieces[f"f-{table}"], self._pieces[f"g-{table}"]
            facts = {int(o): cells[place] for place, o in enumerate(orgs)}
            width = len(self.head["tables"][table])
            self._cubes[table] = Cube(self.period.first, self.period.last, facts, width)
        return self._cubes[table]


def _children(order: Ints, spans: dict[int, tuple[int, int]]) -> dict[int | None, list[int]]:
    """Who stands directly below whom, from the runs alone."""
    found: dict[int | None, list[int]] = {}
    above: list[tuple[int | None, int]] = [(None, len(order))]
    for place, org in enumerate(order.tolist()):
        while above and above[-1][1] <= place and len(above) > 1:
            above.pop()
        found.setdefault(above[-1][0], []).append(org)
        above.append((org, spans[org][1]))
    return found
