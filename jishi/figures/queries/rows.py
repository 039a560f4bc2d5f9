"""The rows behind a number: those the reader may see, and how many there are besides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jishi.figures.columns import NOBODY, Columns, Ints, day_of
from jishi.figures.declared import Indicator, Measure
from jishi.figures.queries.reading import Reading, read
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach

AT_ONCE = 900  # rows whose names are asked for together


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
    """All that make the number; `hidden` are outside what the reader may see.

    `rows` are those that were asked for by place; `listed` how many there are to see.
    """

    measure: Measure
    rows: list[Row]
    listed: int
    hidden: int
    total: int  # of all, in parts of the unit; where rows are counted, how many

    @property
    def count(self) -> int:
        return self.listed + self.hidden


def rows_of(
    actor: Actor, indicator: Indicator, org: Organisation, period: Period,
    of: str = "numerator", start: int = 0, most: int | None = None,
) -> Rows:  # fmt: skip
    """The rows of the numerator, or of the denominator; `most` of them from a place on."""
    measure = indicator.numerator
    if of == "denominator" and indicator.denominator is not None:
        measure = indicator.denominator

    def find(at: Reading) -> Rows:
        if of == "numerator" and indicator.reached is not None:
            found, chosen = at.reached_rows(measure, indicator.reached, org.pk, period)
        else:
            found, chosen = at.rows(measure, org.pk, period)
        day = found["since" if measure.table.stock else "day"][chosen].tolist()
        amounts = _amounts(measure, found, chosen)
        ids, orgs = found["id"][chosen].tolist(), found["org"][chosen].tolist()
        whole = list(zip(ids, orgs, day, amounts, strict=True))
        return _told(actor, measure, whole, start, most)

    return read(actor.today, find)


def _amounts(measure: Measure, found: Columns, chosen: Ints) -> list[int | None]:
    if measure.value is None:
        return [None] * len(chosen)
    amounts: list[int | None] = measure.value(found)[chosen].tolist()
    return amounts


def _told(
    actor: Actor, measure: Measure, whole: list[tuple[int, int, int, int | None]], start: int,
    most: int | None,
) -> Rows:  # fmt: skip
    where = reach(actor, measure.table.permission)
    orgs = Organisation.objects.in_bulk({NOBODY, *(org for _, org, _, _ in whole)})
    within = {pk for pk, org in orgs.items() if where.covers(org.path)}
    if measure.table.counts_only:
        within = set()
    seen = [row for row in whole if row[1] in within]
    some = seen[start:] if most is None else seen[start : start + most]
    labels: dict[int, str] = {}
    wanted = sorted({NOBODY, *(pk for pk, _, _, _ in some)})
    for place in range(0, len(wanted), AT_ONCE):
        labels.update(measure.table.labels(wanted[place : place + AT_ONCE]))
    rows = [
        Row(measure.table.noun, pk, labels.get(pk, ""), orgs[org].code, orgs[org].short_name,
            day_of(day), amount, measure.table.page)
        for pk, org, day, amount in some
    ]  # fmt: skip
    total = sum(1 if amount is None else amount for _, _, _, amount in whole)
    return Rows(measure, rows, len(seen), len(whole) - len(seen), total)
