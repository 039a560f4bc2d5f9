"""Why there are more or fewer organisations than then: a bridge between two days that adds up.

`bridge` follows one subtree from the end of one day to the end of another, over dated states alone:
at the start + founded + reopened + moved in − closed − merged away − moved out ± changed kind = at
the end, for every kind. Each number is a list of organisations. Whatever happened on one day counts
as its outcome, as in `tree_at`: founded and closed on one day never stood in any tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Place = tuple[str, int | None]  # kind and parent


@dataclass(frozen=True, slots=True)
class Span:
    """What an organisation was from one day until another (not included)."""

    org: int
    since: date
    until: date | None
    kind: str
    parent: int | None


class Cause(StrEnum):
    FOUNDED = "founded"
    REOPENED = "reopened"
    MOVED_IN = "moved_in"
    CHANGED_IN = "changed_in"
    CLOSED = "closed"
    MERGED = "merged"
    MOVED_OUT = "moved_out"
    CHANGED_OUT = "changed_out"

    @property
    def label(self) -> str:
        return _LABELS[self.value]

    @property
    def sign(self) -> int:
        return 1 if self in GAINS else -1


_LABELS = {
    "founded": "新成立", "reopened": "恢复", "moved_in": "划入", "changed_in": "改设为此类",
    "closed": "撤销", "merged": "并入他处", "moved_out": "划出", "changed_out": "改设为他类",
}  # fmt: skip
GAINS = (Cause.FOUNDED, Cause.REOPENED, Cause.MOVED_IN, Cause.CHANGED_IN)


@dataclass(frozen=True, slots=True)
class Movement:
    """One organisation came into the subtree and kind, or left it, on a day, and why."""

    org: int
    on: date
    kind: str
    cause: Cause


@dataclass(frozen=True)
class Bridge:
    start: dict[int, str]  # organisation → kind
    end: dict[int, str]
    movements: list[Movement] = field(default_factory=list)

    def kinds(self) -> set[str]:
        return {*self.start.values(), *self.end.values(), *(m.kind for m in self.movements)}

    def at_start(self, kind: str | None = None) -> list[int]:
        return [org for org, what in self.start.items() if kind in (None, what)]

    def at_end(self, kind: str | None = None) -> list[int]:
        return [org for org, what in self.end.items() if kind in (None, what)]

    def moved(self, cause: Cause, kind: str | None = None) -> list[Movement]:
        return [m for m in self.movements if m.cause is cause and kind in (None, m.kind)]

    def adds_up(self, kind: str | None = None) -> bool:
        flow = sum(m.cause.sign for m in self.movements if kind in (None, m.kind))
        return len(self.at_start(kind)) + flow == len(self.at_end(kind))


def bridge(
    spans: Iterable[Span],
    root: int,
    first: date,
    last: date,
    merged: Collection[tuple[int, date]] = (),
) -> Bridge:
    """The bridge of the subtree under `root`; `merged` says which ends were mergers."""
    walk = _Walk(root, merged)
    begun: dict[date, list[Span]] = {}
    ended: dict[date, list[Span]] = {}
    for span in spans:
        walk.note(span)
        if span.since <= first and (span.until is None or span.until > first):
            walk.put(span)
        if first < span.since <= last:
            begun.setdefault(span.since, []).append(span)
        if span.until is not None and span.since <= last and first < span.until <= last:
            ended.setdefault(span.until, []).append(span)
    walk.inside = {org for org in walk.now if walk.is_inside(org)}
    start = walk.shape()
    for day in sorted({*begun, *ended}):
        walk.turn(day, ended.get(day, []), begun.get(day, []))
    return Bridge(start, walk.shape(), walk.movements)


class _Walk:
    """The tree of one day after the other, and who is inside the subtree."""

    def __init__(self, root: int, merged: Collection[tuple[int, date]]) -> None:
        self.root, self.merged = root, set(merged)
        self.now: dict[int, Place] = {}
        self.children: dict[int | None, set[int]] = {}
        self.founded: dict[int, date] = {}
        self.inside: set[int] = set()
        self.movements: list[Movement] = []

    def note(self, span: Span) -> None:
        self.founded[span.org] = min(span.since, self.founded.get(span.org, span.since))

    def put(self, span: Span) -> None:
        self.now[span.org] = (span.kind, span.parent)
        self.children.setdefault(span.parent, set()).add(span.org)

    def take(self, org: int) -> None:
        if org in self.now:
            _, parent = self.now.pop(org)
            self.children[parent].discard(org)

    def is_inside(self, org: int) -> bool:
        at: int | None = org
        while at is not None and at in self.now:
            if at == self.root:
                return True
            at = self.now[at][1]
        return False

    def below(self, orgs: Iterable[int]) -> set[int]:
        """These and all under them: when one moves, they move along."""
        found: set[int] = set()
        waiting = list(orgs)
        while waiting:
            org = waiting.pop()
            if org not in found:
                found.add(org)
                waiting.extend(self.children.get(org, ()))
        return found

    def shape(self) -> dict[int, str]:
        return {org: self.now[org][0] for org in sorted(self.inside)}

    def turn(self, day: date, ended: list[Span], begun: list[Span]) -> None:
        touched = {span.org for span in (*ended, *begun)}
        concerned = self.below(touched)
        before = {org: self.now[org][0] for org in touched if org in self.now}
        for org in touched:
            self.take(org)
        for span in begun:
            self.put(span)
        for org in sorted(concerned | self.below(touched)):
            kind = before.get(org) or (self.now[org][0] if org not in touched else None)
            self._compare(org, day, existed=kind is not None, old=kind)

    def _compare(self, org: int, day: date, existed: bool, old: str | None) -> None:
        was = old if org in self.inside else None
        now = self.now[org][0] if self.is_inside(org) else None
        if now is None:
            self.inside.discard(org)
        else:
            self.inside.add(org)
        if was == now:
            return
        if was is None and now is not None:
            arrived = Cause.FOUNDED if self.founded[org] == day else Cause.REOPENED
            self.movements.append(Movement(org, day, now, Cause.MOVED_IN if existed else arrived))
        elif now is None and was is not None:
            gone = Cause.MERGED if (org, day) in self.merged else Cause.CLOSED
            left = Cause.MOVED_OUT if org in self.now else gone
            self.movements.append(Movement(org, day, was, left))
        elif was is not None and now is not None:
            self.movements.append(Movement(org, day, was, Cause.CHANGED_OUT))
            self.movements.append(Movement(org, day, now, Cause.CHANGED_IN))
