"""The board: organisations × duties, counted by state and rolled up the tree.

One aggregate over the items of the period gives the counts of every organisation and duty; what
is shown for a township or for all is their sum, so that it opens to exactly these rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from jishi.duties.access import DUTY_VIEW
from jishi.duties.kinds import Duty
from jishi.duties.models import DutyItem
from jishi.duties.queries.declared import duties
from jishi.duties.queries.facts import start_of, starts
from jishi.duties.rules.state import SOON
from jishi.duties.rules.tally import Tally
from jishi.kernel.path import ids, subtree_bounds
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.reach import reach, visible

MET = Q(met_on__isnull=False)
OPEN = Q(met_on__isnull=True, excused=False)


def items(actor: Actor) -> QuerySet[DutyItem]:
    return visible(actor, DUTY_VIEW, DutyItem.objects.all(), via="org")


def of_period(rows: QuerySet[DutyItem], period: Period) -> QuerySet[DutyItem]:
    """What is owed for a period that overlaps this one; what closing cut short, until then."""
    overlapping = rows.filter(
        last_month__gte=period.first.index, first_month__lte=period.last.index
    )
    return overlapping.filter(due_on__gte=period.first_day)


def below(rows: QuerySet[DutyItem], org: Organisation) -> QuerySet[DutyItem]:
    low, high = subtree_bounds(org.path)
    return rows.filter(org__path__gte=low, org__path__lt=high)


def conditions(today: date) -> dict[str, Q]:
    """The states as conditions on rows: the same as `rules.state`, for the database."""
    soon = today + SOON
    return {
        "fulfilled": MET & Q(late=False),
        "fulfilled_late": MET & Q(late=True),
        "excused": Q(met_on__isnull=True, excused=True),
        "missed": OPEN & Q(grace_until__lt=today),
        "due_soon": OPEN & Q(grace_until__gte=today, due_on__lte=soon),
        "upcoming": OPEN & Q(grace_until__gte=today, due_on__gt=soon),
    }


_PARTS = (
    ("done", "fulfilled"), ("late", "fulfilled_late"), ("missed", "missed"),
    ("soon", "due_soon"), ("upcoming", "upcoming"), ("excused", "excused"),
)  # fmt: skip


def counts(rows: QuerySet[DutyItem], today: date) -> list[tuple[int, str, Tally]]:
    """By organisation and duty, in one statement."""
    states = conditions(today)
    counted = (
        rows.order_by()
        .values_list("org_id", "duty")
        .annotate(**{part: Count("id", filter=states[state]) for part, state in _PARTS})
    )
    return [(org, duty, Tally(*numbers)) for org, duty, *numbers in counted]


@dataclass
class Line:
    """One organisation of the board, with all below it where there is any."""

    id: int
    code: str
    name: str
    kind: str
    leaf: bool
    starts: date | None = None
    cells: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    all: Tally = field(default_factory=Tally)

    def add(self, duty: str, more: Tally) -> None:
        self.cells[duty] += more
        self.all += more


@dataclass(frozen=True)
class Board:
    period: Period
    columns: tuple[Duty, ...]
    lines: tuple[Line, ...]
    total: Line


def board(actor: Actor, org: Organisation | None, period: Period) -> Board:
    """The organisations directly below (or within reach), each with its subtree."""
    places = _places(actor, org, period)
    rows = of_period(items(actor), period)
    if org is not None:
        rows = below(rows, org)
    seen = visible(actor, DUTY_VIEW, Organisation.objects.order_by())
    if org is not None:
        low, high = subtree_bounds(org.path)
        seen = seen.filter(path__gte=low, path__lt=high)
    above: dict[int, Line] = {}
    for pk, path in seen.values_list("pk", "path"):
        found = next((places[i] for i in reversed(ids(path)) if i in places), None)
        if found is not None:
            above[pk] = found
    total = Line(0, "", "合计", "", leaf=False)
    used: set[str] = set()
    for owner, duty, numbers in counts(rows, actor.today):
        line = above.get(owner)
        if line is not None:
            line.add(duty, numbers)
            total.add(duty, numbers)
            used.add(duty)
    known = duties()
    columns = tuple(known[code] for code in known if code in used)
    return Board(period, columns, tuple(places.values()), total)


def _places(actor: Actor, org: Organisation | None, period: Period) -> dict[int, Line]:
    """Itself first, then those directly below; without one, the tops of what is within reach.

    What was closed since the period began owed something in it, and stands there by itself.
    """
    there = Q(closed_on__isnull=True) | Q(closed_on__gte=period.first_day)
    seen = visible(actor, DUTY_VIEW, Organisation.objects.filter(there))
    if org is not None:
        rows = seen.filter(Q(parent=org) | Q(pk=org.pk)).exclude(kind="group")
    else:
        rows = seen.filter(pk__in=tops(actor))
    known = starts()
    found: dict[int, Line] = {}
    ordered = rows.order_by("line", "id")
    for pk, code, name, kind, path, closed in ordered.values_list(
        "id", "code", "short_name", "kind", "path", "closed_on"
    ):
        itself = org is not None and pk == org.pk
        leaf = ORG_KINDS[kind].is_branch or itself
        label = f"{name}（本级）" if itself else f"{name}（已撤销）" if closed else name
        found[pk] = Line(pk, code, label, kind, leaf, start_of(ids(path), known))
    return found


def tops(actor: Actor) -> list[int]:
    return [root.org_id for root in reach(actor, DUTY_VIEW).roots]


@dataclass(frozen=True)
class Behind:
    """The whole of one's reach, and what stands directly below, by how much is missing."""

    total: Tally
    lines: tuple[Line, ...]


def behind(actor: Actor, period: Period) -> Behind:
    """For the first page, in two statements: those directly below the tops of the reach."""
    above = set(tops(actor))
    seen = visible(actor, DUTY_VIEW, Organisation.objects.exclude(kind="group"))
    rows = list(
        seen.order_by("line", "id").values_list(
            "id", "code", "short_name", "kind", "parent_id", "path", "closed_on"
        )
    )
    lines = {
        pk: Line(pk, code, name, kind, ORG_KINDS[kind].is_branch or pk in above)
        for pk, code, name, kind, parent, _, closed in rows
        if closed is None and (pk in above or parent in above)
    }
    line_of: dict[int, Line] = {}
    for pk, *_, path, _closed in rows:
        found = next((lines[i] for i in reversed(ids(path)) if i in lines), None)
        if found is not None:
            line_of[pk] = found
    total = Tally()
    for owner, duty, numbers in counts(of_period(items(actor), period), actor.today):
        total += numbers
        if owner in line_of:
            line_of[owner].add(duty, numbers)
    missing = sorted(
        (line for line in lines.values() if line.all.missed),
        key=lambda line: (-line.all.missed, -line.all.soon, line.id),
    )
    return Behind(total, tuple(missing))


def due_now(rows: QuerySet[DutyItem], today: date) -> QuerySet[DutyItem]:
    """Still open, and missing or due within the days that count as soon."""
    return rows.filter(OPEN, due_on__lte=today + SOON)
