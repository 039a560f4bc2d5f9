"""Grades of a round: who is to be graded, the distribution, who moved, and what follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from jishi.standards.access import STANDARD_VIEW
from jishi.standards.kinds.schemes import SCHEMES, Grade
from jishi.standards.kinds.standard import Standard
from jishi.standards.models import Assessment, GradeTalk, Round, Veto
from jishi.standards.queries.rounds import last_grade
from jishi.standards.rules.grading import Candidate, grades_of, moved
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

OPEN = ("open", "self_checked", "accepted", "appealed")


def open_count(round_: Round) -> int:
    return Assessment.objects.filter(round=round_, state__in=OPEN).count()


def percent(row: Assessment) -> Decimal:
    points = row.points if row.points is not None else Decimal(0)
    return (points * 100 / row.full).quantize(Decimal("0.01")) if row.full else Decimal(0)


def candidates_of(standard: Standard, rows: Sequence[Assessment]) -> list[Candidate]:
    known = {each.code: each for each in standard.vetoes}
    vetoes: dict[int, list[str]] = defaultdict(list)
    found = Veto.objects.filter(assessment__in=[r.pk for r in rows], withdrawn_on__isnull=True)
    for pk, item in found.order_by("id").values_list("assessment_id", "item"):
        vetoes[pk].append(item)
    return [
        Candidate(
            row.pk, percent(row), max((known[i].best for i in vetoes[row.pk]), default=1),
            tuple(known[i].title for i in vetoes[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def previous_of(round_: Round, rows: Sequence[Assessment]) -> dict[int, str]:
    """The grade of the round before, by assessment."""
    orgs = sorted({row.org_id for row in rows})
    before = last_grade(round_.standard, orgs, round_.first_month)
    return {row.pk: before.get((row.org_id, row.venue_id), "") for row in rows}


@dataclass(frozen=True)
class Proposed:
    """A line of the page of grades."""

    row: Assessment
    percent: Decimal
    grade: Grade | None
    reason: str
    movement: str
    awarded: bool  # may be proposed for awards of the year


@dataclass(frozen=True)
class Distribution:
    lines: tuple[Proposed, ...]
    counts: tuple[tuple[Grade, int], ...]
    waiting: int


def distribution(actor: Actor, round_: Round) -> Distribution:
    """As graded; while the round runs, as it would be by what is confirmed so far."""
    standard = round_.of
    rows = list(
        visible(actor, STANDARD_VIEW, Assessment.objects.filter(round=round_), via="org")
        .select_related("org", "person", "venue", "round")
        .filter(state__in=("confirmed", "graded"))
        .order_by("org__line", "id")
    )
    scheme = SCHEMES[standard.scheme]
    candidates = candidates_of(standard, rows)
    bars = {each.title for each in standard.vetoes if each.bars}
    if round_.state == "graded":
        given = {row.pk: (row.grade, row.grade_reason) for row in rows}
    else:
        given = {
            pk: (each.grade, each.reason) for pk, each in grades_of(scheme, candidates).items()
        }
    before = previous_of(round_, rows) if round_.state != "graded" else {}
    lines = []
    for row, candidate in zip(rows, candidates, strict=True):
        code, reason = given[row.pk]
        movement = row.movement or moved(scheme, before.get(row.pk, ""), code)
        barred = bool(bars & set(candidate.vetoes))
        lines.append(
            Proposed(row, candidate.percent, scheme.grade(code), reason, movement, not barred)
        )
    counted = Counter(line.grade.code for line in lines if line.grade)
    counts = tuple((grade, counted[grade.code]) for grade in scheme.grades)
    return Distribution(tuple(lines), counts, open_count(round_))


def talks(actor: Actor, permission: Permission = STANDARD_VIEW) -> QuerySet[GradeTalk]:
    """Of organisations within reach."""
    rows = GradeTalk.objects.select_related(
        "assessment", "assessment__org", "assessment__round", "assessment__round__org",
        "assessment__person",
    )  # fmt: skip
    return visible(actor, permission, rows, via="assessment__org")


def talk(actor: Actor, pk: int, permission: Permission) -> GradeTalk:
    """A talk of a round that is run from within reach."""
    rows = visible(actor, permission, talks(actor), via="assessment__round__org")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def veto(actor: Actor, pk: int, permission: Permission) -> Veto:
    rows = Veto.objects.select_related("assessment", "assessment__round__org", "assessment__org")
    found = visible(actor, permission, rows, via="assessment__round__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def talk_seen(actor: Actor, pk: int) -> GradeTalk:
    """A talk about an organisation within reach."""
    found = talks(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
