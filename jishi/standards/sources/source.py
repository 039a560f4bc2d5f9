"""A source: a small declared function that finds in the records what proves or lacks.

`load` reads the facts of all organisations asked about, in a fixed number of statements; `judge`
is pure over the facts of one, the parameters and the span, and answers with a `Proof`: each thing
found, and each thing lacking with the clause and how and until when it can be mended. What points
that makes is not its affair (`rules/scoring.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from jishi.kernel.declare import Declaration
from jishi.kernel.period import Period

ONE, NOTHING = Decimal(1), Decimal(0)
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A record that proves: where it opens, what it is, of which day."""

    label: str
    url: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, on which clause, how it is mended and until which day (None: no more)."""

    label: str
    clause: str
    how: str = ""
    url: str = ""
    mend_by: date | None = None
    weight: Decimal = ONE
    rest: Decimal = NOTHING  # what still weighs once it is mended: done, and late


@dataclass(frozen=True, slots=True)
class Proof:
    """What a source found. Not applicable is neither done nor missing."""

    found: tuple[Found, ...] = ()
    lacks: tuple[Lack, ...] = ()
    applies: bool = True
    met: Decimal | None = None  # how much counts as met; None: one for each thing found
    why: str = ""  # why it does not apply

    @property
    def done(self) -> Decimal:
        return Decimal(len(self.found)) if self.met is None else self.met

    @property
    def missing(self) -> Decimal:
        return sum((lack.weight for lack in self.lacks), Decimal(0))


@cache
def _address(name: str) -> str:
    return reverse(name, args=[0])


def address(name: str, number: int) -> str:
    """A record's page; the pattern is worked out once, not for each of thousands of records."""
    return _address(name).replace("/0/", f"/{number}/", 1)


def not_applicable(why: str) -> Proof:
    return Proof(applies=False, why=why)


@dataclass(frozen=True, slots=True)
class Span:
    """Of which months, on which day it is looked at, and until when things can be mended."""

    period: Period
    today: date
    mend_until: date

    @property
    def day(self) -> date:
        """What is a state counts as it stands, at the latest on the last day of mending."""
        return min(self.today, self.mend_until)

    @property
    def can_mend(self) -> bool:
        return self.today <= self.mend_until

    def mend_by(self, wanted: date | None = None) -> date | None:
        """The earlier of a thing's own last day and that of the round; None once it is over."""
        last = self.mend_until if wanted is None else min(wanted, self.mend_until)
        return last if last >= self.today else None


@dataclass(frozen=True)
class Ground:
    """Whom it is about, said once for every statement: numbers, or a query of numbers."""

    orgs: Sequence[int] | QuerySet[Any]
    span: Span
    wants: Sequence[Params] = field(default_factory=tuple)  # all that is asked of this source

    def of(self, via: str = "org") -> Q:
        return Q(**{f"{via}__in": self.orgs})


Load = Callable[[Ground], Mapping[int, Any]]
Judge = Callable[[Any, Params, Span], Proof]


@dataclass(frozen=True, slots=True)
class Offer:
    """A ready use of a source that an office may choose for a criterion of its own."""

    code: str
    label: str
    params: Params


@dataclass(frozen=True, kw_only=True)
class Source(Declaration):
    """`facts` of an organisation that `load` says nothing of are `empty`."""

    load: Load
    judge: Judge
    params: tuple[str, ...] = ()
    check: Callable[[Params], Iterator[str]] | None = None
    offers: Callable[[], Sequence[Offer]] = tuple
    empty: Any = None
    by_venue: bool = False  # its facts are a list of venues, of which an assessment may mean one

    def faults(self, params: Params) -> Iterator[str]:
        for name in sorted(set(params) - set(self.params)):
            yield f"的数据来源没有参数 {name}"
        for name in self.params:
            if name not in params:
                yield f"的数据来源缺少参数 {name}"
        if self.check is not None and set(params) == set(self.params):
            yield from self.check(params)
