"""Several cases in one go: each weighed by itself, the refused ones named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from jishi.base.act import act, attempt
from jishi.cases.access import CASE_DIRECT
from jishi.cases.actions.marks import chase
from jishi.cases.actions.moving import Given, take_step
from jishi.cases.models import Case
from jishi.cases.queries.within import cases
from jishi.tree.actor import Actor
from jishi.tree.errors import NotDone, Refused
from jishi.tree.models import Organisation

MOST = 200


@dataclass
class Outcome:
    done: int = 0
    refused: list[tuple[Case, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        said = f"已办 {self.done} 件"
        if self.refused:
            some = "；".join(f"{case.label}：{why}" for case, why in self.refused[:5])
            said += f"，{len(self.refused)} 件没有办：{some}"
        return said


def assign_many(
    actor: Actor, pks: Iterable[int], org: Organisation, leader: str = "", handler: str = ""
) -> Outcome:
    outcome = Outcome()
    given = Given(org=org, leader=leader, handler=handler, text="批量转办")
    with act(actor, CASE_DIRECT):
        for case in _chosen(actor, pks):
            _try(outcome, case, lambda c: take_step(actor, c, _sending(c), None, given))
    return outcome


def chase_many(actor: Actor, pks: Iterable[int]) -> Outcome:
    outcome = Outcome()
    with act(actor, CASE_DIRECT):
        for case in _chosen(actor, pks):
            _try(outcome, case, lambda c: chase(actor, c, "批量催办"))
    return outcome


def _sending(case: Case) -> str:
    return "assign" if case.state == "registered" else "transfer"


def _chosen(actor: Actor, pks: Iterable[int]) -> list[Case]:
    found = list(cases(actor).filter(pk__in=list(pks)[:MOST]).order_by("pk"))
    if not found:
        raise Refused("没有选中任何一件")
    return found


def _try(outcome: Outcome, case: Case, do: Callable[[Case], object]) -> None:
    try:
        with attempt():
            do(case)
        outcome.done += 1
    except NotDone as refusal:
        outcome.refused.append((case, str(refusal)))
