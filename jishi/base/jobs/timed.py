"""Timed work starts once per slot, whichever worker's clock comes first."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from jishi.base.clock import now
from jishi.base.jobs import queue
from jishi.base.jobs.declare import TIMED, Timed
from jishi.base.models import CronMark, Job, JobState


def start_due(known: dict[str, str], at: datetime | None = None) -> int:
    """Submit what is due and not yet started; returns how many this worker started.

    `known` holds the newest slot of each that this worker saw started, to save asking again.
    """
    moment = at or now()
    started = 0
    for timed in TIMED.values():
        slot = timed.slot(moment)
        if slot and known.get(timed.code) != slot:
            started += _start(timed, slot)
            known[timed.code] = slot
    return started


def _start(timed: Timed, slot: str) -> int:
    if CronMark.objects.filter(name=timed.code, slot=slot).exists():
        return 0
    try:
        with transaction.atomic():
            CronMark.objects.create(name=timed.code, slot=slot)
            open_states = (JobState.WAITING, JobState.RUNNING)
            if Job.objects.filter(kind=timed.code, state__in=open_states).exists():
                return 0  # the last one has not ended yet
            queue.insert(timed.code, {"slot": slot}, timed.title)
    except IntegrityError:
        return 0  # another worker was first
    return 1
