"""Appeals: what is not accepted and why, and a review by somebody else that keeps both versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from jishi.base.act import act, bump
from jishi.base.audit.verbs import Verb
from jishi.standards.access import STANDARD_CHECK, STANDARD_RUN
from jishi.standards.actions.assessing import digest_lines, locked, proven_of, take
from jishi.standards.models import Appeal, Assessment, Line
from jishi.standards.queries.proving import revision_of
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused

APPEALED = Verb("standard.appeal", "提出考评申诉")
REVIEWED = Verb("standard.review", "复核考评申诉")


def appeal(
    actor: Actor, row: Assessment, version: int | None, criteria: Sequence[str], ground: str
) -> Assessment:
    with act(actor, STANDARD_CHECK, row.org) as doing:
        row = locked(row, version)
        unknown = set(criteria) - set(row.round.of.by_code)
        if unknown or not criteria:
            raise Refused("请选择有异议的考评项", field="criteria")
        take(doing, row, "appeal", proven_of(row, actor.today), reason=ground)
        Appeal.objects.create(
            assessment=row, criteria=list(dict.fromkeys(criteria)), ground=ground.strip()[:400],
            on=actor.today, by=actor.name,
        )  # fmt: skip
        doing.record(APPEALED, row, org=row.org_id, count=len(set(criteria)))
        return row


def review(
    actor: Actor, row: Assessment, version: int | None, answer: str,
    points: Mapping[str, Decimal],
) -> Assessment:  # fmt: skip
    """With other points for what was appealed a new version is frozen; the old one stays."""
    with act(actor, STANDARD_RUN, row.round.org) as doing:
        row = locked(row, version)
        asked = Appeal.objects.select_for_update().filter(assessment=row).first()
        if asked is None:
            raise Refused("没有提出申诉")
        if set(points) - set(asked.criteria):
            raise Refused("只能改申诉的考评项", field="answer")
        old = revision_of(row, row.revision)
        changed = {
            line.criterion: points[line.criterion]
            for line in old
            if line.criterion in points and points[line.criterion] != line.points
        }
        take(doing, row, "review", proven_of(row, actor.today), reason=answer)
        if changed:
            _revise(row, old, changed, answer)
        asked.decided_on, asked.decided_by = actor.today, actor.name
        asked.upheld, asked.answer = bool(changed), answer.strip()[:400]
        asked.save(update_fields=["decided_on", "decided_by", "upheld", "answer"])
        doing.record(REVIEWED, row, org=row.org_id, approved=bool(changed), count=len(changed))
        return row


def _revise(
    row: Assessment, old: Sequence[Line], changed: Mapping[str, Decimal], answer: str
) -> None:
    known, revision, more, fresh = row.round.of.by_code, row.revision + 1, Decimal(0), []
    for line in old:
        criterion, points = known[line.criterion], changed.get(line.criterion)
        if points is not None and not 0 <= points <= criterion.points:
            raise Refused(f"“{criterion.title}”应在 0 至 {criterion.points:f} 分之间")
        kept = Line(
            assessment=row, revision=revision, criterion=line.criterion,
            self_points=line.self_points, self_note=line.self_note,
            accepted_points=line.accepted_points if points is None else points,
            reason=line.reason if points is None else f"申诉复核：{answer.strip()}"[:200],
            mend_by=line.mend_by, computed_points=line.computed_points,
            points=line.points if points is None else points, proof=line.proof,
        )  # fmt: skip
        more += (kept.points or Decimal(0)) - (line.points or Decimal(0))
        fresh.append(kept)
    Line.objects.bulk_create(fresh)
    total = (row.points or Decimal(0)) + more
    bump(row, revision=revision, points=total, digest=digest_lines(row, revision, total, fresh))
