"""What is handed in about an activity: plain values, the same from screen, interface and import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from jishi.tree.models import Organisation


@dataclass(frozen=True)
class What:
    """What it is, when, where; `payloads` holds each kind's own items by its code."""

    kinds: tuple[str, ...]
    held_on: date
    title: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    hours: Decimal | None = None
    place: str = ""
    payloads: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    joint: tuple[Organisation, ...] = ()
    noticed_on: date | None = None


@dataclass(frozen=True)
class Roll:
    """Who was there by name; whoever is expected and not named was absent without a reason."""

    present: tuple[int, ...] = ()
    leave: Mapping[int, str] = field(default_factory=dict)  # person → reason
    absent: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """Counts read from paper; the paper itself is attached (R-LIFE-18)."""

    expected: int
    present: int
    expected_voters: int | None = None
    present_voters: int | None = None
    guests: int | None = None


@dataclass(frozen=True)
class TopicRow:
    title: str
    kind: str
    lecturer: int | None = None
    lecturer_name: str = ""
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    written: int | None = None
    resolution: str = ""


@dataclass(frozen=True)
class ItemRow:
    """Something decided that somebody is to do."""

    text: str
    owner: int | None = None
    owner_name: str = ""
    due_on: date | None = None
    topic: int | None = None  # number of its topic


@dataclass(frozen=True)
class Entry:
    """Everything that is entered once an activity took place."""

    what: What
    roll: Roll | None = None
    typed: Typed | None = None
    chair: int | None = None
    recorder: int | None = None
    minutes: str = ""
    topics: tuple[TopicRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    late_reason: str = ""
    sheet_code: str = ""
