"""What a write touches, and what is derived from it and kept right in the same transaction.

An act says what it has touched: `doing.touch("activity", org, held_on, kind="assembly")`. A room
that keeps something derived (duties, facts behind figures) declares it in `<room>/derived.py`,
found by being there:

    @derived("duties.items", "activity", "organisation")
    def refresh_items(touches: Sequence[Touch]) -> None: ...

`refresh_items` is called once an act, just before its audit lines are written, with all that was
touched of its sources, each once and in order. It recomputes from the records, never adds up: so a
correction, a cancellation and a second run come out the same. If it fails, the act fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jishi.tree.rooms import drawers

Refresh = Callable[[Sequence["Touch"]], None]
DERIVED: dict[str, Derived] = {}


@dataclass(frozen=True, order=True, slots=True)
class Touch:
    """Something of an organisation on a day; `kind` narrows it where the source has kinds."""

    source: str
    org_id: int
    day: date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    code: str
    sources: frozenset[str]
    refresh: Refresh


def derived(code: str, *sources: str) -> Callable[[Refresh], Refresh]:
    def declare(refresh: Refresh) -> Refresh:
        known = DERIVED.get(code)
        if known is not None and known.refresh is not refresh:
            raise ValueError(f"{code} is declared twice")
        DERIVED[code] = Derived(code, frozenset(sources), refresh)
        return refresh

    return declare


def bring_up_to_date(touches: Iterable[Touch]) -> None:
    """Everything derived from what was touched, in the transaction that is open."""
    said = sorted(set(touches))
    if not said:
        return
    drawers("derived")
    for each in DERIVED.values():
        mine = [touch for touch in said if touch.source in each.sources]
        if mine:
            each.refresh(mine)
