"""Counting the rows of a table by organisation and month: pure arithmetic over columns.

The same function makes a county's facts, those of one organisation after a write, and those of a
closed period; wherever it runs, the answers are equal by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jishi.figures.columns import Asked, Columns, Ints, Mask, month_numbers, number_of
from jishi.figures.declared import Measure, Steady

Facts = dict[int, Ints]  # by organisation: months × measures


def facts_of(
    measures: Sequence[Measure], rows: Columns, asked: Asked, *, stock: bool
) -> Facts:  # fmt: skip
    """For every organisation with rows; those without have only zeros."""
    orgs, counted = counted_by(measures, rows, asked, stock=stock)
    return {org: counted[place] for place, org in enumerate(orgs.tolist())}


def counted_by(
    measures: Sequence[Measure], rows: Columns, asked: Asked, *, stock: bool
) -> tuple[Ints, Ints]:
    """The organisations with rows, and organisations × months × measures."""
    orgs, places = _placed(rows["org"])
    length = asked.last.index - asked.first.index + 1
    counted = np.zeros((len(orgs), length, len(measures)), dtype=np.int64)
    if len(rows):
        count = _stocks if stock else _flows
        count(measures, rows, asked, places, counted)
    return orgs, counted


ROOMY = 8  # numbers that lie so close together are looked up, others sorted


def _placed(orgs: Ints) -> tuple[Ints, Ints]:
    """Every organisation once, in order, and the place of each row's among them."""
    steps = orgs[1:] - orgs[:-1]
    if len(orgs) and not (steps < 0).any():  # rows lie by organisation
        firsts = np.concatenate(([0], np.flatnonzero(steps) + 1))
        many = np.diff(firsts, append=len(orgs))
        return orgs[firsts], np.repeat(np.arange(len(firsts)), many)
    least = int(orgs.min()) if len(orgs) else 0
    span = int(orgs.max()) - least + 1 if len(orgs) else 0
    if span > ROOMY * len(orgs):
        known, places = np.unique(orgs, return_inverse=True)
        return known, places
    there = np.zeros(span, dtype=bool)
    there[orgs - least] = True
    numbered = np.cumsum(there) - 1
    return np.flatnonzero(there) + least, numbered[orgs - least]


def _flows(
    measures: Sequence[Measure], rows: Columns, asked: Asked, places: Ints, counted: Ints
) -> None:
    length = counted.shape[1]
    cells = places * length + month_numbers(rows["day"]) - asked.first.index
    upto = number_of(asked.last_day)
    for which, measure in enumerate(measures):
        chosen = measure.where(rows, upto)
        sums = _summed(measure, rows, chosen, cells, counted.shape[0] * length)
        counted[:, :, which] = sums.reshape(counted.shape[0], length)


def _stocks(
    measures: Sequence[Measure], rows: Columns, asked: Asked, places: Ints, counted: Ints
) -> None:
    steady = [n for n, m in enumerate(measures) if isinstance(m.where, Steady)]
    _steady_stocks(measures, steady, rows, asked, places, counted)
    others = sorted({*range(len(measures))} - {*steady})
    for month, stop in enumerate(asked.stops() if others else ()):
        on = number_of(stop)
        there = (rows["since"] <= on) & (rows["until"] > on)
        for which in others:
            chosen = there & measures[which].where(rows, on)
            counted[:, month, which] = _summed(
                measures[which], rows, chosen, places, counted.shape[0]
            )


def _steady_stocks(
    measures: Sequence[Measure], steady: Sequence[int], rows: Columns, asked: Asked, places: Ints,
    counted: Ints,
) -> None:  # fmt: skip
    """Where a row comes is one more, where it goes one less: all months by running sums."""
    stops = np.array([number_of(stop) for stop in asked.stops()], dtype=np.int64)
    length = len(stops) + 1
    comes = places * length + np.searchsorted(stops, rows["since"])
    goes = places * length + np.searchsorted(stops, rows["until"])
    ever = goes > comes
    on = int(stops[-1])
    for which in steady:
        chosen = ever & measures[which].where(rows, on)
        more = _summed(measures[which], rows, chosen, comes, counted.shape[0] * length)
        less = _summed(measures[which], rows, chosen, goes, counted.shape[0] * length)
        counted[:, :, which] = (more - less).reshape(-1, length).cumsum(axis=1)[:, :-1]


def _summed(measure: Measure, rows: Columns, chosen: Mask, cells: Ints, length: int) -> Ints:
    some = cells if chosen.all() else cells[chosen]
    if measure.value is None:
        return np.bincount(some, minlength=length).astype(np.int64)
    values = measure.value(rows)
    found = np.zeros(length, dtype=np.int64)
    np.add.at(found, some, values if some is cells else values[chosen])
    return found


@dataclass(frozen=True)
class Cut:
    """A run of months during which the organisations of a subtree were these."""

    first: int  # months as `Month.index`
    last: int
    orgs: Ints


def counted_rows(measure: Measure, rows: Columns, cuts: Sequence[Cut], asked: Asked) -> Mask:
    """The rows that a measure takes for a subtree over a period, before people are told apart."""
    on = number_of(asked.last_day)
    if measure.table.stock:
        there = (rows["since"] <= on) & (rows["until"] > on)
        return there & np.isin(rows["org"], cuts[-1].orgs) & measure.where(rows, on)
    months = month_numbers(rows["day"])
    mine = np.zeros(len(rows), dtype=bool)
    for cut in cuts:
        mine |= (months >= cut.first) & (months <= cut.last) & np.isin(rows["org"], cut.orgs)
    return mine & (rows["day"] <= on) & measure.where(rows, on)


def chosen_rows(measure: Measure, rows: Columns, cuts: Sequence[Cut], asked: Asked) -> Mask:
    """Those behind the number: of people the first row of each."""
    chosen = counted_rows(measure, rows, cuts, asked)
    return _once(rows, chosen) if measure.people else chosen


def _once(rows: Columns, chosen: Mask) -> Mask:
    """One row for each person, the earliest in the order of the table."""
    places = np.flatnonzero(chosen)
    _, firsts = np.unique(rows["person"][places], return_index=True)
    found = np.zeros(len(rows), dtype=bool)
    found[places[firsts]] = True
    return found
