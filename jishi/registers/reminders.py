"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.registers.actions.reminding import put_reminder
from jishi.registers.queries.ending import links_ending
from jishi.tree.actor import Actor


@reminder("link.ending", "任期、协议将满")
def remind_of_ends(actor: Actor) -> None:
    for ending in links_ending(actor):
        put_reminder(ending.link, ending.accounts)
