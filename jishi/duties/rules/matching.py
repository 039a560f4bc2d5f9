"""Which activity fulfils which slot: each fills one of a duty at the most (R-LIFE-19).

What is held in a period counts for that period first. Only what the period itself does not need
makes good, within the grace, what the one before still lacks; that is marked as late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a slot is in time, and until when it can still be made good."""

    opens: date
    due: date
    until: date


def matched(windows: Sequence[Window], days: Sequence[date]) -> list[int | None]:
    """For each window, in order of their due days, the index of the day that fills it, or none.

    `days` are sorted. As many windows as possible are filled in time; of the rest as many late.
    """
    filled: list[int | None] = [None] * len(windows)
    taken: dict[int, int] = {}
    for place, day in enumerate(days):
        for index, window in enumerate(windows):
            if filled[index] is None and window.opens <= day <= window.due:
                filled[index], taken[place] = place, index
                break
    if len(taken) < len(days):
        for index, window in enumerate(windows):
            if filled[index] is None and window.until > window.due:
                _late(index, windows, days, filled, taken)
    return filled


def _late(
    index: int,
    windows: Sequence[Window],
    days: Sequence[date],
    filled: list[int | None],
    taken: dict[int, int],
) -> None:
    """Fill a window late by a day nobody needs, or by one whose own window has another left."""
    window = windows[index]
    for place, day in enumerate(days):
        if not window.due < day <= window.until:
            continue
        if place not in taken:
            filled[index], taken[place] = place, index
            return
        holder = taken[place]
        if days[place] > windows[holder].due:
            continue  # itself made good late by this
        spare = _spare(windows[holder], days, taken)
        if spare is not None:
            filled[holder], taken[spare] = spare, holder
            filled[index], taken[place] = place, index
            return


def _spare(window: Window, days: Sequence[date], taken: dict[int, int]) -> int | None:
    for place, day in enumerate(days):
        if place not in taken and window.opens <= day <= window.due:
            return place
    return None
