"""Rows of dues for lists and single pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from jishi.base.crypto import CannotOpen, unseal
from jishi.funds.access import DUES_OWN, DUES_VIEW
from jishi.funds.models import DuesBase, DuesItem, DuesPayment, DuesRelief
from jishi.funds.queries import sources
from jishi.funds.reckon import Person as Months
from jishi.funds.reckon import Range
from jishi.people.kinds import COUNTED
from jishi.people.models import Person
from jishi.tree.actor import Actor
from jishi.tree.errors import NotVisible
from jishi.tree.models import Organisation
from jishi.tree.permissions import Permission
from jishi.tree.reach import require, visible


def payments(actor: Actor, permission: Permission = DUES_VIEW) -> QuerySet[DuesPayment]:
    return visible(actor, permission, DuesPayment.objects.all(), via="org")


def payment(actor: Actor, pk: int, permission: Permission = DUES_VIEW) -> DuesPayment:
    rows = payments(actor, permission).select_related(
        "org", "person", "recorded_by", "reversal_of", "reversed_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def payments_of(person_id: int, most: int = 60) -> list[DuesPayment]:
    rows = DuesPayment.objects.filter(person_id=person_id)
    return list(rows.select_related("org", "reversed_by").prefetch_related("items")[:most])


def reliefs(actor: Actor, permission: Permission = DUES_VIEW) -> QuerySet[DuesRelief]:
    return visible(actor, permission, DuesRelief.objects.all(), via="org")


def relief(actor: Actor, pk: int, permission: Permission = DUES_VIEW) -> DuesRelief:
    rows = reliefs(actor, permission).select_related("org", "person", "asked_by", "decided_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def reliefs_of(person_id: int) -> list[DuesRelief]:
    return list(DuesRelief.objects.filter(person_id=person_id))


def bases_of(person_id: int) -> list[DuesBase]:
    rows = DuesBase.objects.filter(person_id=person_id, void=False)
    return list(rows.order_by("-from_month"))


def running_base(person_id: int) -> DuesBase | None:
    rows = DuesBase.objects.filter(person_id=person_id, void=False, until_month__isnull=True)
    return rows.first()


def own_person(actor: Actor) -> Person | None:
    """The member whose account this is."""
    require(actor, DUES_OWN)
    if actor.account_id is None:
        return None
    rows = Person.objects.filter(account_id=actor.account_id).select_related("org")
    return rows.first()


def own_base_fen(actor: Actor, base: DuesBase) -> int | None:
    """A member's own base in clear: nobody needs to be told that they looked at their own."""
    owner = Person.objects.filter(pk=base.person_id, account_id=actor.account_id or 0)
    if not base.base or not owner.exists():
        return None
    try:
        return int(unseal(base.base.token, base.base.purpose))
    except CannotOpen:
        return None


# --- amounts of a branch ------------------------------------------------------------------------


@dataclass(frozen=True)
class Fixed:
    """A member with the amount of a year, if one is fixed."""

    person: Person
    base: DuesBase | None
    year: int

    @property
    def state(self) -> str:
        if self.base is None:
            return "unfixed"
        return "fixed" if self.base.year == self.year else "carried"


def amounts_of(actor: Actor, org: Organisation, year: int) -> list[Fixed]:
    """Every member of a branch today with the amount that runs at the end of the year."""
    people = visible(actor, DUES_VIEW, Person.objects.filter(org=org), via="org")
    members = list(
        people.filter(standing__in=COUNTED, merged_into=None).order_by("search_text", "pk")
    )
    last = year * 12 + 11
    rows = DuesBase.objects.filter(
        Q(until_month__isnull=True) | Q(until_month__gt=last), person__org=org, void=False,
        from_month__lte=last,
    )  # fmt: skip
    known = {base.person_id: base for base in rows}
    return [Fixed(person, known.get(person.pk), year) for person in members]


# --- paper --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterLine:
    person: Person
    monthly: int | None
    months: list[int | None]  # fen paid, none: not paid
    owed: list[bool]
    unfixed: bool  # some month here has no amount

    @property
    def total(self) -> int:
        return sum(fen or 0 for fen in self.months)

    @property
    def standing(self) -> str:
        """What may be made public of a member: whether all is paid (R-FEE-27)."""
        if self.unfixed:
            return "未核定"
        pairs = zip(self.months, self.owed, strict=True)
        return "足额" if all(fen is not None for fen, owed in pairs if owed) else "未足额"


def register(actor: Actor, org: Organisation, year: int, last: int) -> list[RegisterLine]:
    """Members of a branch in a year by month; `last` is the last month that is due."""
    span = Range(year * 12, year * 12 + 11)
    states = visible(actor, DUES_VIEW, sources.member_states(span).filter(org=org), via="org")
    idents = sorted(set(states.order_by().values_list("person_id", flat=True))) or [0]
    people = sources.people_of(span, idents)
    paid: dict[tuple[int, int], int] = {}
    rows = DuesItem.objects.filter(
        person_id__in=idents, live=True, month__gte=span.first, month__lte=span.last
    )
    for ident, month, fen in rows.values_list("person_id", "month", "amount_fen"):
        paid[ident, month] = paid.get((ident, month), 0) + fen
    names = Person.objects.in_bulk([ident for ident in idents if ident in people])
    lines = [
        _register_line(org, person, people[pk], paid, span, last) for pk, person in names.items()
    ]
    lines.sort(key=lambda line: (line.person.search_text, line.person.pk))
    return lines


def _register_line(
    org: Organisation, person: Person, who: Months, paid: dict[tuple[int, int], int],
    span: Range, last: int,
) -> RegisterLine:  # fmt: skip
    here = 0
    for place, mask in who.stays:
        here |= mask if place == org.pk else 0
    here &= who.liable(span) & span.mask(span.first, last + 1)
    amounts = [who.monthly(bit) for bit in range(span.length)]
    return RegisterLine(
        person,
        amounts[min(last, span.last) - span.first],
        [paid.get((person.pk, month)) for month in range(span.first, span.last + 1)],
        [bool(here >> bit & 1 and amounts[bit]) for bit in range(span.length)],
        any(here >> bit & 1 and amounts[bit] is None for bit in range(span.length)),
    )
