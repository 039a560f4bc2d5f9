"""The one function over columns of one county; it goes unchanged to wherever they lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

FACTS = pa.schema([("county", pa.string()), ("org", pa.int64()), ("body", pa.binary())])
FACTS_TOLD = "county string, org long, body binary"


@dataclass(frozen=True)
class Leaf:
    """Facts of a table for a run of months: columns of a county in, a line for each organisation.

    The body of a line is months × measures as eight bytes each, as `Fact` has it before packing.
    """

    table: str
    measures: tuple[str, ...]  # none named: all that are kept
    first: int  # months as `Month.index`
    last: int
    today: date

    def of(self, county: str, rows: pa.Table) -> pa.Table:
        if not rows.num_rows:
            return FACTS.empty_table()
        get_ready()
        from jishi.figures.columns import Asked
        from jishi.figures.declared import all_measures, all_tables, measures_of
        from jishi.figures.facts import counted_by
        from jishi.figures.province.columnar import from_arrow
        from jishi.kernel.period import Month

        asked = Asked(None, Month(self.first), Month(self.last), self.today)
        measures = [all_measures()[code] for code in self.measures] or measures_of(self.table)
        stock = all_tables()[self.table].stock
        orgs, counted = counted_by(measures, from_arrow(rows), asked, stock=stock)
        return _told(county, orgs, counted)


def _told(county: str, orgs: np.ndarray, counted: np.ndarray) -> pa.Table:
    """Without a loop: the bodies lie one after the other as they are."""
    bodies = np.ascontiguousarray(counted, dtype="<i8")
    size = bodies[0].nbytes
    ends = pa.py_buffer(np.arange(len(orgs) + 1, dtype=np.int32) * size)
    body = pa.Array.from_buffers(pa.binary(), len(orgs), [None, ends, pa.py_buffer(bodies)])
    counties = pa.repeat(pa.scalar(county, pa.string()), len(orgs))
    return pa.Table.from_arrays([counties, pa.array(orgs, pa.int64()), body], schema=FACTS)


def get_ready() -> None:
    """A process of the cluster knows the declarations, and neither a database nor keys."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jishi.config.settings")
    from django.apps import apps

    if not apps.ready:
        from jishi.config.ready import for_reading_only

        for_reading_only()
