"""The bridge table of a subtree between two days, and the organisations behind each number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jishi.orgs.queries.organisations import organisations
from jishi.tree.actor import Actor
from jishi.tree.bridge import Bridge, Cause, Span, bridge
from jishi.tree.history import tree_at
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import ChangeKind, Organisation, OrganisationChange, OrganisationState

START, END = "start", "end"
CAUSES = tuple(Cause)


@dataclass(frozen=True)
class Cell:
    column: str
    count: int


@dataclass(frozen=True)
class Line:
    kind: str  # empty for the total
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Figures:
    """The table as shown and exported."""

    headers: list[str]
    lines: list[Line]
    adds_up: bool


def bridge_of(org: Organisation, first: date, last: date) -> Bridge:
    """Of an organisation that was fetched through `visible()`."""
    rows = OrganisationState.objects.filter(since__lte=last).order_by("since", "id")
    spans = [
        Span(*row) for row in rows.values_list("org_id", "since", "until", "kind", "parent_id")
    ]
    merged = OrganisationChange.objects.filter(
        kind=ChangeKind.MERGE, on__gt=first, on__lte=last
    ).values_list("org_id", "on")
    return bridge(spans, org.pk, first, last, list(merged))


def figures(made: Bridge, first: date, last: date) -> Figures:
    """One line per kind that occurs, in the order of the kinds, and the total."""
    occurring = made.kinds()
    kinds = [code for code in ORG_KINDS if code in occurring]
    lines = [_line(made, kind, ORG_KINDS[kind].label) for kind in kinds]
    total = _line(made, None, "合计")
    headers = ["类型", f"{first} 实有", *(_header(c) for c in CAUSES), f"{last} 实有"]
    return Figures(headers, [*lines, total], all(made.adds_up(k) for k in (None, *kinds)))


def _header(cause: Cause) -> str:
    return f"{'＋' if cause.sign > 0 else '－'}{cause.label}"


def _line(made: Bridge, kind: str | None, label: str) -> Line:
    moved = [Cell(cause.value, len(made.moved(cause, kind))) for cause in CAUSES]
    return Line(
        kind or "",
        label,
        [Cell(START, len(made.at_start(kind))), *moved, Cell(END, len(made.at_end(kind)))],
    )


# --- the rows behind a number -------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    name: str
    kind: str
    on: date | None
    document: str
    url: str  # empty outside one's reach today: counted, and not named


def rows(
    actor: Actor, made: Bridge, column: str, kind: str | None, first: date, last: date
) -> list[Row]:
    """Who is counted in a cell. Whoever has left one's reach is counted and not named."""
    if column in (START, END):
        idents = made.at_start(kind) if column == START else made.at_end(kind)
        return _named(actor, [(i, None) for i in idents], first if column == START else last)
    moved = made.moved(Cause(column), kind)
    return _named(actor, [(m.org, m.on) for m in moved], last)


def _named(actor: Actor, found: Iterable[tuple[int, date | None]], day: date) -> list[Row]:
    wanted = list(found)
    seen = organisations(actor).in_bulk([org for org, _ in wanted])
    then = tree_at(day).nodes
    documents = {
        (change.org_id, change.on): change.document
        for change in OrganisationChange.objects.filter(org__in=seen).order_by("id")
        if change.document
    }
    made = []
    for org, on in wanted:
        node, now = then.get(org), seen.get(org)
        if now is None:
            made.append(Row("已转出本范围的组织", "", on, "", ""))
            continue
        kind = node.kind if node else now.kind
        name = node.short_name if node else now.short_name
        document = documents.get((org, on), "") if on else ""
        made.append(Row(name, ORG_KINDS[kind].label, on, document, reverse("org", args=[org])))
    return made
