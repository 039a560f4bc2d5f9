"""Reading people; everything starts from `visible()`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from jishi.accounts import queries as account_queries
from jishi.accounts.models import Account
from jishi.base.crypto import unseal
from jishi.base.models import RevealLog
from jishi.base.reveal import looks_at
from jishi.base.sealed import Sealed
from jishi.kernel.path import ids, subtree_bounds
from jishi.people import finder
from jishi.people.access import PERSON_EDIT, PERSON_VIEW
from jishi.people.fields import plain
from jishi.people.kinds import CATEGORIES, COUNTED, FULL, OCCUPATIONS, PROBATION, VOTING
from jishi.people.models import (
    ChangeKind,
    ClearExport,
    CorrectionRequest,
    MemberChange,
    MemberState,
    Person,
    SavedSearch,
)
from jishi.tree.actor import BUSINESS, Actor
from jishi.tree.errors import NotVisible
from jishi.tree.kinds import ORG_KINDS
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import reach, standing, visible


def people(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Everybody on the books within reach, members or not; merged records are left out."""
    return visible(actor, permission, Person.objects.filter(merged_into=None), via="org")


def members(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Whoever counts as a member of an organisation within reach (R-GEN-09)."""
    return people(actor, permission).filter(standing__in=COUNTED)


def guests(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[Person]:
    """Members of elsewhere who take part in a branch within reach: shown apart (R-LIFE-34)."""
    rows = Person.objects.filter(merged_into=None, standing__in=COUNTED)
    rows = rows.filter(takes_part_at__isnull=False).exclude(takes_part_at=F("org"))
    return visible(actor, permission, rows, via="takes_part_at")


def person(actor: Actor, pk: int, permission: Permission = PERSON_VIEW) -> Person:
    """One person within reach, or as if they did not exist."""
    found = people(actor, permission).select_related("org").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


# --- on a day: from the dated states ------------------------------------------------------------


def states(actor: Actor, permission: Permission = PERSON_VIEW) -> QuerySet[MemberState]:
    """What everybody was at any time, in organisations within today's reach."""
    rows = MemberState.objects.filter(person__merged_into=None)
    return visible(actor, permission, rows, via="org")


def states_on(
    actor: Actor, day: date, permission: Permission = PERSON_VIEW
) -> QuerySet[MemberState]:
    """What everybody was on a day."""
    rows = states(actor, permission).filter(since__lte=day)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=day))


def members_on(actor: Actor, org: Organisation, day: date) -> list[Person]:
    """Who was a member of this branch on a day, by name."""
    rows = states_on(actor, day).filter(org=org, standing__in=COUNTED)
    return [s.person for s in rows.select_related("person").order_by("person__name", "person_id")]


def voters_on(actor: Actor, org: Organisation, day: date) -> list[Person]:
    """The base of every vote: full members with all rights, of this branch (R-LIFE-08)."""
    rows = states_on(actor, day).filter(org=org, standing__in=VOTING)
    return [s.person for s in rows.select_related("person").order_by("person__name", "person_id")]


@dataclass(frozen=True)
class Headcount:
    """Members of one organisation on a day; thresholds ask for one or the other (R-GEN-08)."""

    members: int = 0
    full: int = 0
    voting: int = 0


def headcounts(actor: Actor, orgs: Iterable[int], day: date) -> dict[int, Headcount]:
    """For each organisation, of its own members alone."""
    rows = (
        states_on(actor, day)
        .filter(org__in=list(orgs), standing__in=COUNTED)
        .values_list("org_id")
        .annotate(
            members=Count("pk"),
            full=Count("pk", Q(standing__in=FULL)),
            voting=Count("pk", Q(standing__in=VOTING)),
        )
    )
    return {org: Headcount(*counts) for org, *counts in rows}


def by_code(actor: Actor, code: str) -> QuerySet[Person]:
    """Whoever has this code, or had it before two records became one."""
    return people(actor).filter(Q(code=code) | Q(merged__code=code)).distinct()


# --- searches -----------------------------------------------------------------------------------


def saved_searches(actor: Actor) -> list[SavedSearch]:
    """One's own and those shared within the organisations where one holds a role."""
    places = {root.org_id for root in standing(actor)}
    rows = SavedSearch.objects.filter(Q(account_id=actor.account_id) | Q(shared_at__in=places))
    return list(rows.order_by("name", "id")) if actor.account_id is not None else []


def own_search(actor: Actor, pk: int) -> SavedSearch:
    found = SavedSearch.objects.filter(pk=pk, account_id=actor.account_id or 0).first()
    if found is None:
        raise NotVisible
    return found


# --- one person ---------------------------------------------------------------------------------


def merged_into(actor: Actor, pk: int) -> Person | None:
    """The record that this one has become part of, so that old numbers still lead somewhere."""
    gone = visible(actor, PERSON_VIEW, Person.objects.exclude(merged_into=None), via="org")
    kept = gone.filter(pk=pk).values("merged_into_id")
    return people(actor).filter(pk__in=kept).first()


def changes(person: Person) -> list[MemberChange]:
    """Every recorded act, newest first."""
    rows = MemberChange.objects.filter(person=person).select_related("from_org", "to_org")
    return list(rows.order_by("-on", "-id"))


def change_of(person: Person, pk: int) -> MemberChange:
    found = MemberChange.objects.filter(person=person, pk=pk, kind=ChangeKind.CORRECT).first()
    if found is None:
        raise NotVisible
    return found


def correction_detail(change: MemberChange) -> dict[str, list[str]]:
    """Old and new values of a correction; the caller masks what has to be masked."""
    if not change.detail:
        return {}
    found: dict[str, list[str]] = json.loads(unseal(change.detail.token, change.detail.purpose))
    return found


def facts(person: Person, today: date) -> list[tuple[str, str]]:
    """What the page, the card and the own page say, in this order; numbers masked."""
    age, years = finder.age_of(person, today), finder.party_age_of(person, today)
    return [
        ("姓名", person.name),
        ("性别", person.sex_label),
        ("民族", person.nation_label),
        ("出生日期", _with(person.born_text, age, "岁")),
        ("学历", person.education_label),
        ("工作单位及职务", person.work_place),
        ("职业", OCCUPATIONS.get(person.occupation, "")),
        ("党员类别", CATEGORIES.get(person.category, "")),
        ("所在党组织", person.org.short_name),
        ("状态", person.standing_label),
        ("入党日期", person.joined_text),
        ("转正日期", _with(person.full_text, years, "年党龄")),
        ("在本组织自", str(person.since)),
        ("编码", person.code),
    ]


def _with(text: str, number: int | None, unit: str) -> str:
    return f"{text}（{number} {unit}）" if text and number is not None else text


def groups_of(org: Organisation) -> list[Organisation]:
    """The open Party groups of a branch."""
    return list(org.children.filter(kind="group", closed_on__isnull=True).order_by("place"))


def home_code(actor: Actor, permission: Permission) -> str:
    """The actor's own branch, where there is just one: what a form begins with."""
    roots = reach(actor, permission).roots
    if len(roots) != 1:
        return ""
    org = Organisation.objects.get(pk=roots[0].org_id)
    return org.code if ORG_KINDS[org.kind].is_branch else ""


def accounts_of_name(actor: Actor, person: Person) -> list[Account]:
    """Accounts within reach that may be this person's: of the same name, and nobody's yet."""
    rows = account_queries.accounts(actor).filter(name=person.name, kind=BUSINESS)
    return list(rows.filter(person__isnull=True).order_by("login")[:20])


# --- counts, of today ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    """Members at and below an organisation, by what they are; guests apart (R-GEN-09)."""

    members: int = 0
    full: int = 0
    probation: int = 0
    voting: int = 0
    guests: int = 0
    categories: tuple[tuple[str, int], ...] = ()


def tally(actor: Actor, org: Organisation) -> Tally:
    low, high = subtree_bounds(org.path)
    rows = members(actor).filter(org__path__gte=low, org__path__lt=high)
    by_class: dict[str, int] = {}
    count = {"members": 0, "full": 0, "probation": 0, "voting": 0}
    cells = rows.order_by().values_list("standing", "category").annotate(n=Count("pk"))
    for code, category, n in cells:
        count["members"] += n
        count["full"] += n if code in FULL else 0
        count["probation"] += n if code in PROBATION else 0
        count["voting"] += n if code in VOTING else 0
        by_class[category] = by_class.get(category, 0) + n
    visitors = guests(actor).filter(takes_part_at__path__gte=low, takes_part_at__path__lt=high)
    ordered = [(c, by_class[c]) for c in (*CATEGORIES, "") if c in by_class]
    return Tally(**count, guests=visitors.count(), categories=tuple(ordered))


def under(org: Organisation) -> Q:
    """People at or below an organisation."""
    low, high = subtree_bounds(org.path)
    return Q(org__path__gte=low, org__path__lt=high)


def line_of(org: Organisation) -> list[int]:
    """The organisation and those above it."""
    return list(ids(org.path))


# --- what is asked for --------------------------------------------------------------------------


def clear_exports(actor: Actor) -> QuerySet[ClearExport]:
    """One's own, and those of organisations whose records one keeps or oversees."""
    rows = ClearExport.objects.select_related("org", "account", "decided_by", "file")
    mine = Q(account_id=actor.account_id or 0)
    where = reach(actor, PERSON_EDIT)
    return rows.filter(mine | where.q("org")) if not where.everywhere else rows


def clear_export(actor: Actor, pk: int) -> ClearExport:
    found = clear_exports(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def own_person(actor: Actor) -> Person:
    """The record that one's account belongs to, or as if there were none."""
    rows = Person.objects.select_related("org", "group", "takes_part_at").filter(merged_into=None)
    found = rows.filter(account_id=actor.account_id).first() if actor.account_id else None
    if found is None:
        raise NotVisible
    return found


def has_own_record(actor: Actor) -> bool:
    return Person.objects.filter(account_id=actor.account_id or 0, merged_into=None).exists()


def own_looks(actor: Actor) -> list[RevealLog]:
    """Who was shown one's numbers in clear, newest first."""
    return list(looks_at(own_person(actor))[:200])


def own_corrections(actor: Actor) -> list[CorrectionRequest]:
    return list(own_person(actor).corrections.order_by("-id")[:20])


def corrections(actor: Actor) -> QuerySet[CorrectionRequest]:
    """Requests about people whose records one keeps."""
    rows = CorrectionRequest.objects.select_related("person__org", "decided_by")
    return visible(actor, PERSON_EDIT, rows, via="person__org")


def correction(actor: Actor, pk: int) -> CorrectionRequest:
    found = corrections(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def wanted_value(asked: CorrectionRequest) -> str:
    """What somebody asks an item to become; the caller masks what has to be masked."""
    return unseal(asked.value.token, asked.value.purpose) if asked.value else ""


def present_value(asked: CorrectionRequest) -> str:
    value = getattr(asked.person, asked.field)
    if isinstance(value, Sealed):
        return unseal(value.token, value.purpose) if value else ""
    return plain(value)


def counted_on(actor: Actor, day: date) -> QuerySet[MemberState, Any]:
    """Numbers of whoever was a member in organisations within reach on a day."""
    return states_on(actor, day).filter(standing__in=COUNTED).order_by().values("person_id")


def count_belonging(actor: Actor, org: Organisation) -> int:
    """Members who have their membership, their group or their organisational life here."""
    here = Q(org=org) | Q(group=org) | Q(takes_part_at=org)
    return Person.objects.filter(here, standing__in=COUNTED, merged_into=None).count()


def count_here(actor: Actor, org: Organisation) -> int:
    """Everybody on the books of this organisation itself; the caller may see it."""
    return Person.objects.filter(org=org, merged_into=None).count()
