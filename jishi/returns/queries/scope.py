"""Whom a round asks: a sheet for each that fills it in and for each level above up to the asker."""

from __future__ import annotations

from django.db.models import QuerySet

from jishi.kernel.path import ids
from jishi.returns.access import RETURN_RUN
from jishi.returns.models import ReturnSheet
from jishi.returns.tables import ReturnTable
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

VILLAGES = ("village", "community")


def fillers(actor: Actor, table: ReturnTable, org: Organisation) -> QuerySet[Organisation]:
    """Open ones below that the table is for; nobody asks whom he does not reach."""
    within = visible(actor, RETURN_RUN, Organisation.objects.all())
    rows = within.filter(org.below(), closed_on__isnull=True).exclude(pk=org.pk)
    rows = rows.filter(kind__in=table.org_kinds)
    if table.sectors:
        rows = rows.filter(sector__in=table.sectors)
    if table.top_only:
        rows = rows.exclude(parent__sector__in=VILLAGES)
    return rows.order_by("line", "id")


def sheets_of(actor: Actor, table: ReturnTable, org: Organisation) -> list[ReturnSheet]:
    """Not yet written; `above_org` of each is the next one up that has a sheet."""
    asked = list(fillers(actor, table, org))
    # Who has somebody below him that is asked adds up and is not asked himself.
    upper = {pk for each in asked for pk in ids(each.path)[:-1]}
    filling = {each.pk for each in asked if each.pk not in upper}
    levels = {
        pk for each in asked if each.pk in filling for pk in _between(org, each)
    }  # fmt: skip
    known = Organisation.objects.in_bulk({0, *filling, *levels})
    ordered = sorted(known.values(), key=lambda each: (len(ids(each.path)), each.line, each.pk))
    return [ReturnSheet(org=each, fills=each.pk in filling) for each in ordered]


def _between(org: Organisation, each: Organisation) -> tuple[int, ...]:
    line = ids(each.path)
    return line[line.index(org.pk) + 1 : -1]


def above_of(sheet: ReturnSheet, known: dict[int, ReturnSheet]) -> ReturnSheet | None:
    line = ids(sheet.org.path)[:-1]
    return next((known[pk] for pk in reversed(line) if pk in known), None)
