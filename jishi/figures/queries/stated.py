"""What has been stated already: so that nothing is asked twice."""

from __future__ import annotations

from collections.abc import Collection

from jishi.figures.models import StatedValue
from jishi.kernel.period import Period

Known = dict[tuple[int, str], int]


def stated(orgs: Collection[int], items: Collection[str], period: Period) -> Known:
    """By organisation and item, of exactly this period."""
    rows = StatedValue.objects.filter(
        org__in=sorted({0, *orgs}), item__in=sorted({"", *items}),
        first_month=period.first.index, last_month=period.last.index,
    )  # fmt: skip
    return {(org, item): value for org, item, value in rows.values_list("org", "item", "value")}
