"""Where a procedure stands after an act: its next step and the days of it, written once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jishi.base import inbox
from jishi.procedures.models import Procedure
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.rules.weighing import Clock, clock_of

COLUMNS = ("step", "stage", "earliest_on", "latest_on", "red_after")
NOWHERE = {"step": "", "earliest_on": None, "latest_on": None, "red_after": None}


def settle(procedure: Procedure, today: date) -> None:
    """What has ended keeps the stage it ended in, and asks nobody for anything."""
    before = due_key(procedure)
    if procedure.state != "running":
        _write(procedure, NOWHERE)
    else:
        clock = clock_of(edition_of(procedure), Known([procedure], today).facts(procedure))
        _write(procedure, days_of(clock))
    if before != due_key(procedure):
        inbox.close(before)


def settle_all(rows: list[Procedure], today: date) -> int:
    """The nightly look: numbers that the office has changed show in the days kept."""
    known, moved = Known(rows, today), 0
    for row in rows:
        values = days_of(clock_of(edition_of(row), known.facts(row)))
        if any(getattr(row, name) != value for name, value in values.items()):
            inbox.close(due_key(row))
            _write(row, values)
            moved += 1
    return moved


def days_of(clock: Clock) -> dict[str, object]:
    step = clock.step
    return {
        "step": step.code if step else "", "stage": step.stage if step else "",
        "earliest_on": clock.earliest, "latest_on": clock.latest, "red_after": clock.red_after,
    }  # fmt: skip


def _write(procedure: Procedure, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(procedure, name, value)
    procedure.save(update_fields=list(values))


def due_key(procedure: Procedure) -> str:
    """One to-do for one step and its last day."""
    return f"procedure:{procedure.pk}:{procedure.step}:{procedure.latest_on or ''}"
