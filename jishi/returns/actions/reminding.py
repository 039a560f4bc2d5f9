"""Who has not reported is told three days before, on the day, and when it is late."""

from __future__ import annotations

from datetime import timedelta

from jishi.returns.actions.rounds import remind
from jishi.returns.models import ReturnRound, ReturnSheet
from jishi.tree.actor import Actor

SOON = 3


def remind_late(actor: Actor) -> None:
    today = actor.today
    rounds = ReturnRound.objects.filter(
        state="running", due_on__lte=today + timedelta(days=SOON)
    ).order_by("pk")  # fmt: skip
    for round_ in rounds:
        word = "late" if round_.due_on < today else "day" if round_.due_on == today else "soon"
        rows = list(ReturnSheet.objects.filter(round=round_, fills=True, state="open"))
        remind(round_, rows, today, word)
