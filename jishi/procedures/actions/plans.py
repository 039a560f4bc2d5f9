"""The yearly number of admissions, handed down by a superior."""

from __future__ import annotations

from jishi.base.act import act, bump, lock
from jishi.base.audit.verbs import Verb
from jishi.procedures.access import PLAN_SET
from jishi.procedures.models import AdmissionPlan
from jishi.tree.actor import Actor
from jishi.tree.errors import Refused
from jishi.tree.models import Organisation

PLANNED = Verb("procedure.plan", "下达发展党员计划")
MOST = 9_999


def set_plan(
    actor: Actor, org: Organisation, year: int, places: int, *, note: str = "",
    version: int | None = None,
) -> AdmissionPlan:  # fmt: skip
    """A number that guides: more is remarked, nobody is ranked by it (R-DEV-40)."""
    with act(actor, PLAN_SET, org) as doing:
        if not 0 <= places <= MOST:
            raise Refused(f"计划数须在 0 至 {MOST} 之间", field="places")
        if not 2000 <= year <= actor.today.year + 1:
            raise Refused("年度不对", field="year")
        found = AdmissionPlan.objects.filter(org=org, year=year).first()
        if found is None:
            plan = AdmissionPlan.objects.create(org=org, year=year, places=places, note=note)
            changed = {"places": (None, places)}
        else:
            plan = lock(AdmissionPlan.objects.all(), found.pk, version)
            changed = bump(plan, places=places, note=note)
        doing.record(PLANNED, plan, org=org, changed=changed, count=places)
        return plan
