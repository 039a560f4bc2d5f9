"""Facts made from the records: after what was written, and everything at once.

A refresh locks marks, counts, stores, and takes away only those marks whose version it has seen: a
write that came meanwhile has raised the version, and its mark stays. Killed half way, nothing of it
has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import reduce
from operator import or_
from uuid import uuid4

import numpy as np
from django.db import transaction
from django.db.models import F, Q

from jishi.base.bulk import insert
from jishi.figures.columns import Asked, Ints
from jishi.figures.declared import Table, kept_tables, measures_of
from jishi.figures.facts import Facts
from jishi.figures.models import Fact, FactMark, FactSource
from jishi.figures.queries.making import unmade
from jishi.figures.queries.packing import layout, pack
from jishi.figures.queries.reading import EVERYWHERE, count, first_month
from jishi.kernel.period import Month

Tell = Callable[[int, int, str], None]  # how many are done, of how many, what comes next


def nobody(done: int, total: int, what: str) -> None:
    """Who wants to know nothing on the way."""


AT_ONCE = 200  # marks
CHUNK = 500


def refresh(today: date, tell: Tell = nobody) -> int:
    """Every table brought up to date; how many marks were taken away."""
    done = 0
    _rebuild(_stale(today), today, tell)
    for table in kept_tables().values():
        while taken := refresh_some(table, today):
            done += taken
    return done


def _stale(today: date) -> list[Table]:
    """Never made, made by other measures, or on another day."""
    days = dict(FactSource.objects.values_list("code", "as_of"))
    other = {table.code for table in unmade()}
    return [t for code, t in kept_tables().items() if code in other or days.get(code) != today]


def rebuild(table: Table, today: date) -> None:
    """All facts of a table from the records."""
    with transaction.atomic():
        made = _locked(table, today)
        seen = _seen(table)
        _put_all(table, count(table, _asked(None, today)), made.generation + 1)
        FactSource.objects.filter(pk=made.pk).update(
            stamp=uuid4().hex, layout=layout(table.code), as_of=today,
            first_month=first_month(today).index, generation=made.generation + 1,
        )  # fmt: skip
        _take_away(seen)


def rebuild_all(today: date, tell: Tell = nobody) -> None:
    _rebuild([*kept_tables().values()], today, tell)


def _rebuild(tables: Sequence[Table], today: date, tell: Tell) -> None:
    for done, table in enumerate(tables):
        tell(done, len(tables), table.title)
        rebuild(table, today)


def refresh_some(table: Table, today: date) -> int:
    """Some marks of a table, in one transaction."""
    with transaction.atomic():
        seen = _seen(table, AT_ONCE)
        if not seen:
            return 0
        made = _locked(table, today)
        orgs = {mark.org_id for mark in seen}
        if EVERYWHERE in orgs:
            _put_all(table, count(table, _asked(None, today)), made.generation + 1)
        else:
            _put(table, orgs, count(table, _asked(orgs, today)), made.generation + 1)
        FactSource.objects.filter(pk=made.pk).update(generation=F("generation") + 1)
        _take_away(seen)
        return len(seen)


def _locked(table: Table, today: date) -> FactSource:
    FactSource.objects.get_or_create(
        code=table.code,
        defaults={"stamp": uuid4().hex, "layout": "", "first_month": first_month(today).index,
                  "as_of": today},
    )  # fmt: skip
    return FactSource.objects.select_for_update().get(code=table.code)


def _seen(table: Table, most: int | None = None) -> list[FactMark]:
    rows = FactMark.objects.select_for_update().filter(source=table.code).order_by("org_id")
    return list(rows[:most])


def _take_away(seen: Sequence[FactMark]) -> None:
    """Only as they were seen: one that was raised meanwhile stands for something newer."""
    for start in range(0, len(seen), AT_ONCE):
        some = seen[start : start + AT_ONCE]
        as_seen = reduce(or_, (Q(pk=mark.pk, version=mark.version) for mark in some))
        FactMark.objects.filter(as_seen).delete()


def _asked(orgs: Collection[int] | None, today: date) -> Asked:
    wanted = None if orgs is None else frozenset(orgs)
    return Asked(wanted, first_month(today), Month.holding(today), today)


def _put_all(table: Table, found: Facts, generation: int) -> None:
    Fact.objects.filter(source=table.code).delete()
    _insert(table, found, generation)


def _put(table: Table, orgs: Collection[int], found: Facts, generation: int) -> None:
    """New facts of these organisations; where nothing is left, that too is said."""
    Fact.objects.filter(source=table.code, org_id__in=sorted(orgs)).delete()
    nothing = np.zeros((0, len(measures_of(table.code))), dtype=np.int64)
    _insert(table, {org: found.get(org, nothing) for org in orgs}, generation)


def _insert(table: Table, found: dict[int, Ints], generation: int) -> None:
    rows = [(table.code, org, generation, pack(cells)) for org, cells in sorted(found.items())]
    for start in range(0, len(rows), CHUNK):
        insert(Fact, ("source", "org_id", "generation", "body"), rows[start : start + CHUNK])
