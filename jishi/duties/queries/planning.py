"""Year plans: what is proposed from the duties, and how far the planned is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jishi.duties.access import DUTY_VIEW
from jishi.duties.kinds import Duty
from jishi.duties.models import DutyItem, PlanLine, YearPlan
from jishi.duties.queries.declared import duties
from jishi.duties.queries.facts import load
from jishi.duties.rules.planning import proposed_day
from jishi.duties.rules.slots import Horizon, slots_of
from jishi.duties.rules.state import State
from jishi.kernel.calendar import published_calendar
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible


def plans(actor: Actor) -> QuerySet[YearPlan]:
    rows = YearPlan.objects.select_related("org")
    return visible(actor, DUTY_VIEW, rows, via="org")


def plan_of(actor: Actor, org: Organisation, year: int) -> YearPlan | None:
    return plans(actor).filter(org=org, year=year).first()


def plan_line(actor: Actor, pk: int, permission: Permission) -> PlanLine:
    rows = PlanLine.objects.select_related("plan", "plan__org")
    found = visible(actor, permission, rows, via="plan__org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class Proposed:
    on: date
    duty: Duty
    slot: str
    label: str


def proposed(org: Organisation, year: int) -> list[Proposed]:
    """Everything that activities have to fulfil for that year, each with a day."""
    facts = load([org.pk]).get(org.pk)
    if facts is None:
        return []
    upto, calendar = Horizon(date(year, 1, 1), date(year, 12, 31)), published_calendar()
    found = [
        Proposed(proposed_day(slot, calendar), duty, slot.key, slot.label)
        for duty in duties().values()
        if duty.starts_activity
        for slot in slots_of(duty, facts, upto)
        if slot.period.first.year == year
    ]
    return sorted(found, key=lambda each: (each.on, each.duty.order, each.slot))


@dataclass(frozen=True)
class Tracked:
    """A planned line and how what it is for stands."""

    line: PlanLine
    item: DutyItem | None
    state: State | None


def tracked(actor: Actor, plan: YearPlan) -> list[Tracked]:
    own = {
        (item.duty, item.slot): item
        for item in visible(actor, DUTY_VIEW, DutyItem.objects.filter(org=plan.org_id), via="org")
    }
    found = []
    for line in PlanLine.objects.filter(plan=plan):
        item = own.get((line.duty, line.slot))
        found.append(Tracked(line, item, item.state(actor.today) if item else None))
    return found
