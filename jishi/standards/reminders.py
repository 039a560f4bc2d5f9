"""What this room looks for every day."""

from __future__ import annotations

from jishi.base.reminders import reminder
from jishi.standards.actions.reminding import put_talk_reminder, put_waiting
from jishi.standards.actions.rounds import settle_round
from jishi.standards.queries.waiting import due_to_settle, talks_due, waiting
from jishi.tree.actor import Actor


@reminder("standard.settle", "考评补正截止，定格计分")
def settle(actor: Actor) -> None:
    for round_ in due_to_settle(actor.today):
        settle_round(actor, round_)


@reminder("standard.waiting", "考评待验收、申诉待复核")
def remind_of_waiting(actor: Actor) -> None:
    for each in waiting(actor):
        put_waiting(each)


@reminder("standard.talks", "考评约谈到期")
def remind_of_talks(actor: Actor) -> None:
    for talk, accounts in talks_due(actor):
        put_talk_reminder(talk, accounts)
