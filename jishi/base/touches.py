"""What a write touches, and what is derived from it and kept right in the same transaction.

An act says what it has touched: `doing.touch("activity", org, held_on, kind="assembly")`. A room
that keeps something derived (duties, facts behind figures) declares it in `<room>/derived.py`,
found by being there:

    @derived("duties.items", "activity", "organisation")
    def refresh_items(touches: Sequence[Touch]) -> None: ...

`refresh_items` is called once an act, just before its audit lines are written, with all that was
touched of its sources, each once and in order. It recomputes from the records, never adds up: so a
correction, a cancellation and a second run come out the same. If it fails, the act fails.
Whatever is put on record touches `record.<model>` of its organisation by itself, so that a rare
act need not say more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

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


def on_record(model: type[Model]) -> str:
    """The source of every act that is put on record about a row of this table."""
    return f"record.{model._meta.model_name}"


def derived(code: str, *sources: str) -> Callable[[Refresh], Refresh]:
    def declare(refresh: Refresh) -> Refresh:
        known = DERIVED.get(code)
        if known is not None and known.refresh is not refresh:
            raise ValueError(f"{code} is declared twice")
        DERIVED[code] = Derived(code, frozenset(sources), refresh)
        return refresh

    return declare


def bring_up_to_date(touches: Set[Touch]) -> None:
    """Everything derived from what was touched, in the transaction that is open.

    What is derived may touch in its turn; whoever comes later in the order of rooms sees that too.
    """
    if not touches:
        return
    drawers("derived")
    for each in DERIVED.values():
        mine = sorted({touch for touch in touches if touch.source in each.sources})
        if mine:
            each.refresh(mine)
