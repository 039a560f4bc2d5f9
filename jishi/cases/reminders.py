"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.cases.actions.keeping import remind
from jishi.tree.actor import Actor


@reminder("case.limits", "问题与诉求到期、超期、该回头看")
def remind_of_cases(actor: Actor) -> None:
    remind(actor)
