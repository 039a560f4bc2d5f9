"""Which kinds of jobs there are, and which of them start by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from jishi.base.access import JOBS_SYSTEM
from jishi.base.clock import SHANGHAI
from jishi.tree.permissions import Permission
from jishi.tree.rooms import drawers

if TYPE_CHECKING:
    from jishi.base.jobs.run import Result, Run

Handler = Callable[["Run"], "Result | None"]
Slot = Callable[[datetime], str]

KINDS: dict[str, Kind] = {}
TIMED: dict[str, Timed] = {}


@dataclass(frozen=True)
class Kind:
    code: str
    title: str
    permission: Permission  # asked when it is submitted and again when it starts
    handler: Handler
    retries: int


@dataclass(frozen=True)
class Timed:
    """Work that starts once per slot of time; an empty slot means not yet today."""

    code: str
    title: str
    slot: Slot
    when: str  # for people


def job(
    code: str, title: str, permission: Permission, retries: int = 3
) -> Callable[[Handler], Handler]:
    def declare(handler: Handler) -> Handler:
        known = KINDS.get(code)
        if known is not None and known.handler is not handler:
            raise ValueError(f"job {code} is declared twice")
        KINDS[code] = Kind(code, title, permission, handler, retries)
        return handler

    return declare


def daily(hour: int, minute: int, code: str, title: str) -> Callable[[Handler], Handler]:
    """Once a day from this time on: a server that was off at night does it in the morning."""

    def slot(at: datetime) -> str:
        local = at.astimezone(SHANGHAI)
        return local.date().isoformat() if (local.hour, local.minute) >= (hour, minute) else ""

    return _timed(Timed(code, title, slot, f"每天 {hour:02d}:{minute:02d}"))


def every(minutes: int, code: str, title: str) -> Callable[[Handler], Handler]:
    if not 1 <= minutes <= 720:
        raise ValueError(f"{code}: every 1 to 720 minutes")

    def slot(at: datetime) -> str:
        local = at.astimezone(SHANGHAI)
        whole = (local.hour * 60 + local.minute) // minutes * minutes
        return f"{local.date().isoformat()} {whole // 60:02d}:{whole % 60:02d}"

    return _timed(Timed(code, title, slot, f"每 {minutes} 分钟"))


def _timed(timed: Timed) -> Callable[[Handler], Handler]:
    def declare(handler: Handler) -> Handler:
        TIMED[timed.code] = timed
        return job(timed.code, timed.title, JOBS_SYSTEM)(handler)

    return declare


def load() -> None:
    """Import every room's `jobs.py`, so that its kinds are known."""
    for own in ("jobs.nightly", "audit.timed", "rotation", "reminders", "outside.jobs"):
        import_module(f"jishi.base.{own}")
    drawers("jobs")
