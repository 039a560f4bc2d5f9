"""Rows as columns: what a table loads and a measure looks at. Start at `Columns`.

Days are whole numbers like 20261231, so that they compare as days and an age is a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from numpy.typing import NDArray

from jishi.kernel.period import Month

FOREVER = 99991231
NEVER = 0
YEAR = 12  # months
NOBODY = 0  # asked for along, so that no organisation at all is a statement like any other
Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


def number_of(day: date | None, otherwise: int = NEVER) -> int:
    return otherwise if day is None else day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date | None:
    if number in (NEVER, FOREVER):
        return None
    return date(number // 10000, number // 100 % 100, number % 100)


class _Scanned(Func):
    """A column that SQLite shall not look up: nearly all rows are wanted, and reading them in the
    order of an index of days costs ten times what reading them as they lie does."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)


@dataclass(frozen=True)
class Asked:
    """Which rows are wanted: of some organisations (None: of all), in a run of months."""

    orgs: frozenset[int] | None
    first: Month
    last: Month
    today: date

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def last_day(self) -> date:
        """Nothing of tomorrow counts today."""
        return min(self.last.last_day, self.today)

    def within(self, via: str = "org") -> Q:
        if self.orgs is None:
            return Q()
        return Q(**{f"{via}_id__in": sorted({NOBODY, *self.orgs})})

    def days(self, name: str) -> Q:
        """Something that happened within the months, by the day of it."""
        if self.orgs is None and self.last.index - self.first.index >= YEAR:
            on = _Scanned(F(name))
            return Q(GreaterThanOrEqual(on, self.first_day), LessThanOrEqual(on, self.last_day))
        return Q(**{f"{name}__gte": self.first_day, f"{name}__lte": self.last_day})

    def lasting(self, since: str = "since", until: str = "until") -> Q:
        """Something dated that touches the months."""
        open_ = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": self.first_day})
        return open_ & Q(**{f"{since}__lte": self.last_day})

    def stops(self) -> list[date]:
        """The days on which stocks are taken: each month's end, in the running month today."""
        months = range(self.first.index, self.last.index + 1)
        return [min(Month(m).last_day, self.today) for m in months]


@dataclass(frozen=True)
class Coded:
    """A column in which few values come again and again: each once, and which one a row has."""

    values: Sequence[Any]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, values: Sequence[Any]) -> Coded:
        known = {value: code for code, value in enumerate(dict.fromkeys(values))}
        codes = np.fromiter(map(known.__getitem__, values), np.int32, len(values))
        return cls(tuple(known), codes)

    def through(self, told: Callable[[Any], Any]) -> Coded:
        """The same rows with something else for each value; each value is looked at once."""
        other = Coded.of([told(value) for value in self.values])
        return Coded(other.values, other.codes[self.codes])

    def whole(self) -> NDArray[Any]:
        found = np.empty(len(self.values), dtype=object)
        found[:] = self.values
        told: NDArray[Any] = found[self.codes]
        return told


class Columns:
    """Rows of one table as arrays of one length; `is_in` remembers what it has compared."""

    def __init__(self, **arrays: Any) -> None:
        self._coded = {k: v for k, v in arrays.items() if isinstance(v, Coded)}
        self.arrays: dict[str, NDArray[Any]] = {
            k: np.asarray(v) for k, v in arrays.items() if k not in self._coded
        }
        self._masks: dict[tuple[str, tuple[Any, ...]], Mask] = {}

    def __len__(self) -> int:
        return len(self.arrays["org"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self.arrays:
            self.arrays[name] = self._coded[name].whole()
        return self.arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self.arrays or name in self._coded

    def coded(self, name: str) -> Coded:
        if name not in self._coded:
            self._coded[name] = Coded.of(self.arrays[name].tolist())
        return self._coded[name]

    def column(self, name: str) -> NDArray[Any] | Coded:
        """As it is kept."""
        return self._coded[name] if name in self._coded else self.arrays[name]

    @property
    def names(self) -> list[str]:
        return sorted({*self.arrays, *self._coded})

    def is_in(self, name: str, *values: Any) -> Mask:
        key = (name, values)
        if key not in self._masks:
            coded = self.coded(name)
            wanted = np.array([value in values for value in coded.values], dtype=bool)
            found: Mask = wanted[coded.codes] if len(wanted) else self.all()
            self._masks[key] = found
        return self._masks[key]

    def true(self, name: str) -> Mask:
        return self.arrays[name].astype(bool)

    def all(self) -> Mask:
        return np.ones(len(self), dtype=bool)

    def years(self, name: str, on: int) -> Ints:
        """Whole years since a day (R-GEN-11); −1 where the day is not known."""
        found: Ints = np.where(self[name] > NEVER, (on - self[name]) // 10000, -1)
        return found


def columns(rows: Iterable[Sequence[Any]], names: Sequence[str], days: Collection[str]) -> Columns:
    """Columns of rows as the database gives them; `days` are columns of days.

    A column `until` without a day never ends; any other day that is not known is `NEVER`.
    """
    by_column = list(zip(*rows, strict=True)) or [() for _ in names]
    arrays: dict[str, Any] = {}
    for name, values in zip(names, by_column, strict=True):
        if name in days:
            none = FOREVER if name == "until" else NEVER
            arrays[name] = np.fromiter((number_of(v, none) for v in values), np.int64, len(values))
        elif values and any(isinstance(value, str) for value in values):
            arrays[name] = Coded.of(values)
        elif name in ("id", "org", "person") or all(isinstance(v, int) for v in values):
            arrays[name] = np.fromiter((v or 0 for v in values), np.int64, len(values))
        else:
            arrays[name] = np.array(values, dtype=object)
    return Columns(**arrays)


def days_between(first: Ints, last: Ints) -> Ints:
    """How many days lie between days as numbers."""
    found: Ints = (_as_days(last) - _as_days(first)).astype(np.int64)
    return found


def _as_days(numbers: Ints) -> NDArray[np.datetime64]:
    months = (month_numbers(numbers) - 1970 * 12).astype("datetime64[M]")
    found: NDArray[np.datetime64] = np.add(
        months.astype("datetime64[D]"), (numbers % 100 - 1).astype("timedelta64[D]")
    )
    return found


def month_numbers(days: Ints) -> Ints:
    """The months (`Month.index`) that days lie in."""
    months = days // 100  # like 202612: a year is a hundred of them and should be twelve
    found: Ints = months - months // 100 * 88 - 1
    return found
