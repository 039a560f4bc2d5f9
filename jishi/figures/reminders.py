"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.figures.actions.reminding import remind_of_year
from jishi.tree.actor import Actor


@reminder("figures.year", "年度数字该封存了")
def remind_to_close(actor: Actor) -> None:
    remind_of_year(actor)
