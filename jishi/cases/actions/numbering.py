"""Numbers without gaps: taken in the transaction of the case, so that one that fails takes none."""

from __future__ import annotations

from jishi.cases.models import CaseCounter


def next_numbers(kind: str, year: int, count: int = 1) -> range:
    """So many numbers of a kind and year; others wait in line until this act has ended."""
    CaseCounter.objects.bulk_create([CaseCounter(kind=kind, year=year)], ignore_conflicts=True)
    counter = CaseCounter.objects.select_for_update().get(kind=kind, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)
