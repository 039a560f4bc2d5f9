"""Random histories of a small tree, and a slow recount of what happened in them.

The maker keeps its own list of who stood where on which day; spans are written from it as the acts
write states. The recount walks day by day and parent by parent and shares nothing with the bridge.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jishi.tree.bridge import Span

BEGIN = date(2026, 1, 1)
DAYS = 40
KINDS = ("committee", "general_branch", "branch", "group")


@dataclass
class History:
    """Acts in order of days; `trees[n]` is the whole tree at the end of day n."""

    random: Random
    standing: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    gone: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    merged_for_good: set[int] = field(default_factory=set)
    trees: list[dict[int, tuple[str, int | None]]] = field(default_factory=list)
    merged: set[tuple[int, date]] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)

    def below(self, org: int) -> set[int]:
        return {o for o in self.standing if org in self._line(o)} | {org}

    def _line(self, org: int) -> list[int]:
        found, at = [], self.standing[org][1]
        while at is not None:
            found.append(at)
            at = self.standing[at][1]
        return found

    def pick(self, but: set[int] = frozenset()) -> int | None:  # type: ignore[assignment]
        rest = [org for org in self.standing if org not in but]
        return self.random.choice(rest) if rest else None

    def found(self) -> int:
        new = max([*self.standing, *self.gone, 0]) + 1
        parent = self.pick() if self.standing else None
        self.standing[new] = (self.random.choice(KINDS), parent)
        return new

    def rekind(self) -> None:
        org = self.pick()
        if org is not None:
            self.standing[org] = (self.random.choice(KINDS), self.standing[org][1])

    def move(self) -> None:
        org = self.pick({1})
        if org is not None:
            parent = self.pick(self.below(org))
            self.standing[org] = (self.standing[org][0], parent)

    def end(self, org: int) -> None:
        self.gone[org] = self.standing.pop(org)

    def close(self) -> None:
        parents = {place[1] for place in self.standing.values()}
        org = self.pick({1, *(p for p in parents if p is not None)})
        if org is not None:
            self.end(org)

    def merge(self, day: date) -> None:
        source = self.pick({1})
        target = self.pick(self.below(source)) if source is not None else None
        if source is None or target is None:
            return
        for org, (kind, parent) in list(self.standing.items()):
            if parent == source:
                self.standing[org] = (kind, target)
        self.end(source)
        self.merged.add((source, day))
        self.merged_for_good.add(source)

    def split(self) -> None:
        org = self.pick({1})
        if org is None:
            return
        new = self.found()
        self.standing[new] = (self.standing[org][0], self.standing[org][1])
        for child, (kind, parent) in list(self.standing.items()):
            if parent == org and self.random.random() < 0.5:
                self.standing[child] = (kind, new)

    def reopen(self) -> None:
        may = [o for o, (_, parent) in self.gone.items()
               if o not in self.merged_for_good and parent in self.standing]  # fmt: skip
        if may:
            org = self.random.choice(may)
            self.standing[org] = self.gone.pop(org)

    def spans(self) -> list[Span]:
        """As states are kept: one per run of days without a change."""
        found: list[Span] = []
        for org in {o for tree in self.trees for o in tree}:
            run: tuple[date, tuple[str, int | None]] | None = None
            for number in range(len(self.trees) + 1):
                day = BEGIN + timedelta(days=number)
                now = self.trees[number].get(org) if number < len(self.trees) else None
                last = number == len(self.trees)
                if run is not None and (last or now != run[1]):
                    found.append(Span(org, run[0], None if last else day, *run[1]))
                    run = None
                if run is None and now is not None:
                    run = (day, now)
        return found


def make_history(seed: int) -> History:
    history = History(Random(seed))
    for _ in range(history.random.randint(1, 8)):
        history.found()
    acts = ("found", "rekind", "move", "move", "close", "merge", "split", "reopen", "rename")
    for number in range(DAYS):
        day = BEGIN + timedelta(days=number)
        several = history.random.choice((0, 0, 0, 1, 1, 2, 4)) if number else 0
        for _ in range(several):
            act = history.random.choice(acts)
            history.acts[act] += 1
            if act == "merge":
                history.merge(day)
            elif act == "found" and len(history.standing) < 14:
                history.found()
            elif act not in ("rename", "found"):
                getattr(history, act)()
        history.trees.append(dict(history.standing))
    return history


def recount(
    history: History, root: int, first: int, last: int
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """(kind, cause) → [(day, organisation)], by comparing each day's tree with the day before."""

    def inside(tree: dict[int, tuple[str, int | None]], org: int) -> bool:
        at: int | None = org
        while at is not None:
            if at not in tree:
                return False
            if at == root:
                return True
            at = tree[at][1]
        return False

    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    everyone = sorted({org for tree in history.trees for org in tree})
    for number in range(first + 1, last + 1):
        old, new = history.trees[number - 1], history.trees[number]
        day = BEGIN + timedelta(days=number)
        for org in everyone:
            was, now = inside(old, org), inside(new, org)
            said: list[tuple[str, str]] = []
            if now and not was:
                if org in old:
                    said = [(new[org][0], "moved_in")]
                elif any(org in tree for tree in history.trees[:number]):
                    said = [(new[org][0], "reopened")]
                else:
                    said = [(new[org][0], "founded")]
            elif was and not now:
                if org in new:
                    said = [(old[org][0], "moved_out")]
                else:
                    how = "merged" if (org, day) in history.merged else "closed"
                    said = [(old[org][0], how)]
            elif was and old[org][0] != new[org][0]:
                said = [(old[org][0], "changed_out"), (new[org][0], "changed_in")]
            for key in said:
                found.setdefault(key, []).append((number, org))
    return found
