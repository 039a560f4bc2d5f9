"""What this room looks for every day: what is due, what is overdue, and the year running out."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.duties.actions.keeping import extend_horizon
from jishi.duties.actions.ladder import put_steps
from jishi.tree.actor import Actor


@reminder("duty.ladder", "应办事项到期、逾期")
def remind_of_duties(actor: Actor) -> None:
    extend_horizon(actor.today)
    put_steps(actor)
