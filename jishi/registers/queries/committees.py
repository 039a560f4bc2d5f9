"""Who sits on a committee on a day, for whatever is decided there. No actor: for decisions only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link

POST_TITLES = {kind.code: kind.title for kind in all_kinds().values() if kind.is_post}
SEATS = tuple(kind.code for kind in all_kinds().values() if kind.on_committee)


def seats_on(orgs: Collection[int], day: date) -> dict[int, str]:
    """Person → post of whoever sits on the committees of these organisations, the first post."""
    rows = Link.objects.filter(org__in=list(orgs), kind__in=SEATS, since__lte=day)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=day), person__isnull=False)
    order = {code: place for place, code in enumerate(all_kinds())}
    held = sorted(rows.values_list("kind", "person_id"), key=lambda row: order[row[0]])
    found: dict[int, str] = {}
    for kind, person in held:
        if person is not None:
            found.setdefault(person, kind)
    return found


def post_titles() -> dict[str, str]:
    """What the seats are called."""
    return {code: all_kinds()[code].title for code in SEATS}
