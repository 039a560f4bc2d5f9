"""Two hundred branches whose year was drawn at random, and a recount of it by hand.

The recount shares nothing with the room: it asks the tables one branch at a time, knows months and
quarters as dates, and writes every point of the five basics out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from jishi.activities.models import Activity, ActivityOrg, ActivityPart, Attendance
from jishi.duties.actions.keeping import recompute
from jishi.duties.actions.starting import set_start
from jishi.duties.models import DutyReport
from jishi.orgs.models import Term
from jishi.people.models import MemberState, Person
from jishi.registers.models import Link
from jishi.tree.actor import local_operator
from jishi.tree.models import Organisation, OrganisationState
from tests.world import LONG_AGO, World

YEAR = 2025
TODAY = date(2026, 11, 20)
D = Decimal


@dataclass
class Drawn:
    world: World
    random: Random
    branches: list[Organisation] = field(default_factory=list)


def draw(world: World, seed: int, count: int) -> Drawn:
    drawn = Drawn(world, Random(seed))
    set_start(local_operator(TODAY), world["青禾县委"], starts_on=date(YEAR, 1, 1))
    _branches(drawn, count)
    _heads(drawn)
    _meetings(drawn)
    _reports(drawn)
    recompute(TODAY)
    return drawn


def _branches(drawn: Drawn, count: int) -> None:
    towns = [drawn.world["白石镇党委"], drawn.world["石桥镇党委"]]
    rows = []
    for number in range(count):
        town = towns[number % 2]
        rows.append(
            Organisation(
                code=f"R{number:03d}", name=f"第{number}支部", short_name=f"第{number}支部",
                kind="branch", sector="village", parent=town, path=f"/r{number}/",
                place=100 + number, founded_on=LONG_AGO,
                line=f"{town.line}{100 + number:06d}",
            )
        )  # fmt: skip
    made = Organisation.objects.bulk_create(rows)
    for org in made:
        assert org.parent is not None
        org.path = f"{org.parent.path}{org.pk}/"
    Organisation.objects.bulk_update(made, ["path"])
    OrganisationState.objects.bulk_create(
        OrganisationState(
            org=org, since=LONG_AGO, name=org.name, short_name=org.short_name, kind=org.kind,
            sector=org.sector, parent=org.parent,
        )
        for org in made
    )  # fmt: skip
    drawn.branches = made


def _heads(drawn: Drawn) -> None:
    random, people = drawn.random, []
    for org in drawn.branches:
        people += [
            Person(
                code=f"P{org.pk}-{number}", name=f"党员{org.pk}号{number}", org=org,
                standing="full",
                joined_on=date(2005, 7, 1), full_on=date(2006, 7, 1), since=LONG_AGO,
            )
            for number in range(random.choice((0, 1, 2, 4)))
        ]  # fmt: skip
    made = Person.objects.bulk_create(people)
    MemberState.objects.bulk_create(
        MemberState(person=one, since=date(2005, 7, 1), org_id=one.org_id, standing="full")
        for one in made
    )
    seen: set[int] = set()
    links, terms = [], []
    for one in made:
        if one.org_id in seen:
            continue
        seen.add(one.org_id)
        chance = random.random()
        if chance < 0.8:
            links.append(
                Link(org_id=one.org_id, kind="secretary", person=one, since=date(2024, 3, 1),
                     document="青组〔2024〕1号" if chance < 0.7 else "")
            )  # fmt: skip
        if random.random() < 0.3:
            links.append(Link(org_id=one.org_id, kind="committee_organisation", person=one,
                              since=date(YEAR, random.randrange(1, 12), 5)))  # fmt: skip
    Link.objects.bulk_create(links)
    for org in drawn.branches:
        if random.random() < 0.85:
            ends = date(random.choice((2026, 2027)), random.randrange(1, 13), 10)
            elected = date(ends.year - 3, ends.month, 10)
            terms.append(Term(org=org, level="branch", elected_on=elected, years=3, ends_on=ends))
    Term.objects.bulk_create(terms)


MONTHLY = ("committee", "theme_day")
QUARTERLY = ("assembly", "lesson")


def _meetings(drawn: Drawn) -> None:
    random, rows, kinds = drawn.random, [], []
    for org in drawn.branches:
        diligence = random.choice((0.6, 0.85, 0.97, 1.0))
        wanted = [(kind, m, m) for kind in MONTHLY for m in range(1, 13)]
        wanted += [(kind, 3 * q + 1, 3 * q + 3) for kind in QUARTERLY for q in range(4)]
        wanted += [("talk", 1, 12), ("life_meeting", 9, 12), ("appraisal", 2, 12)]
        for kind, first, last in wanted:
            if random.random() < diligence:
                day = date(YEAR, random.randint(first, last), random.randrange(1, 29))
                rows.append(Activity(org=org, title=kind, held_on=day, stage="held"))
                kinds.append((kind, random.random() < 0.97))
        for kind in ("life_meeting", "appraisal"):
            if random.random() < 0.3:  # within the quarter after
                day = date(YEAR + 1, random.randrange(1, 5), random.randrange(1, 29))
                rows.append(Activity(org=org, title=kind, held_on=day, stage="held"))
                kinds.append((kind, True))
        rows.append(Activity(org=org, title="集中培训", held_on=date(YEAR, 5, 6), stage="held",
                             hours=D(random.choice((8, 32, 40)))))  # fmt: skip
        kinds.append(("training", True))
    made = Activity.objects.bulk_create(rows)
    ActivityOrg.objects.bulk_create(
        ActivityOrg(activity=a, org_id=a.org_id, host=True) for a in made
    )
    ActivityPart.objects.bulk_create(
        ActivityPart(activity=a, kind=kind, counts=counts)
        for a, (kind, counts) in zip(made, kinds, strict=True)
    )
    members: dict[int, list[Person]] = {}
    for one in Person.objects.filter(org__in=drawn.branches):
        members.setdefault(one.org_id, []).append(one)
    Attendance.objects.bulk_create(
        Attendance(activity=a, person=one, mark="present")
        for a in made
        if a.title == "集中培训"
        for one in members.get(a.org_id, [])
        if random.random() < 0.8
    )


def _reports(drawn: Drawn) -> None:
    random, rows = drawn.random, []
    for org in drawn.branches:
        if random.random() < 0.8:
            day = date(YEAR, 12, 1) + timedelta(days=random.randrange(120))
            rows.append(DutyReport(org=org, duty="report.yearly", slot=str(YEAR), on=day,
                                   source="report", reported_by="人"))  # fmt: skip
        for month in range(1, 13):
            if random.random() < 0.9:
                day = date(YEAR, month, 10) + timedelta(days=random.randrange(50))
                rows.append(DutyReport(org=org, duty="dues.monthly", slot=f"{YEAR}-{month:02d}",
                                       on=day, source="report", reported_by="人"))  # fmt: skip
    DutyReport.objects.bulk_create(rows)


# --- the recount ----------------------------------------------------------------------------------


def last_of(month: int, year: int = YEAR) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


Held = list[tuple[str, date]]  # what a branch held, and when


def meetings(org: Organisation) -> Held:
    rows = ActivityPart.objects.filter(
        counts=True, activity__organisers__org=org, activity__stage="held"
    )
    return list(rows.values_list("kind", "activity__held_on"))


def held(all_held: Held, kind: str, first: date, last: date) -> bool:
    return any(each == kind and first <= day <= last for each, day in all_held)


def recount(org: Organisation) -> dict[str, Decimal]:
    """The points of what is counted, criterion by criterion."""
    got: dict[str, Decimal] = {}
    ours = meetings(org)
    months = [(date(YEAR, m, 1), last_of(m)) for m in range(1, 13)]
    quarters = [(date(YEAR, 3 * q + 1, 1), last_of(3 * q + 3)) for q in range(4)]
    term = Term.objects.filter(org=org).first()
    got["term"] = D(8) if term and term.ends_on >= TODAY else D(0)
    secretary = Link.objects.filter(org=org, kind="secretary").exclude(document="")
    got["secretary"] = D(6) if secretary.exists() else D(0)
    got["dues"] = D(6) - D("0.5") * _unpaid(org)
    got["hours"] = _hours(org)
    got["talks"] = D(6) if held(ours, "talk", date(YEAR, 1, 1), date(YEAR, 12, 31)) else D(0)
    missed = sum(not held(ours, "assembly", *quarter) for quarter in quarters)
    got["assembly"] = D(8) - 2 * missed
    got["committee"] = _committee(org, ours, months)
    got["group"] = D(4)  # no groups: does not apply
    missed = sum(not held(ours, "lesson", *quarter) for quarter in quarters)
    got["lesson"] = D(6) - D("1.5") * missed
    missed = sum(not held(ours, "theme_day", *month) for month in months)
    got["theme_day"] = D(6) - D("0.5") * missed
    winter = (date(YEAR, 10, 1), date(YEAR + 1, 3, 31))
    got["life_meeting"] = D(6) if held(ours, "life_meeting", *winter) else D(0)
    window = (date(YEAR, 4, 1), date(YEAR + 1, 3, 31))
    got["appraisal"] = D(6) if held(ours, "appraisal", *window) else D(0)
    report = DutyReport.objects.filter(org=org, duty="report.yearly").first()
    in_time = report is not None and report.on <= date(YEAR, 12, 31) + timedelta(days=92)
    got["report"] = D(4) if in_time else D(0)
    return got


def _unpaid(org: Organisation) -> int:
    rows = DutyReport.objects.filter(org=org, duty="dues.monthly")
    days = dict(rows.values_list("slot", "on"))
    missing = 0
    for month in range(1, 13):
        on = days.get(f"{YEAR}-{month:02d}")
        missing += on is None or on > last_of(month) + timedelta(days=31)
    return missing


def _committee(org: Organisation, ours: Held, months: list[tuple[date, date]]) -> Decimal:
    """Owed since there is a committee, which meets from then on; the secretary alone is none."""
    seat = Link.objects.filter(org=org, kind="committee_organisation").first()
    if seat is None:
        return D(6)
    owed = [(max(first, seat.since), last) for first, last in months if last >= seat.since]
    missed = sum(not held(ours, "committee", *month) for month in owed)
    return max(D(0), D(6) - D("0.5") * missed)


def _hours(org: Organisation) -> Decimal:
    members = list(Person.objects.filter(org=org))
    if not members:
        return D(8)
    reached = 0
    for one in members:
        rows = Attendance.objects.filter(person=one, mark="present", activity__held_on__year=YEAR)
        studied = sum((row.activity.hours or D(0) for row in rows.select_related("activity")), D(0))
        reached += studied >= 32
    share = reached * 100 / len(members)
    if reached == len(members):
        return D(8)
    return next(
        (D(got) for least, got in ((95, 8), (80, 6), (60, 4), (40, 2)) if share >= least), D(0)
    )
