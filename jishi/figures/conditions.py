"""Small conditions that measures are put together from."""

from __future__ import annotations

import numpy as np

from jishi.figures.columns import NEVER, Columns, Ints, Mask
from jishi.figures.declared import Steady, Value, Where


def among(name: str, *values: object) -> Where:
    """The column holds one of these."""
    return Steady(lambda rows: rows.is_in(name, *values))


def other_than(name: str, *values: object) -> Where:
    return Steady(lambda rows: ~rows.is_in(name, *values))


def holds(name: str) -> Where:
    """A column of yes and no."""
    return Steady(lambda rows: rows.true(name))


def lacks(name: str) -> Where:
    return Steady(lambda rows: ~rows.true(name))


def both(*conditions: Where) -> Where:
    """Steady if all of them are."""

    def where(rows: Columns, on: int) -> Mask:
        found = rows.all()
        for each in conditions:
            found = found & each(rows, on)
        return found

    steady = all(isinstance(each, Steady) for each in conditions)
    return Steady(lambda rows: where(rows, NEVER)) if steady else where


def aged(least: int, most: int = 999, name: str = "born") -> Where:
    """Whole years since a day, both ends included (R-GEN-11)."""

    def where(rows: Columns, on: int) -> Mask:
        years = rows.years(name, on)
        return (years >= least) & (years <= most)

    return where


def between(name: str, first: int, last: int) -> Where:
    """A day or a number from one to another, both included."""
    return Steady(lambda rows: (rows[name] >= first) & (rows[name] <= last))


def before(name: str) -> Where:
    """A known day before the one on which it is asked."""

    def where(rows: Columns, on: int) -> Mask:
        return (rows[name] > 0) & (rows[name] < on)

    return where


def of(name: str) -> Value:
    """The column that is added up."""

    def value(rows: Columns) -> Ints:
        return rows[name].astype(np.int64)

    return value
