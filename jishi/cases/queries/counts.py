"""Figures of cases: by unit, by state, by rate. Each is counted from the cases it opens to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db.models import Case as When
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models import When as Then

from jishi.base.settings_tree import setting
from jishi.cases.kinds import CaseKind
from jishi.cases.local import WEIGHTS
from jishi.cases.marks import OPEN, SATISFIED
from jishi.cases.models import Case, CaseStep
from jishi.cases.queries import within as conditions
from jishi.cases.rules.rates import Rates, rate_counts
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation


def _sum(condition: Q) -> Sum:
    return Sum(When(Then(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))


def opened_in(rows: QuerySet[Case], period: Period) -> QuerySet[Case]:
    return rows.filter(opened_on__gte=period.first_day, opened_on__lte=period.last_day)


@dataclass(frozen=True)
class Counts:
    """The three books and what is behind, of some cases."""

    all: int = 0
    solved: int = 0
    open: int = 0
    late: int = 0
    amber: int = 0
    check: int = 0
    look_back: int = 0
    again: int = 0  # opened once more after striking off

    @property
    def share(self) -> str:
        return f"{self.solved * 100 / self.all:.1f}%" if self.all else "—"


def counted(actor: Actor, rows: QuerySet[Case]) -> Counts:
    return _counts(actor, rows, Value(0)).get(0, Counts())


def by_unit(actor: Actor, rows: QuerySet[Case]) -> list[tuple[Organisation, Counts]]:
    """By responsible unit, the most behind first."""
    found = _counts(actor, rows, F("org"))
    orgs = Organisation.objects.in_bulk(found)
    units = [(orgs[pk], each) for pk, each in found.items()]
    return sorted(units, key=lambda unit: (-unit[1].late, -unit[1].open, unit[0].pk))


def total(lines: Iterable[Counts]) -> Counts:
    return Counts(*(sum(each) for each in zip(*map(astuple, lines), strict=True)))


def _counts(actor: Actor, rows: QuerySet[Case], by: Value | F) -> dict[Any, Counts]:
    """By a column. Each part asks an index of its own: most of all cases were settled long ago."""
    rows = rows.filter(conditions.COUNTED).order_by().annotate(by=by)
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    states = rows.values_list("by", "state").annotate(n=Count("pk"), again=_sum(conditions.AGAIN))
    for key, state, n, again in states:
        line = found[key]
        line["all"] += n
        line["again"] += again
        line["open"] += n if state in OPEN else 0
        line["solved"] += n if state == "struck_off" else 0
        line["check"] += n if state == "submitted" else 0
    late, amber = conditions.late(actor), conditions.amber(actor)
    open_ones = rows.filter(conditions.OPEN_ONES).values_list("by")
    for key, *numbers in open_ones.annotate(late=_sum(late), amber=_sum(amber)):
        found[key]["late"], found[key]["amber"] = numbers
    for key in rows.filter(conditions.to_look_back(actor)).values_list("by", flat=True):
        found[key]["look_back"] += 1  # few; grouped by the database it would read all settled ones
    return {key: Counts(**line) for key, line in found.items()}


def by_column(rows: QuerySet[Case], column: str) -> Mapping[str, int]:
    found = rows.filter(conditions.COUNTED).order_by().values_list(column).annotate(n=Count("pk"))
    return dict(found.values_list(column, "n"))


# --- the three rates (R-HOT-01) ------------------------------------------------------------------


def _rate_parts() -> dict[str, Sum]:
    """Numerators and denominators, each once: of requests that were not turned away."""
    in_time = (
        Q(due_at__isnull=False, responded_at__lte=F("due_at"))
        | Q(due_at__isnull=True, responded_at__date__lte=F("due_on"))
        | Q(due_on__isnull=True, responded_at__isnull=False)
    )
    heard = Q(reached=True, solved__isnull=False)
    return {
        "to_respond": _sum(conditions.COUNTED),
        "responded": _sum(conditions.COUNTED & Q(responded_at__isnull=False) & in_time),
        "heard": _sum(conditions.COUNTED & heard),
        "said_solved": _sum(conditions.COUNTED & heard & Q(solved=True)),
        "satisfied": _sum(conditions.COUNTED & heard & Q(satisfaction__gte=SATISFIED)),
        "turned_away": _sum(Q(state="refused")),
    }


def rates(actor: Actor, rows: QuerySet[Case], org: Organisation | None) -> Rates:
    found = rows.aggregate(**_rate_parts())
    return rate_counts(weights(actor, org), **{name: n or 0 for name, n in found.items()})


def rates_by_unit(
    actor: Actor, rows: QuerySet[Case], org: Organisation | None
) -> list[tuple[Organisation, Rates]]:
    found: list[Any] = list(
        rows.order_by().values("org").annotate(**_rate_parts()).order_by("org")[:500]
    )
    orgs = Organisation.objects.in_bulk([line["org"] for line in found])
    parts = weights(actor, org)
    return [
        (orgs[line.pop("org")], rate_counts(parts, **{name: n or 0 for name, n in line.items()}))
        for line in found
    ]


def weights(actor: Actor, org: Organisation | None) -> Sequence[int]:
    if org is None:
        return [each.default for each in WEIGHTS.values()]
    return [setting(each, org, actor.today) for each in WEIGHTS.values()]


# --- time in each step ---------------------------------------------------------------------------


def days_in_states(pks: Iterable[int], today: date) -> Mapping[str, tuple[int, float]]:
    """How long cases have stood in each state, on average: (spells, days)."""
    spells: dict[str, list[int]] = {}
    rows = CaseStep.objects.filter(case__in=list(pks)).order_by("case", "id")
    last: tuple[int, str, date] | None = None
    for case_id, after, on in rows.values_list("case_id", "after", "on"):
        if last is not None and last[0] == case_id and last[1] == after:
            continue  # the same state goes on
        if last is not None:
            until = on if last[0] == case_id else today
            spells.setdefault(last[1], []).append((until - last[2]).days)
        last = (case_id, after, on)
    if last is not None:
        spells.setdefault(last[1], []).append((today - last[2]).days)
    return {state: (len(days), sum(days) / len(days)) for state, days in spells.items()}


# --- repeats (R-HOT-11) --------------------------------------------------------------------------


def repeated(rows: QuerySet[Case], since: date, times: int) -> list[dict[str, Any]]:
    """The same class at the same place again and again: act before it is asked once more."""
    found: Any = (
        rows.filter(conditions.COUNTED, opened_on__gte=since)
        .exclude(payload__place__isnull=True)
        .order_by()
        .values("payload__place", "class_code", "kind")
        .annotate(n=Count("pk"))
        .filter(n__gte=times)
        .order_by("-n")[:20]
    )
    return list(found)


# --- the monthly return --------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthLine:
    """What a unit brought over, got, settled and still has, at the end of a period."""

    org: Organisation | None
    carried: int
    new: int
    settled: int
    late: int  # of the settled and the left, those past their limit at the end

    @property
    def left(self) -> int:
        return self.carried + self.new - self.settled


def _month_parts(period: Period) -> dict[str, Sum]:
    first, last = period.first_day, period.last_day
    open_before = Q(struck_on__isnull=True) | Q(struck_on__gte=first)
    open_after = Q(struck_on__isnull=True) | Q(struck_on__gt=last)
    began = Q(opened_on__lte=last)
    return {
        "carried": _sum(Q(opened_on__lt=first) & open_before),
        "new": _sum(Q(opened_on__gte=first) & began),
        "settled": _sum(began & Q(struck_on__gte=first, struck_on__lte=last)),
        "late": _sum(began & open_after & Q(due_on__lt=last)),
    }


def _month_rows(rows: QuerySet[Case], period: Period, by: str) -> list[Any]:
    """What was open in the period or came in it, counted by a column."""
    known = rows.filter(conditions.COUNTED, opened_on__lte=period.last_day)
    there = known.filter(Q(struck_on__isnull=True) | Q(struck_on__gte=period.first_day))
    return list(there.order_by().values(by).annotate(**_month_parts(period)).order_by(by)[:1000])


def month_lines(rows: QuerySet[Case], period: Period) -> list[MonthLine]:
    lines = _month_rows(rows, period, "org")
    orgs = Organisation.objects.in_bulk([line["org"] for line in lines])
    return [MonthLine(**{**line, "org": orgs[line["org"]]}) for line in lines]


def total_line(lines: Sequence[MonthLine]) -> MonthLine:
    names = ("carried", "new", "settled", "late")
    return MonthLine(None, *(sum(getattr(line, name) for line in lines) for name in names))


def class_lines(
    rows: QuerySet[Case], period: Period, kind: CaseKind
) -> list[tuple[str, MonthLine]]:
    return [
        (kind.class_label(line.pop("class_code")) or "未分类", MonthLine(None, **line))
        for line in _month_rows(rows, period, "class_code")
    ]
