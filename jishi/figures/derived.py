"""Figures are right after every act: it marks what it touched, readers look through the mark."""

from __future__ import annotations

from collections.abc import Sequence

from jishi.base.touches import Touch, derived
from jishi.figures.actions.marking import mark
from jishi.figures.declared import kept_tables

SOURCES = sorted({source for table in kept_tables().values() for source in table.follows})


@derived("figures.marks", *SOURCES)
def mark_facts(touches: Sequence[Touch]) -> None:
    mark(touches)
