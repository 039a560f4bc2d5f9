"""What offices answered when they were asked; a village's income over its five kinds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Min, Sum

from jishi.figures.access import FIGURE_VIEW
from jishi.figures.asked import all_items
from jishi.figures.columns import Asked, Columns, columns
from jishi.figures.declared import Table
from jishi.figures.models import StatedValue
from jishi.kernel.period import Month

INCOME = "income."
_OTHER_SUMS = ("org", "first_month", "last_month")


def _stated(asked: Asked) -> Columns:
    rows = StatedValue.objects.filter(
        asked.within(), last_month__gte=asked.first.index, last_month__lte=asked.last.index
    ).order_by("org", "pk")  # fmt: skip
    found = rows.values_list("pk", "org_id", "last_month", "item", "value")
    made = ((pk, org, Month(last).first_day, item, value) for pk, org, last, item, value in found)
    return columns(made, ("id", "org", "day", "item", "value"), {"day"})


def _incomes(asked: Asked) -> Columns:
    """One row for each village and period with all its kinds of income together."""
    rows = StatedValue.objects.filter(
        asked.within(), item__startswith=INCOME, last_month__gte=asked.first.index,
        last_month__lte=asked.last.index,
    )  # fmt: skip
    found = rows.order_by(*_OTHER_SUMS).values_list(*_OTHER_SUMS).annotate(
        total=Sum("value"), first=Min("pk")
    )  # fmt: skip
    made = ((pk, org, Month(last).first_day, int(total)) for org, _, last, total, pk in found)
    return columns(made, ("id", "org", "day", "total"), {"day"})


def _labels(ids: Collection[int]) -> Mapping[int, str]:
    known = all_items()
    rows = StatedValue.objects.filter(pk__in=ids)
    return {
        row.pk: f"{known[row.item].title if row.item in known else row.item}（{row.period.label}）"
        for row in rows
    }


def _income_labels(ids: Collection[int]) -> Mapping[int, str]:
    rows = StatedValue.objects.filter(pk__in=ids)
    return {row.pk: f"集体经济收入（{row.period.label}）" for row in rows}


STATED = Table(
    code="stated", title="填报的数", source="R-STAT-08", load=_stated, follows=("stated",),
    counts="项填报", whose="填报的党组织", dated="所属时期的最后一个月", noun="stated_value",
    labels=_labels, permission=FIGURE_VIEW, started=True,
)  # fmt: skip
INCOMES = Table(
    code="village_incomes", title="村级集体经济收入", source="R-STAT-08", load=_incomes,
    follows=("stated",), counts="个村", whose="填报的村党组织", dated="所属时期的最后一个月",
    noun="stated_value", labels=_income_labels, permission=FIGURE_VIEW, started=True,
)  # fmt: skip
