"""Answers that an office gave become facts: one for an item, an organisation and a period."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from jishi.base.act import Doing
from jishi.figures.models import StatedValue
from jishi.kernel.period import Period
from jishi.tree.models import Organisation


def state_values(
    doing: Doing, org: Organisation, period: Period, values: Mapping[str, int]
) -> None:  # fmt: skip
    """What is already stated of the same item and period is replaced."""
    for item, value in sorted(values.items()):
        StatedValue.objects.update_or_create(
            org=org, item=item, first_month=period.first.index, last_month=period.last.index,
            defaults={"value": value, "stated_on": doing.actor.today},
        )  # fmt: skip
        doing.touch("stated", org, period.last.first_day, item)


def withdraw_values(
    doing: Doing, org: Organisation, period: Period, items: Collection[str]
) -> None:  # fmt: skip
    """An answer sent back counts no more."""
    StatedValue.objects.filter(
        org=org, item__in=sorted(items), first_month=period.first.index,
        last_month=period.last.index,
    ).delete()  # fmt: skip
    doing.touch("stated", org, period.last.first_day)
