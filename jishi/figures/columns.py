"""Rows as columns: what a table loads and a measure looks at. Start at `Columns`.

Days are whole numbers like 20261231, so that they compare as days and an age is a difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from jishi.kernel.period import Month

FOREVER = 99991231
NEVER = 0
NOBODY = 0  # asked for along, so that no organisation at all is a statement like any other
Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


def number_of(day: date | None, otherwise: int = NEVER) -> int:
    return otherwise if day is None else day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date | None:
    if number in (NEVER, FOREVER):
        return None
    return date(number // 10000, number // 100 % 100, number % 100)


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
        return Q(**{f"{name}__gte": self.first_day, f"{name}__lte": self.last_day})

    def lasting(self, since: str = "since", until: str = "until") -> Q:
        """Something dated that touches the months."""
        open_ = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": self.first_day})
        return open_ & Q(**{f"{since}__lte": self.last_day})

    def stops(self) -> list[date]:
        """The days on which stocks are taken: each month's end, in the running month today."""
        months = range(self.first.index, self.last.index + 1)
        return [min(Month(m).last_day, self.today) for m in months]


class Columns:
    """Rows of one table as arrays of one length; `is_in` remembers what it has compared."""

    def __init__(self, **arrays: Any) -> None:
        self.arrays: dict[str, NDArray[Any]] = {k: np.asarray(v) for k, v in arrays.items()}
        self._codes: dict[str, tuple[dict[Any, int], NDArray[np.int32]]] = {}
        self._masks: dict[tuple[str, tuple[Any, ...]], Mask] = {}

    def __len__(self) -> int:
        return len(self.arrays["org"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self.arrays

    def is_in(self, name: str, *values: Any) -> Mask:
        key = (name, values)
        if key not in self._masks:
            known, codes = self._coded(name)
            wanted = [known[value] for value in values if value in known]
            found: Mask = np.isin(codes, wanted) if wanted else np.zeros(len(self), dtype=bool)
            self._masks[key] = found
        return self._masks[key]

    def _coded(self, name: str) -> tuple[dict[Any, int], NDArray[np.int32]]:
        if name not in self._codes:
            values = self.arrays[name].tolist()
            known: dict[Any, int] = {}
            codes = np.fromiter(
                (known.setdefault(value, len(known)) for value in values), np.int32, len(values)
            )
            self._codes[name] = (known, codes)
        return self._codes[name]

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
            arrays[name] = np.array(values, dtype=object)
        elif name in ("id", "org", "person") or all(isinstance(v, int) for v in values):
            arrays[name] = np.fromiter((v or 0 for v in values), np.int64, len(values))
        else:
            arrays[name] = np.array(values, dtype=object)
    return Columns(**arrays)


def month_numbers(days: Ints) -> Ints:
    """The months (`Month.index`) that days lie in."""
    found: Ints = days // 10000 * 12 + days // 100 % 100 - 1
    return found
