"""The facts of units in five statements, and counting them for the two-new board."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Max

from jishi.base.settings_tree import in_force
from jishi.kernel.path import ids, subtree_bounds
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.registers.access import UNIT_VIEW
from jishi.registers.facts import UnitFacts
from jishi.registers.local import SURVEY
from jishi.registers.models import Link, Unit, UnitCoverage
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible


def facts_of_unit(actor: Actor, unit: Unit) -> UnitFacts | None:
    """One unit alone, for its page; none of one that is closed."""
    return next(iter(unit_facts(actor, only=unit.pk)), None)


def unit_facts(
    actor: Actor, org: Organisation | None = None, only: int | None = None
) -> list[UnitFacts]:
    units = visible(actor, UNIT_VIEW, Unit.objects.filter(closed_on__isnull=True), via="org")
    if only is not None:
        units = units.filter(pk=only)
    if org is not None:
        low, high = subtree_bounds(org.path)
        units = units.filter(org__path__gte=low, org__path__lt=high)
    rows = list(
        units.order_by("org__line", "name", "id").values_list(
            "id", "name", "kind", "org_id", "org__short_name", "org__path", "industry", "uscc",
            "staff", "members", "full_members", "has_mass_organisation", "charter_has_party",
            "is_large", "opened_on", "ends_on", "surveyed_on", "gap_reason",
        )
    )  # fmt: skip
    ours = units.order_by().values("pk")
    now: dict[int, tuple[str, int | None]] = {}
    before: set[int] = set()
    coverage = UnitCoverage.objects.filter(unit__in=ours).order_by()
    for unit, mode, cover, until in coverage.values_list("unit_id", "mode", "org_id", "until"):
        if until is None:
            now[unit] = (mode, cover)
        else:
            before.add(unit)
    instructors, visits = _instructors(ours)
    covered = _covered_members({by for mode, by in now.values() if by and mode == "single"})
    survey = in_force(SURVEY, actor.today)
    found = []
    for (
        ident, name, kind, org_id, org_name, path, industry, uscc, staff, members, full,
        mass, charter, large, opened_on, ends_on, surveyed_on, reason,
    ) in rows:  # fmt: skip
        mode, by = now.get(ident, ("", None))
        found.append(
            UnitFacts(
                id=ident, name=name, kind=kind, org_id=org_id, org_name=org_name,
                today=actor.today, industry=industry, uscc=uscc, staff=staff, members=members,
                full=full, mode=mode, covered_by=by, was_covered=ident in before,
                covered_members=covered.get(by, 0) if mode == "single" and by else None,
                instructors=instructors.get(ident, 0), last_visit=visits.get(ident),
                mass_organisation=mass, charter=charter, is_large=large, opened_on=opened_on,
                ends_on=ends_on, surveyed_on=surveyed_on, gap_reason=reason,
                survey_months=survey.at(ids(path)).value,
            )
        )  # fmt: skip
    return found


def _instructors(ours: Any) -> tuple[dict[int, int], dict[int, date]]:
    """How many instructors a unit has now, and when one was last there."""
    links = Link.objects.filter(kind="instructor", until__isnull=True, unit__in=ours).order_by()
    rows = links.values_list("unit_id").annotate(
        count=Count("id", distinct=True), last=Max("entries__on")
    )
    count: dict[int, int] = defaultdict(int)
    last: dict[int, date] = {}
    for unit, number, day in rows:
        count[unit] += number
        if day:
            last[unit] = day
    return count, last


def _covered_members(orgs: set[int]) -> dict[int, int]:
    """Members on the books of organisations that stand for one unit alone."""
    people = Person.objects.filter(org__in=orgs, standing__in=COUNTED).order_by()
    return dict(people.values_list("org_id").annotate(count=Count("id")))
