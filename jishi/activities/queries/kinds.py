"""Kinds of activities, the product's and the county's own, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from jishi.activities.access import ACTIVITY_VIEW
from jishi.activities.kinds import ActivityKind, all_kinds, usual_topic
from jishi.activities.models import LocalKind
from jishi.activities.rules.payload import kind_from
from jishi.kernel.path import ids
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible

OWN = "own."  # begins the code of every local kind, so that none meets one of the product


def declared(row: LocalKind) -> ActivityKind:
    """A row as the declaration it is."""
    return kind_from(row.code, row.title, row.body, since=row.since, until=row.until)


def local_kinds(org: Organisation, on: date) -> dict[str, ActivityKind]:
    """Those in force for an organisation on a day."""
    rows = LocalKind.objects.filter(org__in=list(ids(org.path)), since__lte=on)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on)).order_by("code", "revision")
    return {row.code: declared(row) for row in rows}


def kinds_for(org: Organisation, on: date) -> dict[str, ActivityKind]:
    """What this organisation may hold on a day, in the order people expect."""
    ours = {code: kind for code, kind in all_kinds().items() if kind.in_force(on)}
    found = {**ours, **local_kinds(org, on)}
    return {code: kind for code, kind in found.items() if kind.held_by(org.kind)}


def chosen_kinds(org: Organisation, codes: Iterable[str], on: date) -> list[ActivityKind]:
    """The kinds of these codes, each once; an unknown one is refused."""
    wanted = list(dict.fromkeys(codes))
    own = local_kinds(org, on) if any(code.startswith(OWN) for code in wanted) else {}
    known: Mapping[str, ActivityKind] = {**all_kinds(), **own}
    for code in wanted:
        if code not in known:
            raise Refused(f"没有「{code[:32]}」这种活动", field="kind", code="bad_kind")
    return [known[code] for code in wanted]


def newest() -> dict[str, ActivityKind]:
    """Every kind there ever was, by its newest words: for labels of old records."""
    rows = LocalKind.objects.order_by("code", "revision")
    return {**all_kinds(), **{row.code: declared(row) for row in rows}}


def labels(codes: Iterable[str]) -> dict[str, str]:
    """Titles by code; asks the database only where a local kind is among them."""
    wanted = set(codes)
    known = newest() if any(code.startswith(OWN) for code in wanted) else all_kinds()
    return {code: known[code].title if code in known else code for code in wanted}


def usual_topic_of(codes: Iterable[str]) -> str:
    """What a topic is when nobody says, by the kinds of the product among these."""
    known = all_kinds()
    return usual_topic(known[code] for code in codes if code in known)


def title_choices(own: Iterable[ActivityKind] = ()) -> list[tuple[str, str]]:
    """Every kind to choose from: the product's, then those of one's own that are given."""
    return [(kind.code, kind.title) for kind in (*all_kinds().values(), *own)]


def own_kinds(org: Organisation) -> list[ActivityKind]:
    """What was ever declared on an organisation's own line, each by its newest words."""
    rows = LocalKind.objects.filter(org__in=list(ids(org.path)))
    return [declared(row) for row in _newest(rows)]


def own_kinds_of(actor: Actor) -> list[ActivityKind]:
    """The same for whoever looks at lists: one county's kinds are not shown to another."""
    return [declared(row) for row in local_rows(actor)]


def local_rows(actor: Actor) -> list[LocalKind]:
    """The newest version of every local kind that holds for organisations within reach."""
    roots = reach(actor, ACTIVITY_VIEW).roots
    above = {pk for root in roots for pk in ids(root.path)}
    rows = LocalKind.objects.select_related("org")
    seen = visible(actor, ACTIVITY_VIEW, rows, via="org") | rows.filter(org__in=above)
    return _newest(seen)


def _newest(rows: QuerySet[LocalKind]) -> list[LocalKind]:
    found = {row.code: row for row in rows.order_by("code", "revision")}
    return list(found.values())
