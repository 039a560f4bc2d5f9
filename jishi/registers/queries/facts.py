"""The facts of a whole subtree in a handful of statements, however many organisations it has.

`sight(actor, org)` gives all three kinds; `org_facts` alone is cheap enough for the first page.
Identity numbers are opened here to be checked, and nothing of them leaves: the facts keep what is
wrong, no number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Max, Model, Q, QuerySet

from jishi.base import crypto
from jishi.base.sealed import Sealed
from jishi.base.settings_tree import InForce, in_force
from jishi.kernel.identity import Identity, identity_in_order
from jishi.kernel.path import ids, subtree_bounds
from jishi.orgs.local import TERM_REMINDER, VACANCY_RED
from jishi.people.access import PERSON_VIEW
from jishi.people.kinds import COUNTED, FULL, PROBATION
from jishi.people.models import Person
from jishi.registers.access import HEALTH_VIEW
from jishi.registers.facts import GroupFacts, OrgFacts, PersonFacts, Sight
from jishi.registers.kinds import all_kinds
from jishi.registers.local import (
    INSTRUCTOR_UNITS,
    JOINT_UNITS,
    RESERVE_LEAST,
    RESERVE_MOST,
    STALE,
)
from jishi.registers.models import Link, UnitCoverage
from jishi.registers.queries.unit_facts import unit_facts
from jishi.tree.actor import Actor
from jishi.tree.models import Organisation, OrganisationChange
from jishi.tree.permissions import Permission
from jishi.tree.reach import visible

M = TypeVar("M", bound=Model)


def scope(
    actor: Actor, permission: Permission, rows: QuerySet[M], org: Organisation | None, via: str
) -> QuerySet[M]:
    """Rows within reach and, where one is named, at or below an organisation."""
    seen = visible(actor, permission, rows, via=via)
    if org is None:
        return seen
    low, high = subtree_bounds(org.path)
    prefix = f"{via}__" if via else ""
    return seen.filter(**{f"{prefix}path__gte": low, f"{prefix}path__lt": high})


def sight(actor: Actor, org: Organisation | None) -> Sight:
    return Sight(org_facts(actor, org), person_facts(actor, org), unit_facts(actor, org))


# --- organisations -------------------------------------------------------------------------------


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


def org_facts(actor: Actor, org: Organisation | None = None) -> list[OrgFacts]:
    rows = list(
        scope(actor, HEALTH_VIEW, Organisation.objects.filter(closed_on__isnull=True), org, "")
        .order_by("line", "id")
        .values_list(
            "id", "short_name", "kind", "sector", "parent_id", "parent__sector", "path",
            "founded_on",
        )
    )  # fmt: skip
    counts, groups = _members(actor, org)
    below = _with_below(rows, counts)
    held, ended = _posts(actor, org)
    covered = _covered(actor, org)
    approved = _approved(actor, org)
    terms = _terms(actor, org)
    named = {row[0]: row[1] for row in rows if row[2] == "group"}
    by_parent: dict[int | None, list[GroupFacts]] = defaultdict(list)
    for row in rows:
        if row[0] in named:
            own = groups.get(row[0], _Count())
            by_parent[row[4]].append(GroupFacts(named[row[0]], own.members, own.full))
    numbers = _numbers(actor.today)
    nobody, nothing = _Held(), _Count()
    found = []
    for ident, name, kind, sector, _, parent_sector, path, founded_on in rows:
        own, has, line = counts.get(ident, nothing), held.get(ident, nobody), ids(path)
        elected_on, term_ends = terms.get(ident, (None, None))
        found.append(
            OrgFacts(
                id=ident, name=name, kind=kind, sector=sector,
                parent_sector=parent_sector or "", today=actor.today, founded_on=founded_on,
                approved=ident in approved, approved_by_county=ident in approved,
                members=own.members, full=own.full, probationary=own.probationary,
                last_joined=own.last_joined, all_members=below.get(ident, 0),
                committee=len(has.people), posts=frozenset(has.posts), deputies=has.deputies,
                secretary=has.secretary, secretary_since=has.secretary_since,
                secretary_full_on=has.secretary_full_on, secretary_pending=has.pending,
                vacant_since=ended.get(ident), director=has.director, exception=has.exception,
                groups=tuple(by_parent.get(ident, ())), reserves=has.reserves,
                units=covered.get(ident, 0), elected_on=elected_on, term_ends=term_ends,
                **{name: value.at(line).value for name, value in numbers.items()},
            )
        )  # fmt: skip
    return found


def _numbers(on: date) -> dict[str, InForce[int]]:
    return {
        "vacancy_red": in_force(VACANCY_RED, on),
        "reserve_least": in_force(RESERVE_LEAST, on),
        "reserve_most": in_force(RESERVE_MOST, on),
        "joint_most": in_force(JOINT_UNITS, on),
        "remind_months": in_force(TERM_REMINDER, on),
    }


def _members(actor: Actor, org: Organisation | None) -> tuple[dict[int, _Count], dict[int, _Count]]:
    """Members by organisation, and by group."""
    people = scope(actor, HEALTH_VIEW, Person.objects.filter(standing__in=COUNTED), org, "org")
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


def _posts(
    actor: Actor, org: Organisation | None
) -> tuple[dict[int, _Held], dict[int, date]]:  # fmt: skip
    """Who holds what now, and when the last secretary ended."""
    kinds = all_kinds()
    committee = {code for code, kind in kinds.items() if kind.on_committee}
    wanted = {*committee, "village_director", "unit_head", "reserve", "discipline_secretary"}
    links = scope(actor, HEALTH_VIEW, Link.objects.filter(since__lte=actor.today), org, "org")
    held: dict[int, _Held] = defaultdict(_Held)
    rows = links.filter(kind__in=wanted, until__isnull=True).order_by()
    for org_id, kind, person, since, document, exception, full_on in rows.values_list(
        "org_id", "kind", "person_id", "since", "document", "exception", "person__full_on"
    ):
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
    ended = links.filter(kind="secretary", until__lte=actor.today).order_by()
    last = ended.values("org_id").annotate(last=Max("until"))
    return dict(held), {row["org_id"]: row["last"] for row in last}


def _covered(actor: Actor, org: Organisation | None) -> dict[int, int]:
    rows = UnitCoverage.objects.filter(until__isnull=True, unit__closed_on__isnull=True)
    seen = scope(actor, HEALTH_VIEW, rows, org, "org").order_by()
    return dict(seen.values_list("org_id").annotate(count=Count("id")))


def _approved(actor: Actor, org: Organisation | None) -> set[int]:
    """Organisations whose founding or reconstitution carries an approval's number."""
    rows = OrganisationChange.objects.filter(kind__in=("found", "rekind")).exclude(document="")
    seen = scope(actor, HEALTH_VIEW, rows, org, "org").order_by()
    return set(seen.values_list("org_id", flat=True))


def _terms(
    actor: Actor, org: Organisation | None
) -> dict[int, tuple[date | None, date | None]]:  # fmt: skip
    return {}


# --- people --------------------------------------------------------------------------------------


def person_facts(actor: Actor, org: Organisation | None = None) -> list[PersonFacts]:
    people = scope(actor, PERSON_VIEW, Person.objects.filter(standing__in=COUNTED), org, "org")
    rows = list(
        people.order_by("org__line", "name", "id").values_list(
            "id", "name", "org_id", "org__short_name", "org__kind", "org__path", "standing", "sex",
            "born_on", "born_precision", "joined_on", "full_on", "identity", "phone_index",
            "group_id", "confirmed_on",
        )
    )  # fmt: skip
    twins = Counter((row[1], row[8]) for row in rows if row[8])
    phones = Counter(row[13] for row in rows if row[13])
    instructed = _instructed(actor, org)
    grouped = _grouped(actor, org)
    most, stale = in_force(INSTRUCTOR_UNITS, actor.today), in_force(STALE, actor.today)
    local = {
        path: (most.at(ids(path)).value, stale.at(ids(path)).value)
        for path in {row[5] for row in rows}
    }
    found = []
    for row in rows:
        (
            ident, name, org_id, org_name, kind, path, standing, sex, born_on, precision,
            joined_on, full_on, number, phone, group_id, confirmed_on,
        ) = row  # fmt: skip
        fault, said_born, said_sex = checked(number, actor.today)
        found.append(
            PersonFacts(
                id=ident, name=name, org_id=org_id, org_name=org_name, org_kind=kind,
                today=actor.today, standing=standing, sex=sex, born_on=born_on,
                joined_on=joined_on, full_on=full_on, identity=fault,
                identity_born_on=said_born if precision == "day" else None,
                identity_sex=said_sex, has_phone=bool(phone),
                same_phone=phones[phone] - 1 if phone else 0,
                namesakes=twins[name, born_on] - 1 if born_on else 0,
                has_group=group_id is not None, groups_there=org_id in grouped,
                confirmed_on=confirmed_on, units_instructed=instructed.get(ident, 0),
                instructor_most=local[path][0], stale_months=local[path][1],
            )
        )  # fmt: skip
    return found


def checked(number: Any, today: date) -> tuple[str, date | None, str]:
    """What is wrong with a number, and the birthday and sex it says; the number stays here."""
    if not isinstance(number, Sealed) or not number:
        return "missing", None, ""
    try:
        clear = crypto.unseal(number.token, number.purpose)
    except crypto.CannotOpen:
        return "", None, ""  # nothing can be said of it; `doctor` tells of the missing key
    verdict = identity_in_order(clear, today)
    if verdict.refused:
        return verdict.codes[0], None, ""
    said = Identity.of(clear)
    return ("", said.born_on, said.sex) if said else ("", None, "")


def _instructed(actor: Actor, org: Organisation | None) -> dict[int | None, int]:
    """All units of each instructor, wherever they are."""
    people = scope(actor, PERSON_VIEW, Person.objects.all(), org, "org")
    rows = Link.objects.filter(kind="instructor", until__isnull=True, person__in=people)
    return dict(
        rows.order_by().values_list("person_id").annotate(count=Count("unit_id", distinct=True))
    )


def _grouped(actor: Actor, org: Organisation | None) -> set[int | None]:
    groups = Organisation.objects.filter(kind="group", closed_on__isnull=True)
    seen = scope(actor, HEALTH_VIEW, groups, org, "").order_by()
    return set(seen.values_list("parent_id", flat=True))
