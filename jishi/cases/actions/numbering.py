"""Numbers without gaps: taken in the transaction of the case, so that one that fails takes none."""

from __future__ import annotations

from django.db.models import Max

from jishi.cases.models import Case, CaseCounter


def next_numbers(kind: str, year: int, count: int = 1) -> range:
    """So many numbers of a kind and year; others wait in line until this act has ended."""
    CaseCounter.objects.bulk_create([CaseCounter(kind=kind, year=year)], ignore_conflicts=True)
    counter = CaseCounter.objects.select_for_update().get(kind=kind, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, first + count)


def give_back_numbers(kind: str, year: int) -> None:
    """After the last ones were taken back: the next case follows on the last that is left."""
    counter = CaseCounter.objects.select_for_update().get(kind=kind, year=year)
    last = Case.objects.filter(kind=kind, year=year).aggregate(last=Max("number"))["last"]
    counter.last = last or 0
    counter.save(update_fields=["last"])
