"""One figure for one organisation and period, with everything that has to be said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from jishi.duties.models import DutyStart
from jishi.figures.access import FIGURE_VIEW
from jishi.figures.columns import NOBODY
from jishi.figures.declared import Indicator, Measure, all_indicators
from jishi.figures.forest import Epoch
from jishi.figures.models import PeriodClosing
from jishi.figures.queries.closings import closed
from jishi.figures.queries.freezing import Closed
from jishi.figures.queries.reading import Reading, read
from jishi.kernel.path import ids
from jishi.kernel.period import Month, Period
from jishi.kernel.tally import decimal_text
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible, Refused
from jishi.tree.fixed import day, fixed_rows
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, visible

MISSING = {
    "future": "这个时期还没有开始",
    "not_founded": "这个时期里还没有这个组织",
    "closed": "这个时期里这个组织已经撤销",
    "before_start": "启用本系统之前没有登记",
    "nothing_to_divide": "分母为零，没有比例",
}


@dataclass(frozen=True)
class Figure:
    """The value is exact: a share is its two numbers, a percentage only what is shown."""

    indicator: Indicator
    org: Organisation
    period: Period
    as_of: date
    numerator: int | None = None
    denominator: int | None = None
    qualifier: str = "exact"  # at_least, about
    missing: str = ""
    closed_on: date | None = None

    @property
    def value(self) -> Fraction | None:
        """In the unit of the indicator."""
        if self.missing or self.numerator is None:
            return None
        if not self.indicator.is_ratio:
            return self.numerator * self.indicator.factor
        if not self.denominator:
            return None
        return Fraction(self.numerator, self.denominator) * self.indicator.factor

    @property
    def text(self) -> str:
        return value_text(self.indicator, self.value)

    @property
    def missing_text(self) -> str:
        return MISSING.get(self.missing, "")


def value_text(indicator: Indicator, value: Fraction | None) -> str:
    if value is None:
        return "—"
    if indicator.is_ratio:
        return decimal_text(value, 1) + ("%" if indicator.unit == "%" else "")
    scale = indicator.numerator.scale
    return decimal_text(value, {1: 0, 10: 1, 100: 2}[scale])


def amount_text(measure: Measure, amount: int | None) -> str:
    if amount is None:
        return "—"
    return decimal_text(Fraction(amount, measure.scale), {1: 0, 10: 1, 100: 2}[measure.scale])


def indicator_of(code: str) -> Indicator:
    found = all_indicators().get(code)
    if found is None:
        raise Refused(f"没有编码为「{code}」的指标", field="code", code="no_figure")
    return found


def org_of(actor: Actor, code: str) -> Organisation:
    rows = visible(actor, FIGURE_VIEW, Organisation.objects.all())
    found = rows.filter(code=code).first()
    if found is None:
        raise NotVisible
    return found


def place_named(actor: Actor, permission: Permission, code: str) -> Organisation:
    """What a form names, where it is within reach; otherwise where figures begin."""
    rows = Organisation.objects.filter(code=code.strip().replace("\x00", ""))
    return visible(actor, permission, rows).first() or top_of(actor)


def top_of(actor: Actor) -> Organisation:
    """Where figures begin for whoever names no place: the first of one's own."""
    roots = [root.org_id for root in reach(actor, FIGURE_VIEW).roots]
    seen = Organisation.objects.filter(pk__in=roots)
    if not roots:
        seen = visible(actor, FIGURE_VIEW, Organisation.objects.all())
    found = seen.order_by("line").first()
    if found is None:
        raise NotVisible
    return found


def figures(
    actor: Actor, codes: Sequence[str], org: Organisation, period: Period
) -> list[Figure]:  # fmt: skip
    wanted = [indicator_of(code) for code in codes]
    beside = Beside()
    return read(actor.today, lambda at: [figure(at, i, org, period, beside) for i in wanted])


def figure(
    at: Reading, indicator: Indicator, org: Organisation, period: Period, beside: Beside
) -> Figure:
    as_of = min(period.last_day, at.today)
    missing = absent(at, org, period)
    if missing:
        return Figure(indicator, org, period, as_of, missing=missing)
    kept = beside.closed(at, indicator, org, period)
    numerator, denominator = _numbers(kept or at, indicator, org, period)
    qualifier = "about" if any(m.about for m in indicator.measures) else "exact"
    if any(measure.table.started for measure in indicator.measures):
        begun = beside.start(org)
        if maybe_on_paper(beside, org, period) and not numerator:
            return Figure(indicator, org, period, as_of, missing="before_start")
        if begun is not None and begun > period.first_day:
            qualifier = "at_least"
    empty = "nothing_to_divide" if indicator.is_ratio and not denominator else ""
    closed_on = kept.closed_on if kept else None
    return Figure(
        indicator, org, period, as_of, numerator, denominator, qualifier, empty, closed_on
    )


def _numbers(
    at: Reading | Closed, indicator: Indicator, org: Organisation, period: Period
) -> tuple[int, int | None]:
    top, bottom = indicator.numerator, indicator.denominator
    if indicator.reached is not None:
        numerator = at.reached(top, indicator.reached, org.pk, period)
    else:
        numerator = at.total(top, org.pk, period)
    return numerator, None if bottom is None else at.total(bottom, org.pk, period)


def absent(at: Reading, org: Organisation, period: Period) -> str:
    """Missing is not zero: why there can be no number at all."""
    if period.first_day > at.today:
        return "future"
    if org.founded_on > min(period.last_day, at.today):
        return "not_founded"
    if org.closed_on is not None and org.closed_on < period.first_day:
        return "closed"
    return ""


def maybe_on_paper(beside: Beside, org: Organisation, period: Period) -> bool:
    """Whether an organisation began to use this system only after a period: nothing is no zero."""
    return period.last.index < beside.first_kept(org)


def _may_hold(at: Reading, row: PeriodClosing, org: Organisation, period: Period) -> bool:
    """Whether the organisation stood below that of a closing, today or in its months."""
    if row.org_id in ids(org.path):
        return True
    for epoch in at.forest.epochs(period.first, period.last):
        low, high = epoch.spans.get(row.org_id, (0, 0))
        if low <= epoch.spans.get(org.pk, (-1, -1))[0] < high:
            return True
    return False


_in_force: dict[tuple[Any, ...], PeriodClosing] = {}  # a closing never changes


def _closings() -> QuerySet[Any, Any]:
    rows = PeriodClosing.objects.filter(reopened_at__isnull=True).order_by("closed_at", "pk")
    return rows.values_list("pk", "closed_at", "body_hash")


def _starts() -> QuerySet[Any, Any]:
    return DutyStart.objects.values_list("org_id", "starts_on")


class Beside:
    """What has to be known beside the records, each read once: start-up days, closed periods.

    What is older than the day from which duties are looked after may be on paper only.
    """

    def __init__(self) -> None:
        self._days: dict[int, date] | None = None
        self._begun: dict[str, date | None] = {}

    def closed(
        self, at: Reading, indicator: Indicator, org: Organisation, period: Period
    ) -> Closed | None:
        """What was kept of this figure, by the first closing that holds it."""
        for row in self.held(at, org, period):
            kept = closed(row)
            if all(kept.holds(m, org.pk, period) for m in indicator.counted):
                return kept
        return None

    @cached_property
    def closings(self) -> list[PeriodClosing]:
        global _in_force
        told = fixed_rows(_closings)
        known = _in_force
        if any(each not in known for each in told):
            rows = PeriodClosing.objects.defer("body").in_bulk([each[0] for each in told])
            _in_force = known = {each: rows[each[0]] for each in told}
        return [known[each] for each in told]

    def held(self, at: Reading, org: Organisation, period: Period) -> list[PeriodClosing]:
        """The closings that may keep an organisation's figures of a period, best first."""
        exact = sorted(self.closings, key=lambda row: row.period != period)
        return [r for r in exact if period in r.period and _may_hold(at, r, org, period)]

    def first_kept(self, org: Organisation) -> int:
        """The first month of which not everything may be on paper."""
        begun = self.start(org)
        return 0 if begun is None else Month.holding(begun).index

    def start(self, org: Organisation) -> date | None:
        if self._days is None:
            self._days = {org: day(on) for org, on in fixed_rows(_starts)}
        if org.path not in self._begun:
            days = self._days
            above = (days[i] for i in reversed(ids(org.path)) if i in days)
            self._begun[org.path] = next(above, None)
        return self._begun[org.path]


def by_month(
    at: Reading, indicator: Indicator, org: Organisation, period: Period, beside: Beside
) -> list[Figure]:
    months = [month for month in period.months if month <= Month.holding(at.today)]
    return [figure(at, indicator, org, Period(m, m), beside) for m in months]


def by_child(
    at: Reading, indicator: Indicator, org: Organisation, period: Period, beside: Beside
) -> list[Figure]:
    """The organisations directly below at the end of the period, in their order."""
    last = min(period.last, Month.holding(at.today))
    kept = beside.closed(at, indicator, org, period)
    [epoch] = kept.within(last, last) if kept else at.forest.epochs(last, last)
    return [figure(at, indicator, child, period, beside) for child in _standing(epoch, org)]


def children(at: Reading, org: Organisation, period: Period) -> list[Organisation]:
    """Those directly below at the end of a period, by the tree of that day."""
    last = min(period.last, Month.holding(at.today))
    [epoch] = at.forest.epochs(last, last)
    return _standing(epoch, org)


def seen_below(
    actor: Actor, at: Reading, org: Organisation, period: Period
) -> list[Organisation]:  # fmt: skip
    """Of those directly below at the end of a period the ones that the reader may see."""
    where = reach(actor, FIGURE_VIEW)
    return [child for child in children(at, org, period) if where.covers(child.path)]


def _standing(epoch: Epoch, org: Organisation) -> list[Organisation]:
    below = [pk for pk in epoch.children.get(org.pk, []) if pk in epoch.kinds]
    known = Organisation.objects.in_bulk([NOBODY, *below])
    return [known[pk] for pk in below]
