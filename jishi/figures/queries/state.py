"""How far facts are made and what was written since: two statements, read before and after.

Whoever reads figures reads this, then facts and records, then this again. As every write raises a
mark in its own transaction and every refresh raises a generation, nothing was committed in between
if both are equal. Marks come first: a refresh between the two statements is then seen by its
generation; the other way round it would have taken the mark away and not yet have been counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from jishi.figures.models import FactMark, FactSource
from jishi.tree.models import OrganisationChange


@dataclass(frozen=True, slots=True)
class Made:
    """The facts of one table."""

    stamp: str
    layout: str
    first: int
    as_of: date
    generation: int


@dataclass(frozen=True)
class State:
    made: dict[str, Made]
    marks: dict[str, dict[int, int]]  # table → organisation → version
    tree: tuple[Any, ...]


def state() -> State:
    marks: dict[str, dict[int, int]] = {}
    for source, org, version in FactMark.objects.values_list("source", "org_id", "version"):
        marks.setdefault(source, {})[org] = version
    sources = FactSource.objects.values_list(
        "code", "stamp", "layout", "first_month", "as_of", "generation"
    )
    tree = OrganisationChange.objects.aggregate(
        n=Count("pk"), last=Max("pk"), at=Max("recorded_at")
    )
    made = {
        code: Made(stamp, how, first, as_of, generation)
        for code, stamp, how, first, as_of, generation in sources
    }
    return State(made, marks, tuple(tree.values()))
