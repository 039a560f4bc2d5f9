"""Closed periods: which stands for a figure, and what became of its records since."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import Measure, all_measures
from jishi.figures.models import PeriodClosing
from jishi.figures.queries.freezing import Closed, freeze
from jishi.figures.queries.packing import rules_hash
from jishi.figures.queries.reading import Reading, read
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

MOST_KEPT = 8
_kept: OrderedDict[tuple[int, str], Closed] = OrderedDict()


def closings(actor: Actor) -> QuerySet[PeriodClosing]:
    rows = PeriodClosing.objects.defer("body").select_related("org", "closed_by")
    return visible(actor, FIGURE_VIEW, rows, via="org")


def closing_of(actor: Actor, pk: int) -> PeriodClosing:
    found = closings(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def in_force(org: Organisation, period: Period) -> PeriodClosing | None:
    rows = PeriodClosing.objects.filter(org=org, reopened_at__isnull=True)
    months = {"first_month": period.first.index, "last_month": period.last.index}
    return rows.filter(**months).defer("body").first()


def closed(row: PeriodClosing) -> Closed:
    """What a closing keeps, read once a process."""
    key = (row.pk, row.body_hash)
    if key not in _kept:
        _kept[key] = Closed(
            bytes(row.body), row.org_id, row.period, timezone.localdate(row.closed_at)
        )
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(key)
    return _kept[key]


def is_intact(row: PeriodClosing) -> bool:
    """The stored body is the one that was stored."""
    return sha256(bytes(row.body)).hexdigest() == row.body_hash


def broken_closings() -> list[PeriodClosing]:
    rows = PeriodClosing.objects.select_related("org")
    return [row for row in rows.iterator() if not is_intact(row)]


@dataclass(frozen=True)
class Changed:
    """A figure of a closed period that would come out otherwise today."""

    measure: Measure
    org_id: int
    was: int
    now: int


@dataclass(frozen=True)
class Since:
    """Everything that is different since a period was closed."""

    changed: list[Changed]
    tree: bool
    rules: bool
    rows: bool


def since_closed(row: PeriodClosing, today: date) -> Since:
    """Counted again from the records of today, against what was kept, at every organisation."""
    kept = closed(row)

    def look(at: Reading) -> Since:
        again = freeze(at, row.org_id, row.period)
        new = Closed(again.body, row.org_id, row.period)
        return Since(
            list(_changes(kept, new, row)), again.tree_hash != row.tree_hash,
            rules_hash() != row.rules_hash, again.rows_hash != row.rows_hash,
        )  # fmt: skip

    return read(today, look)


def _changes(kept: Closed, new: Closed, row: PeriodClosing) -> Iterator[Changed]:
    orgs = sorted({org for each in (kept, new) for e in each.epochs for org in e.spans})
    for measure in all_measures().values():
        for org in orgs:
            if not (kept.holds(measure, org, row.period) and new.holds(measure, org, row.period)):
                continue
            was = kept.total(measure, org, row.period)
            now = new.total(measure, org, row.period)
            if was != now:
                yield Changed(measure, org, was, now)
