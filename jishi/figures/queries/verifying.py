"""What is stored against what the records say, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from jishi.figures.columns import Asked
from jishi.figures.declared import Table, kept_tables, measures_of
from jishi.figures.queries.packing import layout
from jishi.figures.queries.reading import count, load
from jishi.figures.queries.state import Made, state
from jishi.kernel.period import Month
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Difference:
    """One measure of one organisation's own rows in one month."""

    code: str
    org: str
    period: str
    stored: int
    counted: int

    @property
    def document(self) -> dict[str, Any]:
        return {
            "code": self.code, "org": self.org, "period": self.period, "stored": self.stored,
            "counted": self.counted,
        }  # fmt: skip


def differences(today: date) -> Iterator[Difference]:
    """Open periods by counting again; what is marked anyway is no difference."""
    at = state()
    for table in kept_tables().values():
        made = at.made.get(table.code)
        marks = at.marks.get(table.code, {})
        if made is not None and made.layout == layout(table.code) and 0 not in marks:
            yield from _of(table, made, set(marks), today)


def _of(table: Table, made: Made, marked: set[int], today: date) -> Iterator[Difference]:
    cube = load(table, made, today).cube
    first, last = Month(cube.first), Month(cube.last)
    counted = count(table, Asked(None, first, last, today))
    measures = measures_of(table.code)
    wrong: list[tuple[int, int, int, int, int]] = []
    for org in sorted({*counted, *cube.place} - marked):
        kept, real = cube.rows_of(org), counted.get(org, np.zeros_like(cube.rows_of(org)))
        for month, which in np.argwhere(kept != real).tolist():
            wrong.append((org, month, which, int(kept[month, which]), int(real[month, which])))
    codes = dict(
        Organisation.objects.filter(pk__in={row[0] for row in wrong}).values_list("pk", "code")
    )
    for org, month, which, was, found in wrong:
        period = str(Month(cube.first + month))
        yield Difference(measures[which].code, codes.get(org, str(org)), period, was, found)
