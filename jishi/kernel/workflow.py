"""Workflows: named states, the steps between them, and what each step needs.

Start at `Workflow`. It is checked when it is declared: a state that cannot be reached, or cannot
be left towards an end, is an error of the declaration and not a surprise for a case in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from jishi.kernel.declare import Declaration, DeclarationError
from jishi.kernel.verdict import OK, Verdict, all_of, first_refusal, refuse, require

F = TypeVar("F")

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Need(StrEnum):
    """What has to be handed in with a step."""

    EVIDENCE = "evidence"
    REASON = "reason"
    OTHER_PERSON = "other_person"

    @property
    def label(self) -> str:
        return {
            "evidence": "佐证材料",
            "reason": "理由",
            "other_person": "由经办人以外的人办理",
        }[self.value]


@dataclass(frozen=True, slots=True)
class State:
    """Where something can be; a final state is never left."""

    name: str
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A step with the verb people use, from one or several states to one.

    `guard` names a decision of the workflow, '' for none. A step back to its own state is fine:
    progress is reported without the case moving.
    """

    name: str
    label: str
    origins: tuple[str, ...]
    to: str
    permission: str
    guard: str = ""
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that leads on from here, and whether it may be taken now."""

    transition: Transition
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, eq=False)
class Workflow(Declaration, Generic[F]):
    """States (the first is where everything begins), transitions, and guards by name.

    Guards are pure decisions over `facts`, whatever frozen object the caller has about its case.
    """

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    guards: Mapping[str, Callable[[F], Verdict]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        faults = [*_naming_faults(self), *_shape_faults(self)]
        if faults:
            raise DeclarationError(f"流程 {self.code} 不完整：" + "；".join(faults))

    @property
    def initial(self) -> State:
        return self.states[0]

    def state(self, name: str) -> State:
        """The state of that name; `KeyError` if there is none."""
        return {state.name: state for state in self.states}[name]

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The steps that start from a state."""
        return tuple(step for step in self.transitions if state in step.origins)

    def allowed(self, state: str, facts: F) -> tuple[Offer, ...]:
        """Every step from this state with its guard's verdict, the refused ones and their reasons
        included: a screen shows why a button is grey."""
        return tuple(Offer(step, self._guarded(step, facts)) for step in self.leaving(state))

    def check(
        self, state: str, name: str, facts: F, supplied: Iterable[Need] = frozenset()
    ) -> Verdict:
        """Whether this step may be taken now with what has been handed in."""
        step = next((step for step in self.leaving(state) if step.name == name), None)
        if step is None:
            return refuse("no_such_step", f"当前为“{self.state(state).label}”，不能办理此步骤")
        missing = sorted(step.needs - set(supplied))
        return first_refusal(
            all_of(*(require(False, f"{n.value}_missing", f"缺少：{n.label}") for n in missing)),
            lambda: self._guarded(step, facts),
        )

    def after(self, state: str, name: str) -> State:
        """Where a step leads; ask `check` first."""
        step = next(step for step in self.leaving(state) if step.name == name)
        return self.state(step.to)

    def _guarded(self, step: Transition, facts: F) -> Verdict:
        return self.guards[step.guard](facts) if step.guard else OK

    # --- for the documentation ---

    def mermaid(self) -> str:
        """A state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.name}"]
        lines += [f'    state "{state.label}" as {state.name}' for state in self.states]
        lines += [
            f"    {origin} --> {step.to}: {step.label}"
            for step in self.transitions
            for origin in step.origins
        ]
        lines += [f"    {state.name} --> [*]" for state in self.states if state.final]
        return "\n".join(lines) + "\n"

    def text(self) -> str:
        """One line per step: 草稿 —提交→ 待审 〔permission〕 需：理由."""
        lines = []
        for step in self.transitions:
            origins = "、".join(self.state(origin).label for origin in step.origins)
            needs = "、".join(need.label for need in sorted(step.needs))
            line = f"{origins} —{step.label}→ {self.state(step.to).label} 〔{step.permission}〕"
            lines.append(line + (f" 需：{needs}" if needs else ""))
        return "\n".join(lines) + "\n"


# --- soundness ---------------------------------------------------------------------------------


def _naming_faults(flow: Workflow[F]) -> list[str]:
    """Names: well-formed, given once, and known where they are used."""
    states = [state.name for state in flow.states]
    steps = [step.name for step in flow.transitions]
    faults = [f"名称 {n!r} 应为小写英文单词" for n in (*states, *steps) if not _NAME.fullmatch(n)]
    for names, what in ((states, "状态"), (steps, "步骤")):
        faults += [f"{what} {name} 重复" for name, times in Counter(names).items() if times > 1]
    used_guards = {step.guard for step in flow.transitions if step.guard}
    for step in flow.transitions:
        faults += [
            f"步骤 {step.name} 提到未知状态 {name}"
            for name in (*step.origins, step.to)
            if name not in states
        ]
        if not step.origins:
            faults.append(f"步骤 {step.name} 没有起点")
        if not step.permission or not step.label:
            faults.append(f"步骤 {step.name} 缺少权限或名称")
    faults += [f"条件 {name} 没有定义" for name in sorted(used_guards - flow.guards.keys())]
    faults += [f"条件 {name} 没有用到" for name in sorted(flow.guards.keys() - used_guards)]
    return faults


def _shape_faults(flow: Workflow[F]) -> list[str]:
    """Shape: all reachable from the first state, and from everywhere an end can be reached."""
    if not flow.states:
        return ["没有状态"]
    edges = {(origin, step.to) for step in flow.transitions for origin in step.origins}
    reached = _closure({flow.initial.name}, edges)
    ending = _closure({s.name for s in flow.states if s.final}, {(to, fro) for fro, to in edges})
    faults: list[str] = []
    for state in flow.states:
        if state.name not in reached:
            faults.append(f"状态“{state.label}”无法到达")
        if state.final and any(fro == state.name for fro, _ in edges):
            faults.append(f"终结状态“{state.label}”不应再有步骤")
        if not state.final and state.name not in ending:
            faults.append(f"状态“{state.label}”没有通向终结的出路")
    return faults


def _closure(start: set[str], edges: set[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while more := {to for fro, to in edges if fro in reached} - reached:
        reached |= more
    return reached
