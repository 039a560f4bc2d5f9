"""The rows behind a number: those the reader may see, and how many there are besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jishi.figures.columns import NEVER, day_of
from jishi.figures.declared import Indicator, Measure
from jishi.figures.queries.reading import Reading, read
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach


NOBODY = 0  # asked for along: a page with rows needs no more statements than one without


@dataclass(frozen=True)
class Row:
    kind: str
    id: int
    label: str
    org: str  # its code
    org_name: str
    date: date | None
    amount: int | None = None  # where the measure adds something up
    page: str = ""


@dataclass(frozen=True)
class Rows:
    """All that make the number; `hidden` are outside what the reader may see."""

    indicator: Indicator
    org: Organisation
    period: Period
    rows: list[Row]
    hidden: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.hidden


def rows_of(
    actor: Actor, indicator: Indicator, org: Organisation, period: Period, of: str = "numerator"
) -> Rows:
    """The rows of the numerator, or of the denominator."""
    measure = indicator.numerator
    if of == "denominator" and indicator.denominator is not None:
        measure = indicator.denominator

    def find(at: Reading) -> Rows:
        if of == "numerator" and indicator.reached is not None:
            found, chosen = at.reached_rows(measure, indicator.reached, org.pk, period)
        else:
            found, chosen = at.rows(measure, org.pk, period)
        day = "since" if measure.table.stock else "day"
        listed = [
            (
                int(found["id"][i]),
                int(found["org"][i]),
                int(found[day][i]),
                _amount(measure, found, i),
            )
            for i in chosen
        ]
        return _told(actor, Rows(indicator, org, period, []), measure, listed)

    return read(actor.today, find)


def _amount(measure: Measure, found: Any, place: int) -> int | None:
    return None if measure.value is None else int(measure.value(found)[place])


def _told(
    actor: Actor, empty: Rows, measure: Measure, listed: list[tuple[int, int, int, int | None]]
) -> Rows:
    where = reach(actor, measure.table.permission)
    orgs = Organisation.objects.in_bulk({NOBODY, *(org for _, org, _, _ in listed)})
    seen = [row for row in listed if row[1] in orgs and where.covers(orgs[row[1]].path)]
    labels: dict[int, str] = {}
    wanted = sorted({NOBODY, *(pk for pk, _, _, _ in seen)})
    for start in range(0, len(wanted), 900):
        labels.update(measure.table.labels(wanted[start : start + 900]))
    rows = [
        Row(measure.table.noun, pk, labels.get(pk, ""), orgs[org].code, orgs[org].short_name,
            day_of(day) if day != NEVER else None, amount, measure.table.page)
        for pk, org, day, amount in seen
    ]  # fmt: skip
    return Rows(empty.indicator, empty.org, empty.period, rows, len(listed) - len(seen))
