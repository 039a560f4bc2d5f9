"""Reading figures that are right as of this request. Start at `read`.

The facts of a process are kept between requests and brought up to date by what `state` says: facts
refreshed since are fetched, organisations with a mark are counted from their records. Nothing is
written here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import numpy as np
from django.db import connection, transaction

from jishi.figures.columns import FOREVER, Asked, Columns, Ints, number_of
from jishi.figures.cube import Cube
from jishi.figures.declared import Measure, Table, measures_of, places_of
from jishi.figures.facts import Cut, Facts, chosen_rows, facts_of
from jishi.figures.forest import Forest
from jishi.figures.forest import State as Standing
from jishi.figures.models import Fact
from jishi.figures.queries.moment import one_moment
from jishi.figures.queries.packing import layout, unpack
from jishi.figures.queries.state import Made, State, state, unchanged
from jishi.kernel.period import Month, Period
from jishi.tree.models import OrganisationState

T = TypeVar("T")
TRIES = 4
FEW = 200  # organisations whose rows are asked for by number
EVERYWHERE = 0  # the mark that stands for all organisations
EARLIER = 3  # whole years before this one that facts are kept for


@dataclass
class _Kept:
    """The facts of one table as this process knows them."""

    made: Made
    today: date
    cube: Cube
    marked: dict[int, int] = field(default_factory=dict)


_kept: dict[str, _Kept] = {}
_forest: dict[tuple[object, ...], Forest] = {}
_lock = threading.RLock()


def read(today: date, work: Callable[[Reading], T]) -> T:
    """What `work` finds, of one moment: it is done again when something was written meanwhile."""
    with _lock:
        for _ in range(TRIES):
            before = state()
            found = work(Reading(today, before))
            if connection.in_atomic_block or unchanged(before):
                return found
        with transaction.atomic():  # under steady writing: nobody writes while this is open
            one_moment()
            return work(Reading(today, state()))


def first_month(today: date) -> Month:
    return Month.of(today.year - EARLIER, 1)


class Reading:
    """Everything a figure is made of, at one moment."""

    def __init__(self, today: date, at: State) -> None:
        self.today, self.at = today, at
        self.this = Month.holding(today)
        self._fresh: dict[tuple[str, int], Cube] = {}
        self._rows: dict[tuple[str, frozenset[int] | None, int, int], Columns] = {}

    @property
    def forest(self) -> Forest:
        if self.at.tree not in _forest:
            _forest.clear()
            _forest[self.at.tree] = load_forest()
        return _forest[self.at.tree]

    # --- numbers ---

    def total(self, measure: Measure, org: int, period: Period) -> int:
        """What a measure comes to for an organisation with all below, over a period."""
        last = min(period.last, self.this)
        if measure.people:
            return len(self.ids(measure, org, period))
        cube = self.cube(measure.table, period.first)
        which = places_of(measure.table.code)[measure.code]
        first = last if measure.table.stock else period.first
        return sum(
            cube.of(epoch, org, which, epoch.first, epoch.last)
            for epoch in self.forest.epochs(first, last)
        )

    def monthly(self, measure: Measure, orgs: Sequence[int], first: Month, last: Month) -> Ints:
        """Organisations × months at once, for whatever is no count of people."""
        cube = self.cube(measure.table, first)
        which = places_of(measure.table.code)[measure.code]
        epochs = self.forest.epochs(first, min(last, self.this))
        return np.hstack([cube.block(epoch, orgs, which) for epoch in epochs])

    def matrix(
        self, measures: Sequence[Measure], orgs: Sequence[int], first: Month, last: Month
    ) -> dict[str, Ints]:
        """Many measures of many organisations by month: each table is looked up once."""
        last = min(last, self.this)
        epochs = self.forest.epochs(first, last)
        low, high = self.forest.spans(orgs, first, last)
        tables = {measure.table.code: measure.table for measure in measures}
        found = {
            code: self.cube(table, first).many(epochs, low, high) for code, table in tables.items()
        }
        return {
            m.code: found[m.table.code][:, :, places_of(m.table.code)[m.code]] for m in measures
        }

    def cube(self, table: Table, first: Month) -> Cube:
        made = self.at.made.get(table.code)
        if made is None or made.layout != layout(table.code) or first.index < made.first:
            return self._unkept(table, first)
        return self._up_to_date(table, made)

    def _unkept(self, table: Table, first: Month) -> Cube:
        """Straight from the records: facts were never made, or not for so long ago."""
        start = min(first, first_month(self.today))
        key = (table.code, start.index)
        if key not in self._fresh:
            asked = Asked(None, start, self.this, self.today)
            width = len(measures_of(table.code))
            self._fresh[key] = Cube(start, self.this, count(table, asked), width)
        return self._fresh[key]

    def _up_to_date(self, table: Table, made: Made) -> Cube:
        kept = _kept.get(table.code)
        if kept is None or kept.made.stamp != made.stamp or kept.today != self.today or (
            kept.made.as_of != made.as_of
        ):  # fmt: skip
            kept = _kept[table.code] = load(table, made, self.today)
        elif kept.made.generation != made.generation:
            for org, cells in stored(table, made, kept.made.generation, kept.cube.length):
                kept.cube.put(org, cells)
                kept.marked.pop(org, None)
            kept.marked.pop(EVERYWHERE, None)
            kept.made = made
        self._overlay(table, kept)
        return kept.cube

    def _overlay(self, table: Table, kept: _Kept) -> None:
        """Organisations written since their facts were made are counted from their records."""
        marks = self.at.marks.get(table.code, {})
        new = {org for org, version in marks.items() if kept.marked.get(org) != version}
        if not new:
            return
        whole = EVERYWHERE in new
        first = Month(kept.cube.first)
        asked = Asked(None if whole else frozenset(new), first, self.this, self.today)
        found = count(table, asked)
        nothing = np.zeros((kept.cube.length, kept.cube.width), dtype=np.int64)
        for org in {*found, *kept.cube.place} if whole else new:
            kept.cube.put(org, found.get(org, nothing))
        kept.marked.update({org: marks[org] for org in new})

    # --- rows ---

    def ids(self, measure: Measure, org: int, period: Period) -> Ints:
        rows, chosen = self.rows(measure, org, period)
        found: Ints = rows["id"][chosen]
        return found

    def rows(self, measure: Measure, org: int, period: Period) -> tuple[Columns, Ints]:
        """The rows of the table that were looked at, and the places of those that count."""
        last = min(period.last, self.this)
        first = last if measure.table.stock else period.first
        cuts = self.forest.cuts(org, first, last)
        return self._chosen(measure, cuts, Asked(self._orgs(cuts), first, last, self.today))

    def summed(self, measure: Measure, org: int, period: Period) -> int:
        """The same as `total`, from the rows."""
        rows, chosen = self.rows(measure, org, period)
        return len(chosen) if measure.value is None else int(measure.value(rows)[chosen].sum())

    def reached(self, whom: Measure, by: Measure, org: int, period: Period) -> int:
        """How many of the people of one measure another one counts too, wherever."""
        return len(self.reached_rows(whom, by, org, period)[1])

    def reached_rows(
        self, whom: Measure, by: Measure, org: int, period: Period
    ) -> tuple[Columns, Ints]:  # fmt: skip
        rows, chosen = self.rows(whom, org, period)
        last = min(period.last, self.this)
        cuts = [Cut(period.first.index, last.index, np.array(list(self.forest.states)))]
        others, met = self._chosen(by, cuts, Asked(None, period.first, last, self.today))
        there = np.isin(rows["person"][chosen], others["person"][met])
        return rows, chosen[there]

    def _chosen(
        self, measure: Measure, cuts: list[Cut], asked: Asked
    ) -> tuple[Columns, Ints]:  # fmt: skip
        rows = self._loaded(measure.table, asked)
        return rows, np.flatnonzero(chosen_rows(measure, rows, cuts, asked))

    def _loaded(self, table: Table, asked: Asked) -> Columns:
        """The rows of a table, or those of more organisations that were asked for before."""
        months = (asked.first.index, asked.last.index)
        for (code, orgs, *other), rows in self._rows.items():
            more = orgs is None or (asked.orgs is not None and asked.orgs <= orgs)
            if code == table.code and tuple(other) == months and more:
                return rows
        rows = table.load(asked)
        self._rows[(table.code, asked.orgs, *months)] = rows
        return rows

    def _orgs(self, cuts: Iterable[Cut]) -> frozenset[int] | None:
        orgs = frozenset(int(org) for cut in cuts for org in cut.orgs)
        return orgs if len(orgs) <= FEW else None


# --- loading --------------------------------------------------------------------------------------


def load_forest() -> Forest:
    rows = OrganisationState.objects.values_list(
        "org_id", "since", "until", "parent_id", "kind", "org__place"
    )
    return Forest(
        Standing(org, number_of(since), number_of(until, FOREVER), parent, kind, place)
        for org, since, until, parent, kind, place in rows
    )


def count(table: Table, asked: Asked) -> Facts:
    """Facts straight from the records."""
    return facts_of(measures_of(table.code), table.load(asked), asked, stock=table.stock)


def load(table: Table, made: Made, today: date) -> _Kept:
    """All stored facts; months that were not over when they were made are counted again."""
    first, last = Month(made.first), Month.holding(today)
    width, length = len(measures_of(table.code)), last.index - made.first + 1
    facts = dict(stored(table, made, -1, length))
    kept = _Kept(made, today, Cube(first, last, facts, width))
    if made.as_of != today:
        _turn(table, kept, min(Month.holding(made.as_of), last))
    return kept


def _turn(table: Table, kept: _Kept, since: Month) -> None:
    """The day has changed: what depends on it is counted again, for everybody."""
    asked = Asked(None, since, Month(kept.cube.last), kept.today)
    found = count(table, asked)
    start = since.index - kept.cube.first
    for org in {*found, *kept.cube.place}:
        cells = kept.cube.rows_of(org)
        cells[start:] = found.get(org, 0)
        kept.cube.put(org, cells)


def stored(table: Table, made: Made, after: int, length: int) -> Iterable[tuple[int, Ints]]:
    """Facts written later than a generation, by organisation, for so many months."""
    width = len(measures_of(table.code))
    rows = Fact.objects.filter(source=table.code, generation__gt=after).order_by()
    for org, body in rows.values_list("org_id", "body"):
        cells = unpack(bytes(body), width)[:length]
        whole = np.zeros((length, width), dtype=np.int64)
        whole[: len(cells)] = cells  # nothing at all is stored of whoever has no rows left
        yield org, whole
