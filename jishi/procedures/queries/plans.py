"""The yearly plan of admissions beside what was used: counted from the steps, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jishi.kernel.path import ids, is_within, subtree_bounds
from jishi.orgs.queries import organisations
from jishi.procedures.access import PROCEDURE_VIEW
from jishi.procedures.models import AdmissionPlan, ProcedureStep
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation


def admissions(year: int) -> QuerySet[ProcedureStep]:
    """Approved resolutions of assemblies in a year: the day of the assembly counts (R-DEV-36)."""
    approved = ProcedureStep.objects.filter(
        procedure__kind="develop_member", code="approval", outcome="done", stands=True
    )
    return ProcedureStep.objects.filter(
        code="assembly", stands=True, done_on__gte=date(year, 1, 1),
        done_on__lte=date(year, 12, 31), procedure__in=approved.values("procedure_id"),
    )  # fmt: skip


def places_for(org: Organisation, year: int) -> tuple[int | None, int]:
    """The nearest plan from here upwards, and how much of it is used."""
    line = ids(org.path)
    plans = {
        plan.org_id: plan
        for plan in AdmissionPlan.objects.filter(org__in=line, year=year).select_related("org")
    }
    plan = next((plans[pk] for pk in reversed(line) if pk in plans), None)
    if plan is None:
        return None, 0
    low, high = subtree_bounds(plan.org.path)
    used = admissions(year).filter(org__path__gte=low, org__path__lt=high).count()
    return plan.places, used


@dataclass(frozen=True)
class Line:
    """One organisation with a plan, or one without that has admitted somebody."""

    org: Organisation
    plan: AdmissionPlan | None
    used: int
    front_line: int
    under_way: int

    @property
    def left(self) -> int | None:
        return self.plan.places - self.used if self.plan else None

    @property
    def over(self) -> int:
        return -(self.left or 0)

    @property
    def share(self) -> int:
        """Of those admitted, in the front line: beside the number itself."""
        return round(100 * self.front_line / self.used) if self.used else 0

    @property
    def tone(self) -> str:
        return "amber" if self.left is not None and self.left < 0 else ""


def lines(actor: Actor, year: int) -> list[Line]:
    """Every organisation within reach that has a plan, its subtree counted."""
    plans = AdmissionPlan.objects.filter(
        org__in=organisations(actor, PROCEDURE_VIEW), year=year
    ).select_related("org")
    listed = {plan.org_id: plan for plan in plans}
    rows = list(admissions(year).values_list("org__path", "procedure__opening"))
    going = list(
        ProcedureStep.objects.filter(
            procedure__kind="develop_member", procedure__state="running", code="candidate",
            stands=True, procedure__stage__in=("发展对象", "预备党员接收"),
        ).values_list("org__path", flat=True)
    )  # fmt: skip
    return [
        _line(plan.org, plan, rows, going)
        for plan in sorted(listed.values(), key=lambda plan: plan.org.line)
    ]


def _line(
    org: Organisation, plan: AdmissionPlan, rows: Iterable[tuple[str, dict[str, str]]],
    going: Iterable[str],
) -> Line:  # fmt: skip
    ours = [opening for path, opening in rows if is_within(path, org.path)]
    return Line(
        org, plan, len(ours), sum(one.get("source") == "front_line" for one in ours),
        sum(is_within(path, org.path) for path in going),
    )  # fmt: skip


def plan(actor: Actor, pk: int) -> AdmissionPlan:
    found = (
        AdmissionPlan.objects.filter(pk=pk, org__in=organisations(actor, PROCEDURE_VIEW))
        .select_related("org")
        .first()
    )
    if found is None:
        raise NotVisible
    return found
