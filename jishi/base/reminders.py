"""What is looked for every day and put into inboxes: terms, deadlines, whatever a room adds.

A room declares in `<room>/reminders.py`, found by being there:

    @reminder("org.terms", "任期届满")
    def remind_of_terms(actor: Actor) -> None: ...

The function finds what is due on `actor.today` and calls `inbox.put` with a key that names cause
and occasion, so that running it again adds nothing. The nightly job and `jishi remind --date D`
run the same list, each reminder in a transaction of its own; one that fails stops no other.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jishi.base.access import JOBS_SYSTEM
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.jobs.declare import daily
from jishi.base.jobs.run import Run
from jishi.base.models import InboxItem, Installation
from jishi.tree.actor import Actor, local_operator
from jishi.tree.reach import require
from jishi.tree.rooms import drawers

REMINDED = Verb("reminders.run", "每日提醒")
REMINDERS: dict[str, Reminder] = {}
log = logging.getLogger("jishi.reminders")

Find = Callable[[Actor], None]


@dataclass(frozen=True)
class Reminder:
    code: str
    title: str
    find: Find


@dataclass(frozen=True)
class Line:
    """How many new items a reminder made; no count means it failed."""

    reminder: Reminder
    made: int | None

    def __str__(self) -> str:
        result = "没有做成" if self.made is None else f"新增 {self.made} 条"
        return f"{self.reminder.title}：{result}"


def reminder(code: str, title: str) -> Callable[[Find], Find]:
    def declare(find: Find) -> Find:
        known = REMINDERS.get(code)
        if known is not None and known.find is not find:
            raise ValueError(f"reminder {code} is declared twice")
        REMINDERS[code] = Reminder(code, title, find)
        return find

    return declare


def run_reminders(actor: Actor, on: date) -> list[Line]:
    """Run all of them as of a day; what was made goes on record."""
    require(actor, JOBS_SYSTEM)
    drawers("reminders")
    lines = [Line(each, _run(each, on)) for each in sorted(REMINDERS.values(), key=_code)]
    with act(actor, JOBS_SYSTEM) as doing:
        here = Installation.objects.first()
        if here is not None:
            made = {line.reminder.code: line.made for line in lines}
            doing.record(REMINDED, here, on=on.isoformat(), made=made)
    return lines


def _code(each: Reminder) -> str:
    return each.code


def _run(each: Reminder, on: date) -> int | None:
    try:
        with transaction.atomic():
            before = InboxItem.objects.count()
            each.find(local_operator(on))
            return InboxItem.objects.count() - before
    except Exception as fault:  # the others still run; the report shows this one
        place = "".join(traceback.format_tb(fault.__traceback__))
        log.error("reminder %s: %s\n%s", each.code, type(fault).__name__, place)
        return None


@daily(6, 30, "reminders.daily", "每日提醒")
def remind_daily(run: Run) -> None:
    lines = run_reminders(run.actor, run.actor.today)
    failed = [line.reminder.title for line in lines if line.made is None]
    note = f"；没有做成：{'、'.join(failed)}" if failed else ""
    run.finish(message=f"新增提醒 {sum(line.made or 0 for line in lines)} 条{note}")
