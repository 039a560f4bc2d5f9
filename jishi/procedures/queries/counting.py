"""How many are where: by stage, late, waiting for whom, taken this year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from jishi.kernel.path import subtree_bounds
from jishi.people.kinds import PROBATION
from jishi.people.models import Person
from jishi.procedures.access import PROCEDURE_VIEW
from jishi.procedures.kinds import all_kinds, kind_of
from jishi.procedures.models import Procedure, ProcedureStep
from jishi.procedures.queries.procedures import procedures
from jishi.procedures.rules.irregular import needs_verifying
from jishi.procedures.rules.weighing import SOON
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

DEVELOP = "develop_member"
MOST = 5
_SOONEST = F("latest_on").asc(nulls_last=True)


@dataclass(frozen=True)
class Here:
    """What runs at and below an organisation, the most urgent first."""

    running: int
    red: int
    first: list[Procedure] = field(default_factory=list)


def at_org(actor: Actor, org: Organisation) -> Here:
    low, high = subtree_bounds(org.path)
    rows = procedures(actor).filter(state="running", org__path__gte=low, org__path__lt=high)
    count = rows.aggregate(running=Count("pk"), red=Count("pk", Q(red_after__lt=actor.today)))
    first = list(rows.order_by(_SOONEST, "pk")[:MOST]) if count["running"] else []
    return Here(count["running"], count["red"], first)


def steps_by(by: str) -> Q:
    """Procedures whose next step is taken by that side."""
    condition = Q(pk__in=[])
    for code, kind in all_kinds().items():
        steps = {step.code for one in kind.editions for step in one.steps if step.by == by}
        if steps:
            condition |= Q(kind=code, step__in=steps)
    return condition


@dataclass(frozen=True)
class Mine:
    """What waits for the actor."""

    red: int
    amber: int
    to_approve: int
    first: list[Procedure]


def mine(actor: Actor, by: Iterable[str]) -> Mine:
    """`by` are the sides the actor acts for; the rest is somebody else's turn."""
    sides = Q(pk__in=[])
    for side in by:
        sides |= steps_by(side)
    rows = procedures(actor).filter(state="running")
    soon = actor.today + timedelta(days=SOON)
    red, amber = Q(red_after__lt=actor.today), Q(latest_on__lte=soon)
    count = rows.aggregate(
        red=Count("pk", red), amber=Count("pk", amber & ~red),
        approve=Count("pk", steps_by("superior") & Q(earliest_on__lte=actor.today)),
    )  # fmt: skip
    due = rows.filter(sides).filter(amber | Q(earliest_on__lte=actor.today))
    return Mine(
        count["red"], count["amber"], count["approve"],
        list(due.order_by(_SOONEST, "pk")[:MOST]),
    )  # fmt: skip


# --- the overview of developing members ----------------------------------------------------------

YEARLY = (
    ("application", "递交入党申请"), ("activist", "确定入党积极分子"),
    ("candidate", "确定发展对象"), ("approval", "接收预备党员"), ("full_approval", "转正"),
)  # fmt: skip


def by_stage(actor: Actor) -> list[tuple[str, int]]:
    """How many people are at each stage now, every stage named."""
    rows = procedures(actor).filter(kind=DEVELOP, state="running").order_by()
    found = dict(rows.values_list("stage").annotate(number=Count("pk")))
    return [(stage, found.get(stage, 0)) for stage in kind_of(DEVELOP).editions[-1].stages]


def taken_in(code: str, year: int) -> QuerySet[ProcedureStep]:
    """Steps of a kind that were taken in a year; of decisions those that went on."""
    rows = ProcedureStep.objects.filter(
        procedure__kind=DEVELOP, code=code, stands=True, done_on__gte=date(year, 1, 1),
        done_on__lte=date(year, 12, 31),
    )  # fmt: skip
    return rows.filter(outcome__in=("done", "confirm"))


def by_year(actor: Actor, year: int) -> list[tuple[str, str, int]]:
    seen = procedures(actor).order_by().values("pk")
    return [
        (
            code,
            label,
            taken_in(code, year).filter(procedure__in=seen).values("procedure").distinct().count(),
        )
        for code, label in YEARLY
    ]


# --- what should be looked at again --------------------------------------------------------------

FLAGS = {
    "kin": "与委员有近亲属关系",
    "moved": "接收后不久转入，须核实",
    "special": "特殊发展",
    "remark": "办理中有提醒",
}


def moved_soon(actor: Actor) -> list[int]:
    """Probationary members who came here within three months of being admitted (R-DEV-37)."""
    rows = visible(actor, PROCEDURE_VIEW, Person.objects.filter(standing__in=PROBATION), via="org")
    rows = rows.filter(since__gt=F("joined_on"))
    return [
        one.pk for one in rows
        if one.joined_on and needs_verifying(one.joined_on, one.since)
    ]  # fmt: skip


def flag_condition(actor: Actor, flag: str) -> Q:
    steps = ProcedureStep.objects.filter(procedure__kind=DEVELOP, stands=True)
    if flag == "kin":
        return Q(pk__in=steps.filter(code="review", payload__kin=True).values("procedure"))
    if flag == "moved":
        return Q(person__in=moved_soon(actor))
    if flag == "special":
        return Q(opening__special="front")
    return Q(pk__in=steps.exclude(remarks=[]).values("procedure"))


def flagged(actor: Actor) -> QuerySet[Procedure]:
    condition = Q(pk__in=[])
    for flag in FLAGS:
        condition |= flag_condition(actor, flag)
    return procedures(actor).filter(kind=DEVELOP).filter(condition)


def flags_of(procedure: Procedure, moved: Iterable[int]) -> list[str]:
    """Of one whose steps have been fetched along."""
    steps = [step for step in procedure.steps.all() if step.stands]
    found = {
        "kin": any(step.code == "review" and step.payload.get("kin") for step in steps),
        "moved": procedure.person_id in set(moved),
        "special": bool(procedure.opening.get("special")),
        "remark": False,
    }
    words = [FLAGS[name] for name, holds in found.items() if holds]
    return words + [remark for step in steps for remark in step.remarks]
