"""Where else a number may come from: another period, another organisation, a later correction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from jishi.figures.access import FIGURE_VIEW
from jishi.figures.declared import Indicator, all_indicators
from jishi.figures.queries.freezing import Closed
from jishi.figures.queries.reading import Reading
from jishi.figures.queries.showing import Beside, Figure, figure
from jishi.kernel.path import ids
from jishi.kernel.period import Month, Period
from jishi.papers.checking.comparing import agrees, nearly
from jishi.papers.matching import Candidate
from jishi.papers.reading import Found
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

MOST_BELOW = 60  # organisations directly below that are looked at


class _Now(Beside):
    """What the records say now, whatever was kept at a closing."""

    def closed(
        self, at: Reading, indicator: Indicator, org: Organisation, period: Period
    ) -> Closed | None:
        return None


class Elsewhere:
    """Figures of one moment, each read once."""

    def __init__(
        self, actor: Actor, at: Reading, beside: Beside, org: Organisation, period: Period
    ) -> None:
        self.actor, self.at, self.beside = actor, at, beside
        self.org, self.period = org, period
        self._known: dict[tuple[str, int, Period], Figure] = {}
        self._orgs: dict[int, Organisation] = {}
        self._now = _Now()

    def figure(self, code: str, period: Period, org: Organisation | None = None) -> Figure:
        org = org or self.org
        key = (code, org.pk, period)
        if key not in self._known:
            self._known[key] = figure(self.at, all_indicators()[code], org, period, self.beside)
        return self._known[key]

    def corrected(self, code: str, period: Period) -> Figure:
        return figure(self.at, all_indicators()[code], self.org, period, self._now)

    @cached_property
    def around(self) -> list[tuple[str, Organisation]]:
        """The organisations above, then those directly below, that may be seen."""
        seen = visible(self.actor, FIGURE_VIEW, Organisation.objects.all())
        above = [pk for pk in reversed(ids(self.org.path)) if pk != self.org.pk]
        rows = {row.pk: row for row in seen.filter(pk__in=above)}
        found = [("上级", rows[pk]) for pk in above if pk in rows]
        below = seen.filter(parent_id=self.org.pk, closed_on__isnull=True).order_by("line")
        return found + [("下级", row) for row in below[:MOST_BELOW]]

    @cached_property
    def _below(self) -> dict[str, int]:
        """What stood below at the end of the period, by its names; of several with one name that
        directly below, and otherwise none."""
        last = min(self.period.last, self.at.this)
        [epoch] = self.at.forest.epochs(last, last)
        below = frozenset(epoch.below(self.org.pk).tolist())
        rows = visible(self.actor, FIGURE_VIEW, Organisation.objects.exclude(pk=self.org.pk))
        found: dict[str, list[tuple[bool, int]]] = {}
        for pk, parent, *names in rows.values_list("pk", "parent_id", "name", "short_name"):
            for name in filter(None, dict.fromkeys(names) if pk in below else ()):
                found.setdefault(name, []).append((parent != self.org.pk, pk))
        return {
            name: min(pks)[1] for name, pks in found.items() if len(pks) == 1 or not min(pks)[0]
        }

    def named(self, words: str) -> Organisation | None:
        """The organisation below that these words name last."""
        found = [(words.rfind(name), len(name), pk) for name, pk in self._below.items()
                 if name in words]  # fmt: skip
        if not found:
            return None
        pk = max(found)[2]
        if pk not in self._orgs:
            self._orgs[pk] = Organisation.objects.get(pk=pk)
        return self._orgs[pk]


def other_periods(period: Period, today_month: Month) -> Iterator[tuple[str, Period]]:
    yield "上一期", period.previous()
    yield "上年同期", period.same_last_year()
    year = Period.year(period.last.year)
    if year.first != period.first:
        yield "今年累计", Period(year.first, period.last)
    yield "期末当月", Period(period.last, period.last)
    for months, label in ((3, "期末当季"), (6, "期末半年"), (12, "全年")):
        yield label, Period.natural(period.last_day, months)
    if period.last < today_month:
        yield "截至今天", Period(period.first, today_month)
    yield "上年全年", Period.year(period.first.year - 1)


def explain(
    each: Found, first: Figure, chosen: Sequence[Candidate], at: Elsewhere
) -> tuple[str, str]:
    """Why it may differ: a word for counting and a sentence; empty: nothing was found."""
    steps: tuple[Callable[..., tuple[str, str]], ...] = (
        _correction, _rounding, _period, _scope, _denominator, _neighbour, _scale,
    )  # fmt: skip
    for step in steps:
        why, words = step(each, first, chosen, at)
        if why:
            return why, words
    return "", ""


def _says(first: Figure) -> str:
    return f"「{first.indicator.title}」记录中为 {first.text}"


def _correction(
    each: Found, first: Figure, _: Sequence[Candidate], at: Elsewhere
) -> tuple[str, str]:
    if first.closed_on is None:
        return "", ""
    now = at.corrected(first.indicator.code, first.period)
    if now.value is not None and now.value != first.value and agrees(each, now.value):
        return "correction", f"{_says(first)}（{first.closed_on} 封存）；写的是封存后更正的数"
    return "", ""


def _rounding(each: Found, first: Figure, _: Sequence[Candidate], at: Elsewhere) -> tuple[str, str]:
    if first.value is not None and nearly(each, first.value):
        return "rounding", f"{_says(first)}，末位的舍入不同"
    return "", ""


def _period(each: Found, first: Figure, _: Sequence[Candidate], at: Elsewhere) -> tuple[str, str]:
    tried = {first.period}
    for label, period in other_periods(first.period, at.at.this):
        if period in tried:
            continue
        tried.add(period)
        then = at.figure(first.indicator.code, period)
        if then.value is not None and (then.value or not each.value) and agrees(each, then.value):
            return "period", f"{_says(first)}；写的是{label}（{period.label}）的数"
    return "", ""


def _scope(each: Found, first: Figure, _: Sequence[Candidate], at: Elsewhere) -> tuple[str, str]:
    if not each.value:
        return "", ""
    fitting = []
    for label, org in at.around:
        there = at.figure(first.indicator.code, first.period, org)
        if there.value is not None and agrees(each, there.value):
            fitting.append((label, org))
    if fitting:
        label, org = fitting[0]
        several = "等" if len(fitting) > 1 else ""
        return "scope", f"{_says(first)}；写的是{label}{org.short_name}{several}的数"
    return "", ""


def _denominator(
    each: Found, first: Figure, chosen: Sequence[Candidate], at: Elsewhere
) -> tuple[str, str]:
    """The same part of another whole."""
    if not each.is_share or first.numerator is None:
        return "", ""
    top = first.indicator.numerator.code
    for other in all_indicators().values():
        if (
            other.is_ratio
            and other.unit == "%"
            and other.numerator.code == top
            and other != first.indicator
        ):
            there = at.figure(other.code, first.period)
            if there.value is not None and agrees(each, there.value):
                return "denominator", f"{_says(first)}；写的是以另一个数为分母的「{other.title}」"
    if first.denominator:
        parts = [at.figure(c.code, first.period) for c in chosen[1:3]]
        for part in parts:
            if part.numerator and agrees(each, Fraction(part.numerator * 100, first.denominator)):
                return "denominator", f"{_says(first)}；写的是「{part.indicator.title}」的占比"
    return "", ""


def _neighbour(
    each: Found, first: Figure, chosen: Sequence[Candidate], at: Elsewhere
) -> tuple[str, str]:
    for other in chosen[1:]:
        there = at.figure(other.code, first.period)
        if there.value is not None and each.value and each.value >= 3 and agrees(each, there.value):
            return "neighbour", f"{_says(first)}；写的是「{other.title}」的数"
    return "", ""


def _scale(each: Found, first: Figure, _: Sequence[Candidate], at: Elsewhere) -> tuple[str, str]:
    """万 left out or put in where it does not belong."""
    if not each.value or not first.value:
        return "", ""
    for factor in (Fraction(10_000), Fraction(1, 10_000), Fraction(10), Fraction(1, 10)):
        if each.value * factor == first.value and first.indicator.numerator.kind == "money":
            return "scale", f"{_says(first)}，单位或小数点写错"
    if first.value >= 10 and str(each.value)[::-1] == str(first.value):
        return "scale", f"{_says(first)}，数字写颠倒"
    return "", ""
