"""Putting the checklist of the first page away."""

from __future__ import annotations

from jishi.base.act import act
from jishi.base.clock import now
from jishi.registers.access import START
from jishi.registers.models import StartMark
from jishi.tree.actor import Actor


def put_away(actor: Actor) -> None:
    """This account needs the checklist no more; it stays reachable by its address."""
    with act(actor, START):
        if actor.account_id is not None:
            StartMark.objects.get_or_create(
                account_id=actor.account_id, defaults={"put_away_at": now()}
            )
