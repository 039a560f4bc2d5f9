"""One procedure as a line of steps: what is there, what is missing, why a step is grey."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jishi.procedures.kinds.facts import Facts, Who
from jishi.procedures.kinds.kind import Field, Step
from jishi.procedures.marks import BY
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.facts import Known, edition_of
from jishi.procedures.rules.weighing import Clock, clock_of, open_steps


@dataclass(frozen=True)
class Shown:
    """A step as it was taken, in words."""

    row: ProcedureStep
    title: str
    outcome: str
    tone: str
    items: list[tuple[str, str]]
    meeting: str
    prints: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class Node:
    """A step of the line."""

    number: int
    step: Step
    state: str  # done, open, late, todo
    taken: list[Shown]
    by: str
    needs: list[str]
    why: str = ""  # of one that cannot be taken yet


@dataclass(frozen=True)
class Line:
    procedure: Procedure
    facts: Facts
    clock: Clock
    nodes: list[Node]
    open: tuple[Step, ...]
    set_aside: list[Shown] = field(default_factory=list)

    @property
    def stages(self) -> list[tuple[str, list[Node]]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.step.stage, []).append(node)
        return list(found.items())

    @property
    def done(self) -> int:
        return sum(node.state == "done" for node in self.nodes)


def line_of(procedure: Procedure, today: date) -> Line:
    known = Known([procedure], today)
    facts, edition = known.facts(procedure), edition_of(procedure)
    running = procedure.state == "running"
    opened = open_steps(edition, facts) if running else ()
    clock = clock_of(edition, facts) if running else Clock(None)
    rows = known.steps[procedure.pk]
    names = known.who
    shown = [(row, _shown(edition.step(row.code), row, known, names)) for row in rows]
    nodes = [
        _node(
            number, step, [one for row, one in shown if row.code == step.code and row.stands],
            opened, clock, today, running,
        )
        for number, step in enumerate(edition.steps, 1)
    ]  # fmt: skip
    aside = [one for row, one in shown if not row.stands]
    return Line(procedure, facts, clock, nodes, opened, aside)


def _node(
    number: int, step: Step, taken: list[Shown], opened: tuple[Step, ...], clock: Clock,
    today: date, running: bool,
) -> Node:  # fmt: skip
    is_open = running and step in opened
    state = "done" if taken else "todo"
    why = ""
    if is_open and clock.step is not None and step.code == clock.step.code:
        state = "late" if clock.tone(today) == "red" else "open"
        why = clock.blocked.text
        if not why and clock.earliest and today < clock.earliest:
            why = f"{clock.earliest} 起可办" + (f"：{clock.waits_for}" if clock.waits_for else "")
    elif is_open and not taken:
        state = "open"
    elif state == "todo" and running:
        why = "前面的步骤还没有办"
    return Node(number, step, state, taken, BY[step.by], _needs(step), why)


def _needs(step: Step) -> list[str]:
    found = []
    if step.meeting is not None:
        found.append(step.meeting.label)
    if step.paper:
        found.append(step.paper)
    if step.document:
        found.append(f"{step.document}文号")
    return found


def _shown(step: Step, row: ProcedureStep, known: Known, names: dict[int, Who]) -> Shown:
    outcome = step.outcome(row.outcome)
    fields = {one.code: one for one in step.fields}
    items = [
        (fields[code].label, item_text(fields[code], value, names))
        for code, value in row.payload.items() if code in fields
    ]  # fmt: skip
    met = known.mets.get((row.activity_id or 0, row.topic))
    return Shown(
        row=row, title=step.title,
        outcome="" if outcome is None or outcome.code == "done" else outcome.label,
        tone=outcome.tone if outcome else "", items=items,
        meeting=f"{met.held_on} {met.title}" if met else "", prints=step.prints, by=step.by,
    )  # fmt: skip


def item_text(one: Field, value: Any, names: dict[int, Who]) -> str:
    if one.type == "person":
        return names[int(value)].name if int(value) in names else "（已不在册）"
    return one.label_of(value)
