"""Every cell of organisations × duties × slots, those without an item included.

What is not owed is either not applicable, or from before the start-up: told apart by asking what
would be owed without a start-up date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jishi.duties.access import DUTY_VIEW
from jishi.duties.facts import Facts
from jishi.duties.kinds import Duty
from jishi.duties.models import DutyItem, slot_label
from jishi.duties.queries.board import below, items, of_period
from jishi.duties.queries.declared import duties
from jishi.duties.queries.facts import load
from jishi.duties.rules.slots import Horizon, slots_of
from jishi.duties.rules.state import State
from jishi.kernel.cadence import slots
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


@dataclass(frozen=True, slots=True)
class Cell:
    org: int
    duty: str
    slot: str
    period: Period
    state: State
    due_on: date | None = None
    met_on: date | None = None
    item: int | None = None

    @property
    def label(self) -> str:
        return slot_label(self.slot, self.period.first.index, self.period.last.index)


def cells(
    actor: Actor, org: Organisation, period: Period, *, own: bool = False
) -> list[tuple[Organisation, list[Cell]]]:
    """By organisation, at and below one or (own) of it alone; those open in the period."""
    seen = visible(actor, DUTY_VIEW, Organisation.objects.exclude(kind="group"))
    rows = below(of_period(items(actor), period), org)
    seen = seen.filter(pk=org.pk) if own else seen.filter(org.below())
    if own:
        rows = rows.filter(org=org)
    orgs = [each for each in seen.order_by("line", "id") if _open_in(each, period)]
    by_org: dict[int, list[DutyItem]] = defaultdict(list)
    for item in rows.order_by("due_on", "slot"):
        by_org[item.org_id].append(item)
    facts = load([each.pk for each in orgs])
    known = duties()
    return [
        (each, _cells(facts[each.pk], by_org.get(each.pk, []), known, period, actor.today))
        for each in orgs
    ]


def _open_in(org: Organisation, period: Period) -> bool:
    return org.closed_on is None or org.closed_on >= period.first_day


def _cells(
    facts: Facts, kept: Iterable[DutyItem], known: Mapping[str, Duty], period: Period, today: date
) -> list[Cell]:
    by_duty: dict[str, list[Cell]] = defaultdict(list)
    for item in kept:
        by_duty[item.duty].append(
            Cell(
                facts.org_id, item.duty, item.slot, _period(item), item.state(today), item.due_on,
                item.met_on, item.pk,
            )
        )  # fmt: skip
    kinds = {being.kind for being in facts.beings}
    found: list[Cell] = []
    for code, duty in known.items():
        if not kinds & set(duty.org_kinds) or (duty.owner and duty.owner not in facts.line):
            found += by_duty.get(code, [])
            continue
        owed = {cell.slot for cell in by_duty.get(code, [])}
        found += by_duty.get(code, [])
        found += _others(duty, facts, owed, period)
    return found


def _period(item: DutyItem) -> Period:
    return Period(Month(item.first_month), Month(item.last_month))


def _others(duty: Duty, facts: Facts, owed: set[str], period: Period) -> list[Cell]:
    """The slots of the period that are not owed, and why."""
    upto = Horizon(period.first_day, period.last_day)
    would = {slot.key for slot in slots_of(duty, replace(facts, starts=date.min), upto)}
    nominal = slots(duty.cadence, upto.first, upto.last, terms=facts.terms)
    rest: dict[str, tuple[Period, State]] = {}
    for slot in nominal:
        state = State.BEFORE_START if slot.key in would else State.NOT_APPLICABLE
        rest[slot.key] = (slot.period, state)
    for key in would - set(rest):
        rest.pop(key, None)
    if duty.chosen is not None and owed:
        return []  # another rhythm holds here
    return [
        Cell(facts.org_id, duty.code, key, of, state)
        for key, (of, state) in rest.items()
        if key not in owed
    ]
