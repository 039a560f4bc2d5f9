"""What each village owes for each period, and what has been told: three statements for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, QuerySet

from jishi.base.settings_tree import all_in_force
from jishi.disclosures.access import DISCLOSURE_VIEW
from jishi.disclosures.kinds import Item, regular_items
from jishi.disclosures.kinds.item import RHYTHMS
from jishi.disclosures.local import GRACE, RHYTHM
from jishi.disclosures.models import Disclosure
from jishi.disclosures.rules.owing import after, standing
from jishi.duties.queries.facts import start_of, starts
from jishi.kernel.calendar import published_calendar
from jishi.kernel.path import ids
from jishi.kernel.period import Period
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation
from jishi.tree.reach import visible

VILLAGES = ("village", "community")
KINDS = ("committee", "general_branch", "branch", "joint_branch")


@dataclass(frozen=True, slots=True)
class Owed:
    """One item of one village for one period."""

    org: Organisation
    item: Item
    period: Period
    due_on: date
    told_on: date | None
    told_as: int | None
    state: str


def villages(actor: Actor) -> QuerySet[Organisation]:
    """The organisation of each whole village or community, not its parts."""
    rows = Organisation.objects.filter(
        closed_on__isnull=True, sector__in=VILLAGES, kind__in=KINDS
    ).exclude(parent__sector=F("sector"))
    return visible(actor, DISCLOSURE_VIEW, rows).order_by("line")


def owed(actor: Actor, period: Period, only: Iterable[Organisation] | None = None) -> list[Owed]:
    """Everything whose own period ends within this one."""
    orgs = list(villages(actor) if only is None else only)
    told = _told(orgs, period)
    local = all_in_force((GRACE, *RHYTHM.values()), actor.today)
    begun, calendar = starts(), published_calendar()
    days: dict[tuple[date, int], date] = {}
    found = []
    for org in orgs:
        line = ids(org.path)
        start, late = start_of(line, begun), local[GRACE.code].at(line).value
        for code, item in regular_items().items():
            length = RHYTHMS[local[RHYTHM[code].code].at(line).value][1]
            for slot in _slots(period, length) if length else ():
                if start is None or slot.last_day < start or slot.first_day > actor.today:
                    continue
                if org.founded_on > slot.last_day:
                    continue
                key = slot.last_day, late
                due_on = days.get(key) or days.setdefault(key, after(*key, calendar))
                on, pk = told.get((org.pk, code, str(slot)), (None, None))
                state = standing(due_on, on, actor.today)
                found.append(Owed(org, item, slot, due_on, on, pk, state))
    return found


def _slots(period: Period, length: int) -> list[Period]:
    """Periods of so many months that end within this one."""
    found = []
    for month in period.months:
        slot = Period.natural(month.first_day, length)
        if slot.last_day == month.last_day:
            found.append(slot)
    return found


def _told(
    orgs: list[Organisation], period: Period
) -> Mapping[tuple[int, str, str], tuple[date, int]]:
    """The first time each was told; what was taken down again was told nonetheless."""
    # What is told of a year may have hung there since spring.
    since = period.shifted(-12).first_day
    rows = Disclosure.objects.filter(state="published", published_on__gte=since)
    if len(orgs) < 50:
        rows = rows.filter(org__in=orgs)
    counted = rows.exclude(period="").values_list("org", "item", "period")
    return {
        (org, item, slot): (on, pk)
        for org, item, slot, on, pk in counted.annotate(on=Min("published_on"), first=Min("pk"))
    }


def behind_by_org(actor: Actor) -> Mapping[int, int]:
    """How many each village is behind with, of the last twelve months."""
    last = Period.natural(actor.today, 1)
    found: dict[int, int] = {}
    for each in owed(actor, Period(last.shifted(-11).first, last.last)):
        if each.state == "behind":
            found[each.org.pk] = found.get(each.org.pk, 0) + 1
    return found
