"""The facts of organisations in seven statements, however many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q

from jishi.base.settings_tree import all_in_force
from jishi.kernel.path import ids
from jishi.orgs.local import TERM_REMINDER, VACANCY_RED
from jishi.orgs.models import Term
from jishi.people.kinds import COUNTED, FULL, PROBATION
from jishi.people.models import Person
from jishi.registers.access import HEALTH_VIEW
from jishi.registers.facts import GroupFacts, OrgFacts
from jishi.registers.kinds import all_kinds
from jishi.registers.local import (
    JOINT_UNITS,
    RESERVE_LEAST,
    RESERVE_MOST,
)
from jishi.registers.models import Link, UnitCoverage
from jishi.registers.queries.scoping import Cut, scope
from jishi.tree.actor import Actor
from jishi.tree.kinds import COUNTY_OR_ABOVE, ORG_KINDS
from jishi.tree.models import Organisation, OrganisationChange


@dataclass
class _Held:
    """What the open links of one organisation say."""

    people: set[int] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    deputies: int = 0
    reserves: int = 0
    secretary: int | None = None
    secretary_since: date | None = None
    secretary_full_on: date | None = None
    pending: bool = False
    director: int | None = None
    exception: str = ""


@dataclass
class _Count:
    members: int = 0
    full: int = 0
    probationary: int = 0
    last_joined: date | None = None


def own_facts(actor: Actor, org: Organisation) -> OrgFacts | None:
    """One organisation alone, for its page."""
    found = _facts(Cut(actor, org, own=True))
    return next((facts for facts in found if facts.id == org.pk), None)


def org_facts(actor: Actor, org: Organisation | None = None) -> list[OrgFacts]:
    return _facts(Cut(actor, org))


def _facts(cut: Cut) -> list[OrgFacts]:
    actor = cut.actor
    rows = list(
        cut(Organisation.objects.filter(closed_on__isnull=True), "")
        .order_by("line", "id")
        .values_list(
            "id", "short_name", "kind", "sector", "parent_id", "parent__sector", "path",
            "founded_on",
        )
    )  # fmt: skip
    counts, groups = _members(cut)
    below = _with_below(rows, counts) if not cut.own else _all_below(cut, rows, counts)
    held, ended = _posts(cut)
    covered = _covered(cut)
    approved = _approved(cut)
    terms = _terms(cut)
    named = {row[0]: row[1] for row in rows if row[2] == "group"}
    by_parent: dict[int | None, list[GroupFacts]] = defaultdict(list)
    for row in rows:
        if row[0] in named:
            own = groups.get(row[0], _Count())
            by_parent[row[4]].append(GroupFacts(named[row[0]], own.members, own.full))
    local = all_in_force(NUMBERS.values(), actor.today)
    nobody, nothing = _Held(), _Count()
    found = []
    for ident, name, kind, sector, parent, parent_sector, path, founded_on in rows:
        own, has, line = counts.get(ident, nothing), held.get(ident, nobody), ids(path)
        elected_on, term_ends = terms.get(ident, (None, None))
        found.append(
            OrgFacts(
                id=ident, name=name, kind=kind, sector=sector,
                parent=parent, parent_sector=parent_sector or "", today=actor.today,
                founded_on=founded_on,
                approved=ident in approved, approved_by_county=approved.get(ident, False),
                members=own.members, full=own.full, probationary=own.probationary,
                last_joined=own.last_joined, all_members=below.get(ident, 0),
                committee=len(has.people), posts=frozenset(has.posts), deputies=has.deputies,
                secretary=has.secretary, secretary_since=has.secretary_since,
                secretary_full_on=has.secretary_full_on, secretary_pending=has.pending,
                vacant_since=ended.get(ident), director=has.director, exception=has.exception,
                groups=tuple(by_parent.get(ident, ())), reserves=has.reserves,
                units=covered.get(ident, 0), elected_on=elected_on, term_ends=term_ends,
                **{name: local[each.code].at(line).value for name, each in NUMBERS.items()},
            )
        )  # fmt: skip
    return found


NUMBERS = {
    "vacancy_red": VACANCY_RED,
    "reserve_least": RESERVE_LEAST,
    "reserve_most": RESERVE_MOST,
    "joint_most": JOINT_UNITS,
    "remind_months": TERM_REMINDER,
}


def _members(cut: Cut) -> tuple[dict[int, _Count], dict[int, _Count]]:
    """Members by organisation, and by group."""
    people = cut(Person.objects.filter(standing__in=COUNTED))
    rows = (
        people.order_by()
        .values("org_id", "group_id")
        .annotate(
            members=Count("id"),
            full=Count("id", Q(standing__in=FULL)),
            probationary=Count("id", Q(standing__in=PROBATION)),
            last_joined=Max("joined_on"),
        )
    )
    by_org: dict[int, _Count] = defaultdict(_Count)
    by_group: dict[int, _Count] = defaultdict(_Count)
    for row in rows:
        places = [by_org[row["org_id"]]]
        if row["group_id"]:
            places.append(by_group[row["group_id"]])
        for count in places:
            count.members += row["members"]
            count.full += row["full"]
            count.probationary += row["probationary"]
            days = [day for day in (count.last_joined, row["last_joined"]) if day]
            count.last_joined = max(days, default=None)
    return dict(by_org), dict(by_group)


def _with_below(rows: list[Any], counts: dict[int, _Count]) -> dict[int, int]:
    """Members with those of everything below, along the paths."""
    total: Counter[int] = Counter()
    for row in rows:
        if own := counts.get(row[0]):
            for above in ids(row[6]):
                total[above] += own.members
    return total


def _all_below(cut: Cut, rows: list[Any], counts: dict[int, _Count]) -> dict[int, int]:
    """The same for one organisation: a branch has nobody below that is not its own."""
    assert cut.org is not None
    if ORG_KINDS[cut.org.kind].is_branch:
        return _with_below(rows, counts)
    people = Person.objects.filter(standing__in=COUNTED)
    return {cut.org.pk: scope(cut.actor, HEALTH_VIEW, people, cut.org, "org").count()}


def _posts(cut: Cut) -> tuple[dict[int, _Held], dict[int, date]]:  # fmt: skip
    """Who holds what now, and when the last secretary ended."""
    kinds = all_kinds()
    committee = {code for code, kind in kinds.items() if kind.on_committee}
    wanted = {*committee, "village_director", "unit_head", "reserve", "discipline_secretary"}
    either = Q(kind__in=wanted, until__isnull=True) | Q(
        kind="secretary", until__lte=cut.actor.today
    )
    links = Link.objects.filter(either, since__lte=cut.actor.today).order_by()
    held: dict[int, _Held] = defaultdict(_Held)
    ended: dict[int, date] = {}
    for org_id, kind, person, since, until, document, exception, full_on in cut(links).values_list(
        "org_id", "kind", "person_id", "since", "until", "document", "exception",
        "person__full_on",
    ):  # fmt: skip
        if until is not None:
            ended[org_id] = max(until, ended.get(org_id, until))
            continue
        has = held[org_id]
        has.exception = has.exception or exception
        pending = kinds[kind].needs_document and not document
        if kind in committee:
            has.people.add(person)
        if kind == "reserve":
            has.reserves += 1
        elif kind == "deputy_secretary":
            has.deputies += 1
        elif kind in ("village_director", "unit_head"):
            has.director = person
        elif kind == "secretary":
            has.pending = pending
            has.secretary = None if pending else person
            has.secretary_since, has.secretary_full_on = since, full_on
        has.posts.add(kind)
    return dict(held), ended


def _covered(cut: Cut) -> dict[int, int]:
    rows = UnitCoverage.objects.filter(until__isnull=True, unit__closed_on__isnull=True)
    seen = cut(rows).order_by()
    return dict(seen.values_list("org_id").annotate(count=Count("id")))


def _approved(cut: Cut) -> dict[int, bool]:
    """Whose founding or reconstitution carries an approval's number: by the county or above?"""
    rows = OrganisationChange.objects.filter(kind__in=("found", "rekind")).exclude(document="")
    found: dict[int, bool] = {}
    for org, by in cut(rows).order_by().values_list("org_id", "approved_by"):
        found[org] = found.get(org, False) or by in COUNTY_OR_ABOVE
    return found


def _terms(cut: Cut) -> dict[int, tuple[date, date]]:
    """The running term of each: elected, ending."""
    rows = cut(Term.objects.filter(ended_on__isnull=True)).order_by()
    return {org: (on, end) for org, on, end in rows.values_list("org_id", "elected_on", "ends_on")}
