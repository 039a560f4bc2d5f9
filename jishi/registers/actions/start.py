"""What somebody does with the checklist of the first page."""

from __future__ import annotations

from jishi.base.act import act
from jishi.base.clock import now
from jishi.registers.access import START
from jishi.registers.models import StartMark
from jishi.tree.actor import Actor


def put_away(actor: Actor) -> None:
    """This account needs the checklist no more; it stays reachable by its address."""
    _mark(actor, "put_away_at")


def note_report_seen(actor: Actor) -> None:
    """The last step: somebody has looked at the health report and says so."""
    _mark(actor, "report_seen_at")


def _mark(actor: Actor, what: str) -> None:
    with act(actor, START):
        if actor.account_id is not None:
            StartMark.objects.update_or_create(account_id=actor.account_id, defaults={what: now()})
