"""Who has been trained in a year and who has not: one condition for pages, numbers and lists.

A number on the page and the list it opens to come from the same `people_of` and `done`, so that
the rows behind a figure equal it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least

from jishi.activities.queries.hours import SUPERIOR, trained, trainings, with_hours
from jishi.base.settings_tree import explain_all
from jishi.kernel.deadline import add_months, add_years
from jishi.kernel.path import ids, subtree_bounds
from jishi.people import queries as people_queries
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import FULL
from jishi.people.models import Person
from jishi.registers.models import Link
from jishi.registers.queries.committees import ABOVE, SEATS
from jishi.training.local import INDUCTION_MONTHS, MEMBER_HOURS, ONLINE_SHARE, SEAT_HOURS
from jishi.training.models import Relief
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import first_place, reach, visible

_HOURS: DecimalField[Any, Any] = DecimalField(max_digits=7, decimal_places=1)


@dataclass(frozen=True)
class Norms:
    """The local numbers that hold at an organisation."""

    member: int
    seat: int
    share: int
    induction: int


@dataclass(frozen=True)
class Scope:
    """Whose training: everybody within reach, or at and below one organisation; in which year."""

    actor: Actor
    year: int
    org: Organisation | None = None
    only: bool = False  # at the organisation itself, without those below

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    @property
    def day(self) -> date:
        """Whoever is in office: today, or at the end of a year that is over."""
        return min(self.actor.today, self.last)

    def norms(self) -> Norms:
        org = self.org or first_place(self.actor, PERSON_VIEW)
        if org is None:
            return Norms(
                MEMBER_HOURS.default, SEAT_HOURS.default, ONLINE_SHARE.default,
                INDUCTION_MONTHS.default,
            )  # fmt: skip
        ours = (MEMBER_HOURS, SEAT_HOURS, ONLINE_SHARE, INDUCTION_MONTHS)
        return Norms(*(local.value for _, local in explain_all(ours, org, self.day)))


def _within(scope: Scope, via: str) -> Q:
    if scope.org is None:
        return Q()
    if scope.only:
        return Q(**{f"{via}path": scope.org.path})
    low, high = subtree_bounds(scope.org.path)
    return Q(**{f"{via}path__gte": low, f"{via}path__lt": high})


def posts(scope: Scope, group: str) -> QuerySet[Link]:
    """The posts that make somebody one of the group, on the day."""
    kinds = ("secretary",) if group == "secretaries" else SEATS
    rows = visible(scope.actor, PERSON_VIEW, Link.objects.filter(kind__in=kinds), via="org")
    rows = rows.filter(
        Q(until__isnull=True) | Q(until__gt=scope.day), since__lte=scope.day, person__isnull=False
    ).exclude(org__kind__in=ABOVE)
    return rows.filter(_within(scope, "org__"))


def people_of(scope: Scope, group: str) -> QuerySet[Person]:
    """The people of a group within the scope, as they stand today."""
    if group in ("secretaries", "committee"):
        held = posts(scope, group).order_by().values("person_id")
        return people_queries.people(scope.actor).filter(pk__in=held)
    rows = people_queries.members(scope.actor).filter(_within(scope, "org__"))
    return rows.filter(fresh(scope.day)) if group == "new" else rows


def fresh(day: date) -> Q:
    """On probation, or a full member for less than a year (R-EDU-05)."""
    return ~Q(standing__in=FULL) | Q(full_on__gt=add_years(day, -1))


PHASE = Case(When(standing__in=FULL, then=F("full_on")), default=F("joined_on"))


def done(scope: Scope, group: str) -> Q:
    """Whether the year has reached somebody, as each group owes it."""
    if group == "new":
        # Since the probation began, or since it ended: each stage has a training of its own.
        there = trainings(date(1990, 1, 1), scope.day).filter(
            SUPERIOR, person=OuterRef("pk"), activity__held_on__gte=OuterRef("phase")
        )
        return Q(Exists(there))
    return trained(scope.first, scope.last, by_county=group == "secretaries")


def counted(scope: Scope, group: str) -> QuerySet[Person]:
    """The people with what `done` asks of them."""
    rows = people_of(scope, group)
    return rows.annotate(phase=PHASE) if group == "new" else rows


# --- the rows of a list ---------------------------------------------------------------------------


def detailed(scope: Scope, group: str, norms: Norms) -> QuerySet[Person]:
    """With hours, what is required, and the last training: everything a line of the list says."""
    seats = Link.objects.filter(
        Q(until__isnull=True) | Q(until__gt=scope.day), person=OuterRef("pk"), kind__in=SEATS,
        since__lte=scope.day,
    ).exclude(org__kind__in=ABOVE)  # fmt: skip
    relief = Relief.objects.filter(
        person=OuterRef("pk"), year=scope.year, withdrawn_on__isnull=True
    )
    own = trainings(scope.first, scope.last).filter(person=OuterRef("pk")).order_by()
    held = posts(scope, group).filter(person=OuterRef("pk")).order_by("-since", "id")
    number = IntegerField()
    rows = counted(scope, group).select_related("org").annotate(
        seated=Exists(seats),
        relief=Subquery(relief.values("hours")[:1], output_field=number),
        times=Coalesce(
            Subquery(
                own.values("person").annotate(n=Count("activity", distinct=True)).values("n"),
                output_field=number,
            ), 0,
        ),
        last_on=Subquery(
            own.values("person").annotate(on=Max("activity__held_on")).values("on"),
            output_field=DateField(),
        ),
        post_since=Subquery(held.values("since")[:1]),
        post_kind=Subquery(held.values("kind")[:1]),
        post_org=Subquery(held.values("org__short_name")[:1]),
    ).annotate(
        required=Coalesce(
            F("relief"), Case(When(seated=True, then=Value(norms.seat)), default=norms.member),
            output_field=number,
        )
    )  # fmt: skip
    if group == "new":
        rows = rows.annotate(phase_on=_latest(scope, SUPERIOR))
    if group == "secretaries":
        rows = rows.annotate(trained_on=_latest(scope))
    return with_hours(rows, scope.first, scope.last)


def _latest(scope: Scope, *conditions: Q) -> Subquery:
    """The last training up to the day, of whatever year."""
    rows = trainings(date(1990, 1, 1), scope.day).filter(*conditions, person=OuterRef("pk"))
    return Subquery(
        rows.order_by().values("person").annotate(on=Max("activity__held_on")).values("on"),
        output_field=DateField(),
    )


def short_of_hours(rows: QuerySet[Any], norms: Norms) -> QuerySet[Any]:
    """Those whose counted hours do not reach what is required: the rule, said to the database."""
    share = Value(Decimal(norms.share) / 100, output_field=_HOURS)
    counts = F("studied") - F("online") + Least(F("online"), F("required") * share)
    rows = rows.alias(counts=ExpressionWrapper(counts, output_field=_HOURS))
    return rows.filter(counts__lt=F("required"))


# --- the numbers of the page ----------------------------------------------------------------------


@dataclass
class Reached:
    """So many of so many."""

    total: int = 0
    done: int = 0

    @property
    def missing(self) -> int:
        return self.total - self.done


@dataclass
class Line:
    """One organisation of the page, with all below it where there is any."""

    id: int
    code: str
    name: str
    groups: dict[str, Reached] = field(default_factory=lambda: defaultdict(Reached))


@dataclass(frozen=True)
class Coverage:
    lines: tuple[Line, ...]
    total: Line


def coverage(scope: Scope) -> Coverage:
    """Every group at the organisations directly below, and in all."""
    places = _places(scope)
    total = Line(0, "", "合计")
    for group in ("secretaries", "committee"):
        _by_post(scope, group, places, total)
    for group in ("members", "new"):
        _by_member(scope, group, places, total)
    return Coverage(tuple(places.values()), total)


def _places(scope: Scope) -> dict[int, Line]:
    seen = visible(scope.actor, PERSON_VIEW, Organisation.objects.filter(closed_on__isnull=True))
    seen = seen.exclude(kind="group")
    if scope.org is not None:
        rows = seen.filter(Q(parent=scope.org) | Q(pk=scope.org.pk))
    else:
        tops = [root.org_id for root in reach(scope.actor, PERSON_VIEW).roots]
        rows = seen.filter(pk__in=tops)
    found = {}
    for pk, code, name, kind in rows.order_by("line", "id").values_list(
        "id", "code", "short_name", "kind"
    ):
        itself = scope.org is not None and pk == scope.org.pk and not ORG_KINDS[kind].is_branch
        found[pk] = Line(pk, code, f"{name}（本级）" if itself else name)
    return found


def _place_of(path: str, places: dict[int, Line]) -> Line | None:
    return next((places[i] for i in reversed(ids(path)) if i in places), None)


def _by_member(scope: Scope, group: str, places: dict[int, Line], total: Line) -> None:
    rows = counted(scope, group).annotate(reached=_flag(done(scope, group)))
    counts = rows.order_by().values_list("org__path").annotate(
        total=Count("pk"), done=Count("pk", filter=Q(reached=True))
    )  # fmt: skip
    for path, everybody, reached in counts:
        for line in (_place_of(path, places), total):
            if line is not None:
                line.groups[group].total += everybody
                line.groups[group].done += reached


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _by_post(scope: Scope, group: str, places: dict[int, Line], total: Line) -> None:
    """Somebody with two posts is one person wherever they are counted together."""
    rows = people_of(scope, group).annotate(reached=_flag(done(scope, group)))
    known = dict(rows.order_by().values_list("pk", "reached"))
    reached = {pk for pk, there in known.items() if there}
    people: dict[int, set[int]] = defaultdict(set)
    for path, person in posts(scope, group).order_by().values_list("org__path", "person_id"):
        if person in known:
            place = _place_of(path, places)
            people[place.id if place else 0].add(person)
    for pk, persons in people.items():
        if pk in places:
            places[pk].groups[group] = Reached(len(persons), len(persons & reached))
    total.groups[group] = Reached(len(known), len(reached))


def awaiting_induction(rows: QuerySet[Any], scope: Scope, norms: Norms) -> QuerySet[Any]:
    """New in their post, and not trained since (R-EDU-04): the rule, said to the database."""
    since = add_months(scope.day, -norms.induction)
    rows = rows.alias(ever_on=_latest(scope)).filter(post_since__gt=add_years(since, -1))
    return rows.filter(Q(ever_on__isnull=True) | Q(ever_on__lt=F("post_since")))
