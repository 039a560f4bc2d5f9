"""Retention clocks: what is forgotten after how long, nightly, with a count kept (R-LAW-24).

A room says in its `jobs.py`:

    @retention("hotline", "诉求人的电话", "办结 1 年后")
    def forget_phones() -> int: ...

The function deletes what is past its time and returns how many. One failing clock stops no other.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from jishi.base.access import JOBS_SYSTEM
from jishi.base.act import act
from jishi.base.audit.verbs import Verb
from jishi.base.models import Job
from jishi.tree.actor import Actor

SWEPT = Verb("retention.sweep", "到期清理")
CLOCKS: dict[str, Clock] = {}
log = logging.getLogger("jishi.retention")


@dataclass(frozen=True)
class Clock:
    code: str
    what: str
    after: str
    forget: Callable[[], int]


@dataclass(frozen=True)
class Line:
    """One line of the night's report; no count means it failed."""

    clock: Clock
    count: int | None

    def __str__(self) -> str:
        result = "没有做成" if self.count is None else f"{self.count} 条"
        return f"{self.clock.what}（{self.clock.after}）：{result}"


def retention(code: str, what: str, after: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    def declare(forget: Callable[[], int]) -> Callable[[], int]:
        known = CLOCKS.get(code)
        if known is not None and known.forget is not forget:
            raise ValueError(f"retention clock {code} is declared twice")
        CLOCKS[code] = Clock(code, what, after, forget)
        return forget

    return declare


def sweep(actor: Actor, job: Job) -> list[Line]:
    """Run every clock, each in a transaction of its own; the counts go on record."""
    lines = [Line(clock, _run(clock)) for clock in CLOCKS.values()]
    with act(actor, JOBS_SYSTEM) as doing:
        doing.record(SWEPT, job, counts={line.clock.code: line.count for line in lines})
    return lines


def _run(clock: Clock) -> int | None:
    try:
        with transaction.atomic():
            return clock.forget()
    except Exception as fault:  # the other clocks still run; the report shows this one
        place = "".join(traceback.format_tb(fault.__traceback__))
        log.error("retention %s: %s\n%s", clock.code, type(fault).__name__, place)
        return None
