"""What a step of an assessment is judged by, and which steps an actor may take now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jishi.base import files
from jishi.base.models import StoredFile
from jishi.base.settings_tree import setting
from jishi.kernel.verdict import Verdict
from jishi.kernel.workflow import Transition
from jishi.standards.access import STANDARD_ACCEPT, STANDARD_CHECK, STANDARD_RUN, STANDARD_VIEW
from jishi.standards.local import APPEAL_DAYS
from jishi.standards.models import Assessment
from jishi.standards.queries.proving import Judged, Proven
from jishi.standards.queries.rounds import assessment
from jishi.standards.rules.steps import FLOW, StepFacts
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone
from jishi.tree.reach import may

OWNER = "assessment"


def _fetch(actor: Actor, ident: str) -> Assessment | None:
    number = ident.partition(":")[0]
    try:
        return assessment(actor, int(number))
    except (NotDone, ValueError):
        return None


files.owner_kind(OWNER, STANDARD_VIEW, _fetch)


def owner_of(row: Assessment, criterion: str) -> files.Owner:
    return files.Owner(OWNER, f"{row.pk}:{criterion}")


def files_of(row: Assessment) -> dict[str, list[StoredFile]]:
    """By criterion; of an assessment that was fetched through `visible()`."""
    found: dict[str, list[StoredFile]] = defaultdict(list)
    rows = StoredFile.objects.filter(owner_kind=OWNER, owner_id__startswith=f"{row.pk}:")
    for each in rows.order_by("id"):
        found[each.owner_id.partition(":")[2]].append(each)
    return found


def facts_of(actor: Actor, proven: Proven, has_files: Sequence[str] | None = None) -> StepFacts:
    row = proven.assessment
    filed = set(files_of(row)) if has_files is None else set(has_files)
    asked = [each for each in proven.lines if each.criterion.asked]
    answered = [each for each in asked if each.line and each.line.self_points is not None]
    unproven = [each for each in answered if _lacks_evidence(each, filed)]
    unjudged = [e for e in asked if e.line is None or e.line.accepted_points is None]
    sides = [s.title for s in proven.standard.sides if s.code not in proven.marks]
    appealed = row.state in ("confirmed", "appealed") and hasattr(row, "appeal")
    return StepFacts(
        actor=actor.account_id, checked_by=row.checked_by_id, accepted_by=row.accepted_by_id,
        confirmed_by=row.confirmed_by_id, confirmed_on=row.confirmed_on,
        missing=[e.criterion.title for e in asked if e not in answered],
        unproven=[e.criterion.title for e in unproven],
        unjudged=[e.criterion.title for e in unjudged], sides_missing=sides,
        appeals=int(appealed), today=actor.today,
        appeal_days=setting(APPEAL_DAYS, row.round.org, actor.today)
        if row.state == "confirmed" else 0,
    )  # fmt: skip


def _lacks_evidence(each: Judged, filed: set[str]) -> bool:
    line, wanted = each.line, each.criterion.evidence
    if line is None or not line.self_points:
        return False
    note = wanted in ("note", "both") and not line.self_note.strip()
    return note or (wanted in ("file", "both") and each.criterion.code not in filed)


def may_step(actor: Actor, row: Assessment, step: Transition) -> bool:
    """Whether the actor holds the permission where this step is taken: checking and appealing at
    the organisation, accepting above it, everything else where the round is run."""
    if step.permission == STANDARD_CHECK.code:
        return may(actor, STANDARD_CHECK, row.org)
    if step.permission == STANDARD_ACCEPT.code:
        return row.org.parent is not None and may(actor, STANDARD_ACCEPT, row.org.parent)
    return may(actor, STANDARD_RUN, row.round.org)


@dataclass(frozen=True)
class Button:
    name: str
    label: str
    verdict: Verdict


def buttons(actor: Actor, proven: Proven, facts: StepFacts) -> list[Button]:
    """The steps from here that are the actor's, the refused ones with their reasons."""
    row = proven.assessment
    if row.round.state != "running":
        return []
    return [
        Button(offer.transition.name, offer.transition.label, offer.verdict)
        for offer in FLOW.allowed(row.state, facts)
        if offer.transition.name != "grade" and may_step(actor, row, offer.transition)
    ]
