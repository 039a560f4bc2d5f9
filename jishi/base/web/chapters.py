"""What the year book of an organisation holds: every room adds its own chapter.

A room declares chapters in `<room>/chapters.py`; they are found by being there:

    Chapter("党费收缴", FUND_VIEW, _dues, order=60)

`make(actor, book)` reads through the room's queries and returns a `Shown` (as for panels), or None
where there is nothing to say. A chapter whose permission the actor does not hold at the
organisation is left out; who reads the whole book by another right (`whole`) is read it through
`make` with the actor given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.base.web.panels import Shown
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import may
from jishi.tree.rooms import drawers


@dataclass(frozen=True)
class Book:
    """One organisation's year, as far as it has gone."""

    org: Organisation
    year: int
    today: date
    memo: dict[str, Any] = field(default_factory=dict, compare=False)  # what chapters share

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the year, or today while the year is running."""
        return min(date(self.year, 12, 31), max(self.first, self.today))


@dataclass(frozen=True)
class Chapter:
    title: str
    permission: Permission
    make: Callable[[Actor, Book], Shown | None]
    order: int = 50

    def __post_init__(self) -> None:
        if CHAPTERS.setdefault(self.title, self) != self:
            raise ValueError(f"the chapter {self.title} is declared twice")


CHAPTERS: dict[str, Chapter] = {}


@dataclass(frozen=True)
class Written:
    """A chapter as it stands in the book."""

    number: int
    chapter: Chapter
    shown: Shown

    @property
    def anchor(self) -> str:
        return f"chapter-{self.number}"

    @property
    def numeral(self) -> str:
        return "一二三四五六七八九十"[self.number - 1] if self.number <= 10 else str(self.number)


def chapters(actor: Actor, book: Book, whole: bool = False) -> list[Written]:
    """The chapters of the book that the actor may read, numbered."""
    drawers("chapters")
    found: list[Written] = []
    for chapter in sorted(CHAPTERS.values(), key=lambda each: each.order):
        if whole or may(actor, chapter.permission, book.org):
            shown = chapter.make(actor, book)
            if shown is not None:
                found.append(Written(len(found) + 1, chapter, shown))
    return found
