"""One organisation's items: its month, its year, one item with what stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from jishi.activities.models import Activity, ActivityOrg, ActivityPart
from jishi.duties.kinds import Duty
from jishi.duties.kinds.duty import DUES
from jishi.duties.models import SOURCES, DutyExcuse, DutyItem, DutyReport
from jishi.duties.queries.board import OPEN, items
from jishi.duties.queries.cells import Cell, cells
from jishi.duties.queries.declared import duties, duties_of
from jishi.duties.queries.facts import start_of, starts
from jishi.duties.rules.state import State
from jishi.kernel.path import ids
from jishi.kernel.period import Month, Period
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation


@dataclass(frozen=True)
class Seen:
    """An item beside its duty and state, ready to be shown."""

    item: DutyItem
    duty: Duty | None
    state: State

    @property
    def title(self) -> str:
        return self.duty.title if self.duty else self.item.duty

    @property
    def label(self) -> str:
        return self.item.label

    @property
    def start_kind(self) -> str:
        return self.duty.starts_activity if self.duty and self.state.is_open else ""

    @property
    def by_dues(self) -> bool:
        return bool(self.duty and DUES in self.duty.evidence and self.state.is_open)

    @property
    def may_report(self) -> bool:
        return bool(self.duty and self.duty.by_report and self.state.is_open)


def seen(rows: Iterable[DutyItem], today: date) -> list[Seen]:
    """Beside their duties, the earliest due first."""
    # A page that starts an activity names its organisation: fetched along, not one by one.
    rows = list(rows.select_related("org") if isinstance(rows, QuerySet) else rows)
    known = duties_of({item.duty for item in rows})
    order = {code: place for place, code in enumerate(known)}
    found = [Seen(item, known.get(item.duty), item.state(today)) for item in rows]
    return sorted(found, key=lambda s: (s.item.due_on, order.get(s.item.duty, 999), s.item.slot))


@dataclass
class MonthPage:
    """What an organisation still owes, and what it has done in a month."""

    month: Month
    behind: list[Seen] = field(default_factory=list)
    now: list[Seen] = field(default_factory=list)
    later: list[Seen] = field(default_factory=list)
    done: list[Seen] = field(default_factory=list)

    @property
    def owed(self) -> int:
        return len(self.behind) + len(self.now)

    @property
    def total(self) -> int:
        return self.owed + len(self.done)


def month_of(actor: Actor, org: Organisation, month: Month) -> MonthPage:
    """Due in the month or before and still open; open and due later; met in the month."""
    first, last = month.first_day, month.last_day
    rows = items(actor).filter(org=org)
    year = date(month.year, 1, 1)
    either = (
        (OPEN & Q(due_on__gte=year) & Q(opens_on__lte=last))
        | Q(met_on__gte=first, met_on__lte=last)
        | Q(due_on__gte=first, due_on__lte=last)
    )
    page = MonthPage(month)
    for each in seen(rows.filter(either), actor.today):
        if not each.state.is_open:
            page.done.append(each)
        elif each.state is State.MISSED:
            page.behind.append(each)
        elif each.item.due_on <= last:
            page.now.append(each)
        else:
            page.later.append(each)
    return page


def of_activity(actor: Actor, activity: Activity) -> list[Seen]:
    """What an activity could fulfil, and what it does: of its organisers, and above its host."""
    month = Month.holding(activity.held_on).index
    hosts = set(ActivityOrg.objects.filter(activity=activity).values_list("org_id", flat=True))
    kinds = set(ActivityPart.objects.filter(activity=activity).values_list("kind", flat=True))
    rows = items(actor).filter(org__in=hosts | set(ids(activity.org.path)))
    rows = rows.filter(first_month__lte=month, last_month__gte=month)
    return [
        each
        for each in seen(rows, actor.today)
        if (each.item.met_by == activity.pk and each.item.met_source == "activity")
        or (each.item.org_id in hosts and each.duty and kinds & set(each.duty.evidence))
    ]


def started(org: Organisation) -> date | None:
    """Since when duties are looked after here."""
    return start_of(ids(org.path), starts())


def year_of(
    actor: Actor, org: Organisation, year: int
) -> list[tuple[Duty, list[tuple[Cell | None, int]]]]:
    """Duties × months; a cell spans the months of its period, a gap the months between."""
    period = Period.year(year)
    found = cells(actor, org, period, own=True)
    by_duty: dict[str, list[Cell]] = defaultdict(list)
    for _, own in found:
        for cell in own:
            by_duty[cell.duty].append(cell)
    return [
        (duty, _spread(by_duty[code], period))
        for code, duty in duties().items()
        if any(cell.state is not State.NOT_APPLICABLE for cell in by_duty[code])
    ]


def _spread(own: Iterable[Cell], period: Period) -> list[tuple[Cell | None, int]]:
    found: list[tuple[Cell | None, int]] = []
    at = period.first.index
    for cell in sorted(own, key=lambda c: (c.period.first, c.slot)):
        first = max(cell.period.first.index, period.first.index)
        last = min(cell.period.last.index, period.last.index)
        if first < at:  # a second one in the same months: shown by the number of the first
            first = at
            if last < at:
                continue
        if first > at:
            found.append((None, first - at))
        found.append((cell, last - first + 1))
        at = last + 1
    if at <= period.last.index:
        found.append((None, period.last.index - at + 1))
    return found


@dataclass(frozen=True)
class ItemPage:
    seen: Seen
    excuse: DutyExcuse | None
    report: DutyReport | None


def item(actor: Actor, pk: int) -> DutyItem:
    found = items(actor).select_related("org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def item_page(actor: Actor, one: DutyItem) -> ItemPage:
    same = {"org": one.org_id, "duty": one.duty, "slot": one.slot, "withdrawn_on__isnull": True}
    excuse = DutyExcuse.objects.filter(**same).first() if one.excused else None
    report = DutyReport.objects.filter(**same).first() if one.met_source in SOURCES else None
    [shown] = seen([one], actor.today)
    return ItemPage(shown, excuse, report)
