"""What each criterion of many assessments gets, and which records say so.

However many organisations are asked about, each source is asked once: the statements of a board
are as many as those of one page. What is confirmed is read as it was frozen, and what came in after
the last day of mending does not count (`Round.settled_on`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jishi.standards.kinds.standard import Criterion, Standard
from jishi.standards.models import Assessment, Line, Round, SideSheet
from jishi.standards.rules.grading import side_points
from jishi.standards.rules.keeping import proof_of
from jishi.standards.rules.scoring import final_points, gain, points_of, shares
from jishi.standards.sources import all_sources
from jishi.standards.sources.source import Ground, Lack, Params, Proof, Source, Span

FEW = 200  # organisations that are named one by one
ZERO = Decimal(0)


@dataclass(frozen=True)
class Judged:
    """One criterion of one assessment."""

    criterion: Criterion
    computed: Decimal | None = None
    proof: Proof | None = None
    line: Line | None = None
    frozen: Decimal | None = None

    @property
    def points(self) -> Decimal | None:
        if self.frozen is not None:
            return self.frozen
        line = self.line
        return final_points(
            self.computed, line.self_points if line else None,
            line.accepted_points if line else None,
        )  # fmt: skip

    @property
    def lost(self) -> Decimal:
        return ZERO if self.points is None else self.criterion.points - self.points

    @property
    def state(self) -> str:
        """full, part, none or open: how it is drawn."""
        if self.points is None:
            return "open"
        if self.points >= self.criterion.points:
            return "full"
        return "part" if self.points > 0 else "none"

    @property
    def applies(self) -> bool:
        return self.proof is None or self.proof.applies

    @property
    def lacks(self) -> list[tuple[Lack, Decimal]]:
        """Each thing lacking with what mending it alone gives back."""
        if self.proof is None:
            return []
        return [(lack, gain(self.criterion, self.proof, lack)) for lack in self.proof.lacks]

    @property
    def overruled(self) -> bool:
        """The acceptance gave other points than were counted."""
        accepted = self.line.accepted_points if self.line else None
        return accepted is not None and self.computed not in (None, accepted)


@dataclass(frozen=True)
class Proven:
    """An assessment with all its criteria, in the order of the standard."""

    assessment: Assessment
    standard: Standard
    lines: tuple[Judged, ...]
    sides: Decimal | None = None
    marks: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def by_code(self) -> dict[str, Judged]:
        return {each.criterion.code: each for each in self.lines}

    @property
    def total(self) -> Decimal:
        if self.assessment.points is not None and self.assessment.frozen:
            return self.assessment.points
        return sum((each.points for each in self.lines if each.points is not None), ZERO) + (
            self.sides or ZERO
        )

    @property
    def lost(self) -> Decimal:
        return sum((each.lost for each in self.lines), ZERO)

    @property
    def unanswered(self) -> list[Judged]:
        return [each for each in self.lines if each.points is None]


def prove(rows: Sequence[Assessment], today: date) -> dict[int, Proven]:
    """By assessment. Rows carry their round (`select_related`)."""
    found: dict[int, Proven] = {}
    by_round: dict[int, list[Assessment]] = defaultdict(list)
    for row in rows:
        by_round[row.round_id].append(row)
    for some in by_round.values():
        found |= _of_round(some[0].round, some, today)
    return found


def _of_round(round_: Round, rows: Sequence[Assessment], today: date) -> dict[int, Proven]:
    standard = round_.of
    lines = _lines(rows)
    at_work = [row for row in rows if not row.frozen and row.state != "dropped"]
    proofs: Mapping[int, Mapping[str, Proof]] = {}
    if at_work and round_.settled_on is None:
        span = Span(round_.period, today, round_.mend_until)
        proofs = gather(standard, at_work, _named(round_, at_work), span)
    sheets = _marks(rows) if standard.sides else {}
    weights = {side.code: side.weight for side in standard.sides}
    found = {}
    for row in rows:
        mine = lines.get(row.pk, {})
        judged = tuple(
            _judged(each, row, mine.get(each.code), proofs.get(row.pk, {}).get(each.code))
            for each in standard.criteria
        )
        marks = sheets.get(row.pk, {})
        sides = side_points(standard.side_points, weights, marks) if weights else None
        found[row.pk] = Proven(row, standard, judged, sides, marks)
    return found


def _judged(
    criterion: Criterion, row: Assessment, line: Line | None, proof: Proof | None
) -> Judged:
    if proof is None and line is not None and line.proof:
        proof = proof_of(line.proof)
    if row.frozen:
        frozen = line.points if line else None
        return Judged(criterion, line.computed_points if line else None, proof, line, frozen)
    computed = points_of(criterion, proof) if proof is not None else None
    return Judged(criterion, computed, proof, line)


def _named(round_: Round, rows: Sequence[Assessment]) -> Any:
    """A few by their numbers; many by the round, so that no statement grows with them."""
    if len(rows) <= FEW:
        return sorted({row.org_id for row in rows})
    return Assessment.objects.filter(round=round_).order_by().values("org_id")


def gather(
    standard: Standard, rows: Sequence[Assessment], orgs: Any, span: Span
) -> dict[int, dict[str, Proof]]:
    """Every counted criterion of every assessment; each loader is asked once."""
    known = all_sources()
    uses = [(each, known[each.use.source]) for each in standard.criteria if each.use is not None]
    facts: dict[Callable[[Ground], Mapping[int, Any]], Mapping[int, Any]] = {}
    for _, source in uses:
        if source.load not in facts:
            wants = [e.use.params for e, other in uses if e.use and other.load is source.load]
            facts[source.load] = source.load(Ground(orgs, span, wants))
    found: dict[int, dict[str, Proof]] = {}
    for row in rows:
        found[row.pk] = {
            each.code: _one(
                source, facts[source.load], row, each.use.params if each.use else {}, span
            )
            for each, source in uses
        }
    return found


def _one(
    source: Source, facts: Mapping[int, Any], row: Assessment, params: Params, span: Span
) -> Proof:
    mine = facts.get(row.org_id, source.empty)
    if source.by_venue and row.venue_id is not None:
        mine = [each for each in mine if each.id == row.venue_id]
    return source.judge(mine, params, span)


def _lines(rows: Sequence[Assessment]) -> dict[int, dict[str, Line]]:
    """The lines of the revision that counts: the frozen one, else what is at work."""
    wanted = {row.pk: row.revision if row.frozen else 0 for row in rows}
    if len(rows) <= FEW:
        kept = Line.objects.filter(assessment__in=list(wanted))
    else:
        kept = Line.objects.filter(assessment__round=rows[0].round_id)
    found: dict[int, dict[str, Line]] = defaultdict(dict)
    for line in kept.order_by():
        if wanted.get(line.assessment_id) == line.revision:
            found[line.assessment_id][line.criterion] = line
    return found


def revision_of(row: Assessment, revision: int) -> list[Line]:
    """One frozen version: an appeal keeps both."""
    return list(Line.objects.filter(assessment=row, revision=revision).order_by("id"))


def revisions_of(row: Assessment) -> list[list[Line]]:
    """All of them, the first first."""
    found: dict[int, list[Line]] = defaultdict(list)
    for line in Line.objects.filter(assessment=row, revision__gte=1).order_by("revision", "id"):
        found[line.revision].append(line)
    return list(found.values())


def _marks(rows: Sequence[Assessment]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for sheet in SideSheet.objects.filter(assessment__in=[row.pk for row in rows]).order_by():
        found[sheet.assessment_id][sheet.side] = shares(sheet.counts)
    return found
