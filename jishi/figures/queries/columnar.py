"""Many figures at once: indicators × organisations × months, equal to `figure` cell by cell.

Each table is looked up once for all of them, which is what makes a matrix cheap. People are told
apart over a range of months only, so indicators that count them are left out and named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from jishi.figures.columns import Ints
from jishi.figures.declared import Indicator
from jishi.figures.queries.reading import Reading, read
from jishi.figures.queries.showing import (
    Beside,
    absent,
    figure,
    indicator_of,
    seen_below,
)
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

MOST_CELLS = 200_000
Rows = list[list[int | None]]  # by organisation, then by month


@dataclass(frozen=True)
class Column:
    """One indicator everywhere; what is missing is None."""

    indicator: Indicator
    numerator: Rows
    denominator: Rows | None


@dataclass(frozen=True)
class Matrix:
    orgs: Sequence[Organisation]
    months: Sequence[Month]
    columns: list[Column] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    as_of: date = date.min


def matrix(
    actor: Actor, codes: Sequence[str], org: Organisation, period: Period, *, below: bool
) -> Matrix:
    wanted = [indicator_of(code) for code in codes]

    def look(at: Reading) -> Matrix:
        orgs = seen_below(actor, at, org, period) if below else [org]
        months = [m for m in period.months if m <= at.this]
        cells = len(wanted) * len(orgs) * len(months)
        if cells > MOST_CELLS:
            raise Refused(
                f"一次最多取 {MOST_CELLS // 10_000} 万个数，这里要 {cells} 个；"
                "请缩短时期或少取几个指标",
                field="code",
                code="too_many",
            )
        return _matrix(at, wanted, orgs, months)

    return read(actor.today, look)


def _matrix(
    at: Reading, wanted: Sequence[Indicator], orgs: Sequence[Organisation], months: Sequence[Month]
) -> Matrix:
    plain: list[Indicator] = []
    found = Matrix(orgs, months, as_of=at.today)
    for one in wanted:
        if any(m.people for m in one.counted):
            found.left_out.append(one.code)
        else:
            plain.append(one)
    if not (plain and orgs and months):
        return found
    beside = Beside()
    measures = {m.code: m for one in plain for m in one.measures}
    cells = at.matrix([*measures.values()], [each.pk for each in orgs], months[0], months[-1])
    spans = [Period(month, month) for month in months]
    gone = ~np.array([_there(at, each, spans) for each in orgs])
    kept = np.array([[beside.first_kept(each)] for each in orgs])
    paper = np.array([month.index for month in months]) < kept  # as `maybe_on_paper` says
    never = np.flatnonzero(gone).tolist()
    for one in plain:
        gaps = never
        if paper.any() and any(measure.table.started for measure in one.measures):
            gaps = np.flatnonzero(gone | (paper & (cells[one.numerator.code] == 0))).tolist()
        lower = _listed(cells[one.denominator.code], gaps) if one.denominator else None
        found.columns.append(Column(one, _listed(cells[one.numerator.code], gaps), lower))
    if beside.closings:
        _put_closed(at, found, beside)
    return found


def _there(at: Reading, org: Organisation, months: Sequence[Period]) -> list[bool]:
    """In which months there can be a number; of most, which were there and stand, in all."""
    if org.closed_on is None and not absent(at, org, months[0]):
        return [True] * len(months)
    return [not absent(at, org, month) for month in months]


def _listed(cells: Ints, gaps: Sequence[int]) -> Rows:
    flat: list[int | None] = [*cells.ravel().tolist()]
    for place in gaps:
        flat[place] = None
    length = cells.shape[1]
    return [flat[place : place + length] for place in range(0, len(flat), length)]


def _put_closed(at: Reading, found: Matrix, beside: Beside) -> None:
    """What a closing keeps stands for what the records say now, one figure at a time."""
    for place, org in enumerate(found.orgs):
        for number, month in enumerate(found.months):
            period = Period(month, month)
            if not beside.held(at, org, period):
                continue
            for column in found.columns:
                kept = figure(at, column.indicator, org, period, beside)
                column.numerator[place][number] = kept.numerator
                if column.denominator is not None:
                    column.denominator[place][number] = kept.denominator
