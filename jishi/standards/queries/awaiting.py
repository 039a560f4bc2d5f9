"""What waits to be confirmed by an actor: accepted, and by others."""

from __future__ import annotations

from jishi.standards.access import STANDARD_RUN
from jishi.standards.models import Round
from jishi.standards.queries.proving import Proven, prove
from jishi.standards.queries.rounds import assessments
from jishi.tree.actor import Actor

MOST = 300  # on one page


def awaiting(actor: Actor, round_: Round) -> list[Proven]:
    rows = assessments(actor, STANDARD_RUN).filter(round=round_, state="accepted")
    if actor.account_id is not None:
        rows = rows.exclude(accepted_by=actor.account_id).exclude(checked_by=actor.account_id)
    listed = list(rows.order_by("org__line", "id")[:MOST])
    proven = prove(listed, actor.today)
    return [proven[row.pk] for row in listed]
