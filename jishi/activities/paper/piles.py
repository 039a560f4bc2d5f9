"""Scanned pages put together to meetings: `pile(pages)`; what has no code is left to a hand.

A page without a readable code is nobody's: it is listed to be assigned, never dropped. Blank backs
of a two-sided scan are set aside, and listed too. The same page scanned twice stays twice: which
of the two is the better one, a person sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jishi.activities.paper.codes import ATTENDANCE, COUNTING, MINUTES, Mark

ORDER = {MINUTES: 0, ATTENDANCE: 1, COUNTING: 2, "": 3}  # minutes first: they say what it was


# A page, just read or stored, has: number, code, part, page, is_blank.
ScannedPage = Any


@dataclass(frozen=True)
class Meeting:
    """The pages under one code: minutes, lists, counts, then what was put there by hand."""

    code: str
    pages: tuple[ScannedPage, ...]

    @property
    def twice(self) -> tuple[str, ...]:
        """Pages that were scanned more than once."""
        marks = Counter((each.part, each.page) for each in self.pages if each.page)
        return tuple(Mark(self.code, *key).label for key, count in marks.items() if count > 1)

    @property
    def has_minutes(self) -> bool:
        return any(each.part == MINUTES for each in self.pages)


@dataclass(frozen=True)
class Pile:
    meetings: tuple[Meeting, ...]  # in the order in which their first page lay
    unknown: tuple[ScannedPage, ...]
    blank: tuple[ScannedPage, ...]


def pile(pages: Iterable[ScannedPage]) -> Pile:
    found: dict[str, list[ScannedPage]] = {}
    unknown, blank = [], []
    for each in pages:
        if each.code:
            found.setdefault(each.code, []).append(each)
        elif each.is_blank:
            blank.append(each)
        else:
            unknown.append(each)
    meetings = (
        Meeting(code, tuple(sorted(own, key=lambda p: (ORDER[p.part], p.page, p.number))))
        for code, own in found.items()
    )
    return Pile(tuple(meetings), tuple(unknown), tuple(blank))
