"""A mark for each organisation and table an act has touched: all a write pays for figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import getrandbits

from django.db import connection

from jishi.base.touches import Touch
from jishi.figures.declared import Table, kept_tables
from jishi.figures.queries.reading import EVERYWHERE

# Django has no "insert, else count up"; both databases say it alike. Sorted, so that two acts
# never wait for each other crosswise. A new mark begins at a number of its own: one that is taken
# away and set again must not look to a reader as if nothing had happened.
_MARK = """
    INSERT INTO fact_mark (source, org_id, version) VALUES (%s, %s, %s)
    ON CONFLICT (source, org_id) DO UPDATE SET version = fact_mark.version + 1
"""


def mark(touches: Sequence[Touch]) -> None:
    wanted = sorted({pair for table in kept_tables().values() for pair in _of(table, touches)})
    if wanted:
        with connection.cursor() as cursor:
            cursor.executemany(_MARK, [(*pair, getrandbits(30)) for pair in wanted])


def _of(table: Table, touches: Iterable[Touch]) -> Iterable[tuple[str, int]]:
    for touch in touches:
        if touch.source in table.follows:
            everywhere = table.whole or touch.source in table.turns
            yield table.code, EVERYWHERE if everywhere else touch.org_id
