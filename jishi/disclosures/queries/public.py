"""What everybody may read: released, for everybody, hanging today, without particulars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jishi.disclosures.marks import FIELDS
from jishi.disclosures.models import Disclosure
from jishi.kernel.private import private_in
from jishi.tree.kinds import place_name


@dataclass(frozen=True)
class Shown:
    id: int
    title: str
    field: str
    item: str
    period: str
    place: str
    on: date
    until: date | None
    text: str


def _rows(today: date) -> QuerySet[Disclosure]:
    rows = Disclosure.objects.filter(
        state="published", audience="public", published_on__lte=today
    ).filter(Q(shown_until__isnull=True) | Q(shown_until__gte=today))
    return rows.select_related("org").order_by("-published_on", "-pk")


def _shown(row: Disclosure) -> Shown:
    assert row.published_on is not None
    item = row.of_item
    return Shown(
        row.pk, row.title, FIELDS[item.field], item.title, row.period_label,
        place_name(row.org.short_name), row.published_on, row.shown_until, row.text,
    )  # fmt: skip


def hanging(
    today: date, *, place: str = "", field: str = "", start: int = 0, most: int = 20
) -> list[Shown]:
    """The newest first; of one village, or one of party, village and finance."""
    rows = _rows(today)
    if place:
        rows = rows.filter(org__code=place)
    if field in FIELDS:
        rows = rows.filter(item__startswith=f"{field}.")
    # Looked over when it was released; looked at once more before everybody sees it.
    return [_shown(row) for row in rows[start : start + most] if not private_in(row.text)]


def shown_one(today: date, pk: int) -> Shown | None:
    row = _rows(today).filter(pk=pk).first()
    return _shown(row) if row is not None and not private_in(row.text) else None
