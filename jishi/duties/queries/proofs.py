"""What was done: activities, reports handed in, dues received, elections held.

Each kind of proof is asked for only where a duty takes it, so that a write pays for what it
touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Min
from django.urls import NoReverseMatch, reverse

from jishi.activities.models import Topic
from jishi.activities.queries.evidence import evidence
from jishi.duties.facts import Facts, Proof
from jishi.duties.kinds import Duty
from jishi.duties.kinds.duty import DUES, ELECTION, NO_ACTIVITY
from jishi.duties.models import DutyItem, DutyReport
from jishi.duties.rules.slots import Horizon
from jishi.funds.models import DuesItem
from jishi.kernel.path import ids
from jishi.kernel.period import Month

Proofs = Mapping[int, list[Proof]]


def proofs_of(
    facts: Mapping[int, Facts], duties: Iterable[Duty], horizon: Horizon, *, all_orgs: bool
) -> Proofs:
    """By the organisation that owes; `all_orgs` spares the database a list of everybody."""
    wanted = list(duties)
    kinds = {kind for duty in wanted for kind in duty.evidence}
    orgs = None if all_orgs else set(facts)
    found: dict[int, list[Proof]] = defaultdict(list)
    _activities(found, facts, wanted, horizon, orgs)
    if wanted:
        _reports(found, orgs, {duty.code for duty in wanted})
    if DUES in kinds:
        _dues(found, orgs, horizon)
    if ELECTION in kinds:
        _elections(found, facts)
    if any(duty.test == "secretary_lectures" for duty in wanted):
        _lectures(found, facts, horizon)
    return found


def _activities(
    found: dict[int, list[Proof]], facts: Mapping[int, Facts], duties: list[Duty],
    horizon: Horizon, orgs: set[int] | None,
) -> None:  # fmt: skip
    kinds = {
        kind for duty in duties if duty.test != "secretary_lectures" for kind in duty.evidence
    } - NO_ACTIVITY  # fmt: skip
    if not kinds:
        return
    branch_of = {group: org for org, of in facts.items() for group in of.groups}
    asked = None if orgs is None else orgs | (set(branch_of) if "group" in kinds else set())
    for row in evidence(asked, kinds, horizon.first, _late(horizon), with_topics=False):
        org = row.org_id
        if row.kind == "group" and org in branch_of:
            org = branch_of[org]
        told = row.payload
        found[org].append(
            Proof(
                row.kind, row.held_on, row.activity_id, place=row.org_id,
                audience=str(told.get("audience", "")), subject=str(told.get("subject") or ""),
            )
        )  # fmt: skip


def _late(horizon: Horizon) -> date:
    """What is owed for the last year of the horizon may be done in the one after."""
    return horizon.last + timedelta(days=366)


def _reports(
    found: dict[int, list[Proof]], orgs: Collection[int] | None, codes: Collection[str]
) -> None:
    rows = DutyReport.objects.filter(withdrawn_on__isnull=True, duty__in=codes)
    if orgs is not None:
        rows = rows.filter(org_id__in=orgs)
    columns = ("org_id", "duty", "slot", "on", "id", "source")
    for org, duty, slot, on, pk, source in rows.values_list(*columns):
        found[org].append(Proof(source, on, pk, source, duty=duty, slot=slot))


def _dues(found: dict[int, list[Proof]], orgs: Collection[int] | None, horizon: Horizon) -> None:
    """A month's dues came in on the day the first of them did."""
    first, last = Month.holding(horizon.first).index, Month.holding(horizon.last).index
    rows = DuesItem.objects.filter(live=True, month__gte=first, month__lte=last)
    if orgs is not None:
        rows = rows.filter(org_id__in=orgs)
    for org, month, paid_on, payment in (
        rows.order_by()
        .values_list("org_id", "month")
        .annotate(paid=Min("payment__paid_on"), receipt=Min("payment_id"))
    ):
        on = max(paid_on, Month(month).first_day)
        found[org].append(Proof(DUES, on, payment, DUES, slot=str(Month(month))))


def _elections(found: dict[int, list[Proof]], facts: Mapping[int, Facts]) -> None:
    for org, of in facts.items():
        for elected, _ in of.terms:
            day = elected - timedelta(days=1)
            found[org].append(Proof(ELECTION, day, day.toordinal(), "term"))


def _lectures(found: dict[int, list[Proof]], facts: Mapping[int, Facts], horizon: Horizon) -> None:
    """Lessons that a secretary gave, at the organisation or below it."""
    by_person: dict[int, set[int]] = defaultdict(set)
    for org, of in facts.items():
        for holding in of.secretaries:
            by_person[holding.person].add(org)
    people = list(by_person)
    for start in range(0, len(people), 500):
        rows = Topic.objects.filter(
            lecturer__in=people[start : start + 500], activity__parts__kind="lesson",
            activity__parts__counts=True, activity__stage__in=("held", "archived"),
            activity__held_on__gte=horizon.first, activity__held_on__lte=_late(horizon),
        ).order_by("activity__held_on", "activity_id", "number")  # fmt: skip
        for person, day, activity, path in rows.values_list(
            "lecturer_id", "activity__held_on", "activity_id", "activity__org__path"
        ):
            for org in by_person[person] & set(ids(path)):
                found[org].append(Proof("lesson", day, activity, lecturers=(person,)))


def proof_url(item: DutyItem) -> str:
    """Where what met an item is looked at; nothing where it has no page of its own."""
    if item.met_by is None or item.met_source != "activity":
        return ""
    try:
        return reverse("activity", args=[item.met_by])
    except NoReverseMatch:
        return ""
