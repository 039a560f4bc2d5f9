"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.returns.actions.reminding import remind_late
from jishi.tree.actor import Actor


@reminder("return.due", "报表将到期、到期未报")
def remind_of_returns(actor: Actor) -> None:
    remind_late(actor)
