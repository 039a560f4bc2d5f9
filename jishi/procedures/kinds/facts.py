"""What the gates and clocks of a procedure are told: plain values, `today` among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.kernel.calendar import WorkCalendar

_NO_YEAR = WorkCalendar()


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody named in a step, as they stood that day."""

    pk: int
    name: str = ""
    full: bool = False
    votes: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """The meeting behind a step: what it counts as, and what it decided of this procedure."""

    pk: int
    title: str
    held_on: date
    own: bool  # held by the organisation of the procedure
    kinds: frozenset[str] = frozenset()  # those it counts as (R-LIFE-19)
    topic: str = ""  # the kind of the topic named
    passed: bool | None = None
    topics: int = 0  # how many topics of that kind the meeting had
    present: frozenset[int] = frozenset()
    expected: int | None = None
    came: int | None = None
    in_favour: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, or is about to be."""

    code: str
    on: date
    outcome: str = "done"
    payload: Mapping[str, Any] = field(default_factory=dict)
    document: str = ""
    topic: int | None = None
    met: Met | None = None
    who: Mapping[str, Who] = field(default_factory=dict)
    paper: bool = False  # a file lies with it
    account: int | None = None  # who entered it

    def value(self, name: str) -> Any:
        return self.payload.get(name)

    def day(self, name: str) -> date | None:
        """A day of the payload, which is kept as text."""
        text = self.payload.get(name)
        return date.fromisoformat(text) if isinstance(text, str) and text else None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about: what the clocks and gates may know of the person."""

    born_on: date | None = None
    standing: str = "none"
    joined_on: date | None = None
    left_on: date | None = None  # struck off, persuaded out, expelled
    for_life: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation of the procedure and those above it that decide."""

    kind: str = "branch"
    has_committee: bool = True
    one_head: bool = False  # the secretary is also the director of the village
    between: bool = False  # a general branch stands between the branch and the committee
    approver_kind: str = "committee"
    approver_right: bool = True
    planned: int | None = None  # admissions planned for the year
    used: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything there is to know about one procedure on a day."""

    today: date
    opened_on: date
    opening: Mapping[str, Any] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()  # what stands, in order
    undone: tuple[Taken, ...] = ()  # what a return or an extension has set aside, in order
    subject: Subject = field(default_factory=Subject)
    place: Place = field(default_factory=Place)
    local: Mapping[str, Any] = field(default_factory=dict)
    calendar: WorkCalendar = _NO_YEAR
    extended_to: date | None = None  # of the time limit of the next step

    def last(self, code: str) -> Taken | None:
        return next((one for one in reversed(self.taken) if one.code == code), None)

    def all(self, code: str) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.code == code)

    def on(self, code: str) -> date | None:
        """The day of the last time it was taken."""
        found = self.last(code)
        return found.on if found else None

    def first_on(self, code: str) -> date | None:
        return next((one.on for one in self.taken if one.code == code), None)

    def value(self, code: str, name: str) -> Any:
        found = self.last(code)
        return found.value(name) if found else None

    def number(self, name: str) -> int:
        """A number that the office has set."""
        return int(self.local[name])
