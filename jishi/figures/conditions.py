"""Small conditions that measures are put together from."""

from __future__ import annotations

import numpy as np

from jishi.figures.columns import Columns, Ints, Mask
from jishi.figures.declared import Value, Where


def among(name: str, *values: object) -> Where:
    """The column holds one of these."""

    def where(rows: Columns, on: int) -> Mask:
        return rows.is_in(name, *values)

    return where


def other_than(name: str, *values: object) -> Where:
    def where(rows: Columns, on: int) -> Mask:
        return ~rows.is_in(name, *values)

    return where


def holds(name: str) -> Where:
    """A column of yes and no."""

    def where(rows: Columns, on: int) -> Mask:
        return rows.true(name)

    return where


def lacks(name: str) -> Where:
    def where(rows: Columns, on: int) -> Mask:
        return ~rows.true(name)

    return where


def both(*conditions: Where) -> Where:
    def where(rows: Columns, on: int) -> Mask:
        found = rows.all()
        for each in conditions:
            found = found & each(rows, on)
        return found

    return where


def aged(least: int, most: int = 999, name: str = "born") -> Where:
    """Whole years since a day, both ends included (R-GEN-11)."""

    def where(rows: Columns, on: int) -> Mask:
        years = rows.years(name, on)
        return (years >= least) & (years <= most)

    return where


def between(name: str, first: int, last: int) -> Where:
    """A day or a number from one to another, both included."""

    def where(rows: Columns, on: int) -> Mask:
        return (rows[name] >= first) & (rows[name] <= last)

    return where


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
