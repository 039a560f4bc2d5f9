"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.kernel.term import TermState
from jishi.orgs import queries
from jishi.orgs.actions.terms import OVER, SOON, put_reminder
from jishi.tree.actor import Actor


@reminder("org.terms", "任期届满、超期未换届")
def remind_of_terms(actor: Actor) -> None:
    for due in queries.term_due(actor):
        which = OVER if due.state is TermState.OVERDUE else SOON
        put_reminder(due.term, which, due.accounts)
