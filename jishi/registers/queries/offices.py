"""Who sat on committees when, for whatever is derived from it; no actor asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cache

from jishi.registers.kinds import all_kinds
from jishi.registers.models import Link

Office = tuple[int, str, int, date, date | None]  # organisation, kind, person, since, until


@cache
def committee_kinds() -> frozenset[str]:
    return frozenset(code for code, kind in all_kinds().items() if kind.on_committee)


def offices(org_ids: Collection[int] | None) -> Iterator[Office]:
    """Every seat on a committee, past ones too; those not approved yet are none (R-ORG-22)."""
    rows = Link.objects.filter(kind__in=committee_kinds(), person__isnull=False)
    if org_ids is not None:
        rows = rows.filter(org_id__in=org_ids)
    columns = ("org_id", "kind", "person_id", "since", "until", "document")
    for org, kind, person, since, until, document in rows.order_by("since", "id").values_list(
        *columns
    ):
        if document or not all_kinds()[kind].needs_document:
            yield org, kind, person, since, until
