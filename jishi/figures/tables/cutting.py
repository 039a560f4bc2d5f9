"""Runs of days cut where something else begins or ends, each piece with what held then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Spell(NamedTuple):
    """Something that held from one day (as a number) until another."""

    since: int
    until: int
    what: Any


def pieces(
    since: int, until: int, spells: Sequence[Spell]
) -> Iterator[tuple[int, int, list[Any]]]:  # fmt: skip
    """The run cut at every edge of a spell, with what held in each piece."""
    edges = sorted(
        {since, until, *(day for s in spells for day in (s.since, s.until) if since < day < until)}
    )
    for start, end in pairwise(edges):
        yield start, end, [s.what for s in spells if s.since <= start and s.until >= end]


def by_owner(rows: Iterable[tuple[int, Spell]]) -> dict[int, list[Spell]]:
    found: dict[int, list[Spell]] = {}
    for owner, spell in rows:
        if spell.until > spell.since:
            found.setdefault(owner, []).append(spell)
    return found
