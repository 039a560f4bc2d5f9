"""One figure beside others: the period before, the same of last year, children, months."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import Indicator
from jishi.figures.queries.reading import Reading
from jishi.figures.queries.showing import (
    Beside,
    Figure,
    by_child,
    by_month,
    figure,
    value_text,
)
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import reach

LEAST_MONTHS = 12  # of a trend


@dataclass(frozen=True)
class Compared:
    """The same indicator of another period, and how much more or less it is now."""

    label: str
    figure: Figure
    change: Fraction | None

    @property
    def change_text(self) -> str:
        if self.change is None:
            return ""
        text = value_text(self.figure.indicator, abs(self.change)).removesuffix("%")
        if not any(char in "123456789" for char in text):
            return "持平"
        unit = "个百分点" if self.figure.indicator.unit == "%" else self.figure.indicator.unit
        return f"{'增加' if self.change > 0 else '减少'} {text} {unit}"

    @property
    def tone(self) -> str:
        better = self.figure.indicator.better
        if not self.change or not better:
            return ""
        return "green" if (self.change > 0) == (better == "more") else "red"


@dataclass(frozen=True)
class Page:
    figure: Figure
    compared: list[Compared]
    children: list[Figure]
    hidden: int  # of the organisations below, how many the reader may not see
    months: list[Figure]


def page_of(
    actor: Actor,
    at: Reading,
    indicator: Indicator,
    org: Organisation,
    period: Period,
    beside: Beside,
) -> Page:
    now = figure(at, indicator, org, period, beside)
    compared: list[Compared] = []
    for label, other in (("上一期", period.previous()), ("上年同期", period.same_last_year())):
        if compared and other == compared[0].figure.period:
            continue
        then = figure(at, indicator, org, other, beside)
        both = now.value is not None and then.value is not None
        change = now.value - then.value if both else None  # type: ignore[operator]
        compared.append(Compared(label, then, change))
    below, where = by_child(at, indicator, org, period, beside), reach(actor, FIGURE_VIEW)
    seen = [each for each in below if where.covers(each.org.path)]
    months = by_month(at, indicator, org, _trend(at, period), beside)
    return Page(now, compared, seen, len(below) - len(seen), months)


def _trend(at: Reading, period: Period) -> Period:
    """At least a year of months, up to the last one of the period that has begun."""
    last = min(period.last, Month.holding(at.today))
    return Period(min(period.first, last.plus(1 - LEAST_MONTHS)), max(last, period.first))
