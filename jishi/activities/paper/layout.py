"""Which pages a set of printed sheets has, and what stands on each: `pages_of(kind, names)`.

A set is one meeting's paper under one code: lists to sign, minutes to write, and where something
is put to the vote a sheet for the count. Each page carries its own mark, so that a pile mixed up,
turned round or scanned in pieces is put together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jishi.activities.paper.codes import ATTENDANCE, COUNTING, MINUTES, MOST_PAGE, PARTS, Mark

ROWS = 20  # of a list to sign: high enough for a hand, in two columns
PER_PAGE = 2 * ROWS
GUEST_ROWS = 6  # left empty for those who sit in
MOST_NAMES = PER_PAGE * 20


@dataclass(frozen=True)
class SheetKind:
    """A set of sheets an office may print."""

    code: str
    label: str
    about: str
    minutes: int
    counting: int
    attendance: bool = True


SHEET_KINDS = {
    kind.code: kind
    for kind in (
        SheetKind("meeting", "会议套表", "签到表、会议记录两页", minutes=2, counting=0),
        SheetKind(
            "vote", "会议套表（带计票）", "签到表、会议记录两页、计票表", minutes=2, counting=1
        ),
        SheetKind("count", "计票表", "只有计票表，选举、票决、民主测评用", 0, 1, attendance=False),
        SheetKind("more", "记录续页", "会议记录四页，记得多的会用", 4, 0, attendance=False),
    )
}


@dataclass(frozen=True)
class Cell:
    """A place in a list to sign: a number, and the name where it is known."""

    number: int
    name: str = ""


@dataclass(frozen=True)
class Page:
    """One printed page."""

    mark: Mark
    of: int  # how many pages its part has
    rows: tuple[tuple[Cell, Cell], ...] = ()  # of a list to sign

    @property
    def part(self) -> str:
        return self.mark.part

    @property
    def label(self) -> str:
        return PARTS[self.mark.part]

    @property
    def is_last(self) -> bool:
        return self.mark.page == self.of


def pages_of(kind: SheetKind, code: str, names: Sequence[str] = ()) -> tuple[Page, ...]:
    """The pages of one set, in the order in which they are printed."""
    pages = _lists(code, names) if kind.attendance else []
    pages += [Page(Mark(code, MINUTES, n), kind.minutes) for n in range(1, kind.minutes + 1)]
    pages += [Page(Mark(code, COUNTING, n), kind.counting) for n in range(1, kind.counting + 1)]
    return tuple(pages)


def _lists(code: str, names: Sequence[str]) -> list[Page]:
    """Names run down the left column, then the right; some rows are left for guests."""
    known = list(names[:MOST_NAMES])
    places = len(known) + GUEST_ROWS
    count = min(MOST_PAGE, max(1, -(-places // PER_PAGE)))
    cells = [Cell(at + 1, known[at] if at < len(known) else "") for at in range(count * PER_PAGE)]
    found = []
    for page in range(count):
        own = cells[page * PER_PAGE : (page + 1) * PER_PAGE]
        rows = tuple(zip(own[:ROWS], own[ROWS:], strict=True))
        found.append(Page(Mark(code, ATTENDANCE, page + 1), count, rows))
    return found
