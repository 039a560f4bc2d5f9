"""How an item stands on a day. Nothing of this is stored: it follows from dates and today."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

SOON = timedelta(days=7)


class State(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    BEFORE_START = "before_start"
    UPCOMING = "upcoming"
    DUE_SOON = "due_soon"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled_late"
    MISSED = "missed"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def tone(self) -> str:
        return LABELS[self][1]

    @property
    def is_open(self) -> bool:
        """Something is still to be done about it."""
        return self in (State.UPCOMING, State.DUE_SOON, State.MISSED)


LABELS = {
    State.NOT_APPLICABLE: ("不适用", "grey"),
    State.BEFORE_START: ("启用前", "grey"),
    State.UPCOMING: ("未到期", "blue"),
    State.DUE_SOON: ("即将到期", "amber"),
    State.FULFILLED: ("已完成", "green"),
    State.FULFILLED_LATE: ("逾期完成", "amber"),
    State.MISSED: ("缺", "red"),
    State.EXCUSED: ("免予办理", "grey"),
}


# What an item can be; the other two are said of cells that have none.
KEPT = tuple(s for s in State if s not in (State.NOT_APPLICABLE, State.BEFORE_START))


class Owed(Protocol):
    @property
    def due_on(self) -> date: ...
    @property
    def grace_until(self) -> date: ...
    @property
    def met_on(self) -> date | None: ...
    @property
    def late(self) -> bool: ...
    @property
    def excused(self) -> bool: ...


def state_of(item: Owed, today: date) -> State:
    """On the last day of grace it is still due; it is missing from the day after (R-LIFE-01)."""
    if item.met_on is not None:
        return State.FULFILLED_LATE if item.late else State.FULFILLED
    if item.excused:
        return State.EXCUSED
    if today > item.grace_until:
        return State.MISSED
    return State.DUE_SOON if today >= item.due_on - SOON else State.UPCOMING
