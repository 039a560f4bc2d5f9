"""What the rules are told of an organisation, as plain values; days are half-open spans.

`until` of a span is the first day after it, None while it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

Terms = tuple[tuple[date, date], ...]
NOTHING: Mapping[str, tuple[tuple[date, str], ...]] = MappingProxyType({})
FOREVER = date.max
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    first: date
    until: date = FOREVER

    @property
    def last(self) -> date:
        return self.until if self.until == FOREVER else self.until - ONE_DAY


@dataclass(frozen=True, slots=True)
class Being:
    """What the organisation was during a span; no span at all while it was closed."""

    span: Span
    kind: str
    sector: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Who was secretary when."""

    span: Span
    person: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Something done that may count: an activity, a report handed in, an election."""

    kind: str
    on: date
    id: int
    source: str = "activity"
    lecturers: tuple[int, ...] = ()
    place: int = 0  # the organisation that held it, where that is not the one that owes
    duty: str = ""  # handed in for this duty alone
    slot: str = ""  # and for this slot alone, in time or not
    audience: str = ""  # of a training: for whom it was
    subject: str = ""  # of a meeting of leaders: what it studied


@dataclass(frozen=True, slots=True)
class Facts:
    """`numbers`: by code of a setting, what was set from which day on, the earliest first."""

    org_id: int
    beings: tuple[Being, ...] = ()
    committee: tuple[Span, ...] = ()
    groups: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    secretaries: tuple[Holding, ...] = ()
    terms: Terms = ()
    starts: date | None = None  # since when duties are looked after here; None: not yet
    numbers: Mapping[str, tuple[tuple[date, str], ...]] = field(default_factory=lambda: NOTHING)
    excused: frozenset[tuple[str, str]] = frozenset()  # (duty, slot)
    line: tuple[int, ...] = ()  # ids from the root down to itself

    def number(self, code: str, default: str, on: date) -> str:
        """The local value that holds on a day."""
        value = default
        for since, text in self.numbers.get(code, ()):
            if since > on:
                break
            value = text
        return value


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The days that lie in any of the spans, as few spans as possible."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.first >= span.until:
            continue
        if found and span.first <= found[-1].until:
            found[-1] = Span(found[-1].first, max(found[-1].until, span.until))
        else:
            found.append(span)
    return tuple(found)


def both(left: Sequence[Span], right: Sequence[Span]) -> tuple[Span, ...]:
    """The days that lie in a span of each."""
    return merged(Span(max(a.first, b.first), min(a.until, b.until)) for a in left for b in right)
