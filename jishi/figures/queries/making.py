"""How far facts are: which tables have none that still are what the measures say.

One definition for the worker that makes them and for the pages that say why they are slow.
"""

from __future__ import annotations

from jishi.figures.declared import Table, kept_tables
from jishi.figures.models import FactSource
from jishi.figures.queries.packing import layout


def unmade() -> list[Table]:
    """These are counted from the records at every look: right, but slow."""
    made = dict(FactSource.objects.values_list("code", "layout"))
    return [t for code, t in kept_tables().items() if made.get(code) != layout(code)]
