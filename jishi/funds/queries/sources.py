"""Plain rows for `reckon`, a statement each, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import (
    BigIntegerField,
    Case,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast

from jishi.funds.models import DuesBase, DuesItem, DuesRelief
from jishi.funds.reckon import Amount, Paid, Person, Range, Sheet, Stay, correct, gather
from jishi.kernel.path import subtree_bounds
from jishi.kernel.period import Month
from jishi.people.kinds import COUNTED
from jishi.people.models import MemberState
from jishi.tree.models import Organisation

CHUNK = 900

# Whose rows: everybody's, those of a query of ids, or those of a list.
People = QuerySet[Any] | list[int] | None


def _of(people: People, prefix: str = "person") -> Q:
    return Q() if people is None else Q(**{f"{prefix}_id__in": people})


def below(org: Organisation, via: str = "org") -> Q:
    """Rows that hang on an organisation or on one below it."""
    low, high = subtree_bounds(org.path)
    return Q(**{f"{via}__path__gte": low, f"{via}__path__lt": high})


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Lists short enough for one statement of any database."""
    whole = sorted(set(ids))
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]


def member_states(span: Range) -> QuerySet[MemberState]:
    """Dated states as a member that touch the last day of some month of the range."""
    first, last = Month(span.first).last_day, Month(span.last).last_day
    lasting = Q(until__isnull=True) | Q(until__gt=first)
    return MemberState.objects.filter(lasting, standing__in=COUNTED, since__lte=last)


def stays(rows: QuerySet[MemberState]) -> list[Stay]:
    return [Stay(*row) for row in rows.values_list("person_id", "org_id", "since", "until")]


def amounts(span: Range, people: People) -> list[Amount]:
    lasting = Q(until_month__isnull=True) | Q(until_month__gt=span.first)
    rows = DuesBase.objects.filter(lasting, _of(people), void=False).order_by()
    return [
        Amount(*row)
        for row in rows.values_list("person_id", "from_month", "until_month", "monthly_fen")
    ]


def reliefs(span: Range, people: People) -> list[Amount]:
    rows = DuesRelief.objects.filter(
        _of(people), approved=True, from_month__lte=span.last, last_month__gte=span.first
    ).order_by("pk")
    return [
        Amount(person, first, last + 1, fen)
        for person, first, last, fen in rows.values_list(
            "person_id", "from_month", "last_month", "monthly_fen"
        )
    ]


def _live(span: Range) -> QuerySet[DuesItem]:
    months = {"month__gte": span.first, "month__lte": span.last}
    return DuesItem.objects.filter(live=True, **months).order_by()


def paid(span: Range, people: People, orgs: Q | None = None) -> list[Paid]:
    """One row for a person and organisation, the months as bits."""
    whole, offset = BigIntegerField(), cast(Any, F("month") - span.first)
    bit = ExpressionWrapper(Cast(Value(1), whole).bitleftshift(offset), whole)
    big = Cast("amount_fen", whole)
    nothing = Value(0, output_field=whole)
    rows = (
        _live(span)
        .filter(_of(people), orgs or Q())
        .values("person_id", "org_id")
        .annotate(
            months=Sum(Case(When(part=0, then=bit), default=nothing)),
            tardy=Sum(Case(When(part=0, late=True, then=bit), default=nothing)),
            fen=Sum("amount_fen"),
            placed=Sum(big * (F("month") - span.first + 1)),
            squares=Sum(big * big),
        )
    )
    wanted = ("person_id", "org_id", "months", "tardy", "fen", "placed", "squares")
    return [Paid(*row) for row in rows.values_list(*wanted)]


def paid_by_others(span: Range, here: Q, known: QuerySet[Any]) -> list[Paid]:
    """What organisations received from people who are not among the known."""
    return paid(span, None, here & ~Q(person_id__in=known))


def payers_of(span: Range, orgs: Iterable[int]) -> list[int]:
    """Who has paid to these organisations for months of the range."""
    rows = _live(span).filter(org__in=sorted(orgs))
    return list(rows.values_list("person_id", flat=True).distinct())


def items(span: Range, ids: Iterable[int]) -> list[tuple[int, int, int, int]]:
    """(person, organisation, month, fen) of the live items of some people."""
    found: list[tuple[int, int, int, int]] = []
    for some in chunks(ids):
        rows = _live(span).filter(person_id__in=some).values("person_id", "org_id", "month")
        found += rows.annotate(fen=Sum("amount_fen")).values_list(
            "person_id", "org_id", "month", "fen"
        )
    return found


def settled(span: Range, ids: Iterable[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """(fen, parts as bits) by person and month: what `outstanding` compares with."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for some in chunks(ids):
        rows = _live(span).filter(person_id__in=some).values("person_id", "month")
        summed = rows.annotate(fen=Sum("amount_fen"), parts=Sum(F("part") + 1))
        for person, month, fen, parts in summed.values_list("person_id", "month", "fen", "parts"):
            found[person, month] = (fen, parts)
    return found


def people_of(span: Range, ids: Iterable[int]) -> dict[int, Person]:
    """Everything about some people, wherever they were members."""
    found: dict[int, Person] = {}
    for some in chunks(ids):
        found |= whole(span, some)
    return found


def whole(span: Range, people: People) -> dict[int, Person]:
    """The same for the people of a query, or for everybody; four statements."""
    states = member_states(span).filter(_of(people)).order_by()
    return gather(
        span, stays(states), amounts(span, people), reliefs(span, people), paid(span, people)
    )


def deadline(month: Month, quarterly: bool) -> date:
    """The last day on which a month is paid in time (R-FEE-17)."""
    if not quarterly:
        return month.last_day
    after = month.plus(3 - month.index % 3)
    return after.first_day - timedelta(days=1)


def settle(sheet: Sheet, ids: list[int]) -> dict[tuple[int, int], int]:
    """Put what was really paid in place of the amounts, for those where it differs."""
    return correct(sheet, items(sheet.range, ids))
